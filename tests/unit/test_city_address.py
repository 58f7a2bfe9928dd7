"""The address of the city server is taken as an administrator writes it; nothing goes there in the open."""

from __future__ import annotations

import pytest

from app.domain.city_address import CityAddressError, city_address


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://city.invalid:8443", "https://city.invalid:8443"),
        (" https://10.1.2.3/ ", "https://10.1.2.3"),
        ("HTTPS://平台.cn:8443/sync", "HTTPS://平台.cn:8443/sync"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_is_taken_without_the_blanks_around_it(typed: str, asked: str) -> None:
    assert city_address(typed) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "10.1.2.3:8443",
        "city.invalid",
        "http://city.invalid:8443",
        "http://127.0.0.1.city.invalid",
        "https://",
        "https:/city.invalid",
        "https：//city.invalid",
        "https://city.invalid:八",
        "https://city.invalid:99999",
        "https://[::1",
        "https://name@city.invalid",
        "https://city.invalid?town=1",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_safe_address_is_refused_with_the_form_it_should_have(typed: str) -> None:
    with pytest.raises(CityAddressError) as refused:
        city_address(typed)

    assert refused.value.code == "sync.address"
    assert "https://平台名称:8443" in refused.value.hint
