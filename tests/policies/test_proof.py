"""What the verifier says of files that are lost, or are not those that were given."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection
from pytest_django import Settings

from policies import drafting, papers
from policies.filing import scans
from policies.proof import wrong
from tests.cast import Cast, draft_of, publish
from tests.policies.filing.filed import PNG, filing_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def attached(cast: Cast) -> str:
    draft = draft_of(cast)
    given = papers.take_in("申請單.pdf", b"%PDF-1.7 form")
    drafting.attach(draft, cast.editor, "附件一", given)
    publish(cast, draft)
    return papers.path_of(given.digest)


def scanned(cast: Cast) -> str:
    scan = scans.keep(filing_of(cast), scans.Given("牆.png", PNG), "公布欄", cast.hr)
    return papers.path_of(scan.digest, scans.FOLDER)


@pytest.mark.parametrize("given", [attached, scanned])
def test_a_file_that_is_lost_or_another_is_found(
    cast: Cast, storage: Path, given: Callable[[Cast], str]
) -> None:
    path = storage / given(cast)
    assert list(wrong()) == []
    content = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(content + b" ")
    (changed,) = wrong()
    assert path.name in changed
    path.unlink()
    assert list(wrong()) == [changed]
    path.write_bytes(content)
    assert list(wrong()) == []


def test_nobody_writes_the_digest_of_a_clause(cast: Cast) -> None:
    draft = draft_of(cast)
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="can only be updated to DEFAULT"),
    ):
        cursor.execute(
            "UPDATE policies_clause SET digest = ''::bytea WHERE revision_id = %s", [draft.pk]
        )
