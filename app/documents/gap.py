"""Gap (空缺) and strike (划线): what stands where a fact is missing, in a draft and after 定稿."""

from __future__ import annotations


class Gap(str):
    """A missing text (空缺): its words name the fact; a filler marks it yellow."""

    __slots__ = ()

    @classmethod
    def of(cls, label: str) -> Gap:
        """Return the gap of a labelled fact."""
        return cls(f"［{label}］")


class Struck(str):
    """A blank struck out (划线) at 定稿, so that nothing can be written in later; counts as nothing said."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


STRUCK = Struck("／")
