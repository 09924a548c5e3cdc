"""HR's pages: figures, names, files; for HR and auditors, nobody else."""

import pytest

from acknowledgements.assigning import assign_audience
from tests.cast import Cast, published_policy
from tests.fixtures import SignIn


def test_smoke(cast: Cast, as_: SignIn) -> None:
    revision = published_policy(cast)
    assign_audience(revision)
    for url in ("/hr/", "/hr/policies/HR-003/1.0/", "/hr/policies/HR-003/1.0/names/"):
        page = as_(cast.hr).get(url)
        assert page.status_code == 200
    for form in ("csv", "xlsx"):
        page = as_(cast.hr).post(f"/hr/policies/HR-003/1.0/export.{form}")
        assert page.status_code == 200
        print(b"".join(page.streaming_content)[:600])
