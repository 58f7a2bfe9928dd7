"""An administrator at the pages, as a browser without a window."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from sync.cityserver.web.platform import Platform


def signed_in(platform: Platform, url: str) -> requests.Session:
    """Return the session of an administrator who signed in by the form."""
    session = requests.Session()
    form = {"name": "ann", "password": platform.staff.appoint("ann", "管理员")}
    assert session.post(f"{url}/admin/sign-in", form, timeout=20).url == f"{url}/admin"
    return session


def sealed(page: requests.Response) -> str:
    """Return the seal of the forms on a page."""
    found = re.search(r'name="seal" value="(\w+)"', page.text)
    assert found is not None
    return found[1]
