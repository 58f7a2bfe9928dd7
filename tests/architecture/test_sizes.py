"""Files and functions stay small, with no exception for anybody."""

from __future__ import annotations

from tests.architecture.source import Source, functions, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
USUAL_FUNCTION = 25
USUAL_SHARE = 0.9


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {each.path: len(each.text.splitlines()) for each in python_files()}

    assert len(lengths) > len(("app", "ui", "localdb", "sync", "tests")), "the files were found"
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_fifty_lines() -> None:
    lengths = [entry for each in python_files() for entry in functions(each)]

    assert lengths, "the functions were found"
    assert [entry for entry in lengths if entry[1] > LONGEST_FUNCTION] == []


def test_nine_functions_of_ten_have_at_most_twenty_five_lines() -> None:
    lengths = [lines for each in python_files() for _, lines in functions(each)]

    usual = sum(lines <= USUAL_FUNCTION for lines in lengths)

    assert usual >= USUAL_SHARE * len(lengths)


def test_a_function_is_measured_from_its_signature_to_its_last_line() -> None:
    source = Source("a.py", "import os\n\n\nasync def f(\n    x,\n):\n    '''Doc.'''\n    return x\n")

    assert functions(source) == [("a.py:4 f", 5)]
