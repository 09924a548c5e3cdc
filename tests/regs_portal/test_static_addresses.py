"""Addresses of files are worked out once, and are the right ones."""

import json
from pathlib import Path

import pytest

from regs_portal.static_addresses import KeptAddressesStorage


@pytest.fixture
def storage(tmp_path: Path) -> KeptAddressesStorage:
    manifest = {"paths": {"css/base.css": "css/base.0123.css"}, "version": "1.1", "hash": "x"}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    return KeptAddressesStorage(location=tmp_path, base_url="/static/")


def test_names_the_file_as_it_was_collected(storage: KeptAddressesStorage) -> None:
    assert storage.url("css/base.css") == "/static/css/base.0123.css"


def test_works_it_out_once(storage: KeptAddressesStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    first = storage.url("css/base.css")
    monkeypatch.setattr(storage, "stored_name", lambda name: pytest.fail("worked out again"))
    assert storage.url("css/base.css") == first


def test_a_file_that_was_not_collected_is_an_error(storage: KeptAddressesStorage) -> None:
    for _attempt in range(2):
        with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
            storage.url("css/none.css")
