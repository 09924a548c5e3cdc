"""Every character that laws are written with comes through: import, page and search.

What the PDF shows of them is tested in ``exports/test_pdf.py``.
"""

import html
import unicodedata
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from policies import importing
from policies.importing import Choice
from policies.models import Category, Revision
from policies.text import searchtext
from tests.cast import Cast, publish
from tests.fixtures import SignIn

CHARACTERS = Path(__file__).parents[2].parent / "shared" / "corpora" / "charset" / "chars.tsv"
PER_CLAUSE = 40
# In force, by its search entries; one row for each query that finds nothing.
UNFOUND = """
SELECT query FROM unnest(%s::text[]) AS query WHERE NOT EXISTS (
    SELECT FROM policies_searchentry WHERE revision_id = %s AND vector @@ query::tsquery)
"""


def characters() -> list[str]:
    if not CHARACTERS.exists():
        pytest.skip("needs ../shared/corpora/charset/chars.tsv, which is not on this machine")
    rows = [line.split("\t") for line in CHARACTERS.read_text("utf-8").splitlines()[1:]]
    found = [chr(int(row[0].removeprefix("U+"), 16)) for row in rows]
    return [
        each
        for each in found
        if each.strip() and unicodedata.category(each) not in {"Co", "Cc", "Cf"}
    ]


def regulation_of(wanted: list[str]) -> str:
    # Backwards, so that nothing stands between 〔 and 〕 as if it were still to be filled in.
    wanted = wanted[::-1]
    groups = [wanted[at : at + PER_CLAUSE] for at in range(0, len(wanted), PER_CLAUSE)]
    clauses = [f"第{n}條　用字{'甲'.join(group)}甲" for n, group in enumerate(groups, 1)]
    return "\n".join(["用字規則", *clauses])


def import_and_publish(cast: Cast, text: str) -> Revision:
    reading = importing.read(importing.given(text.encode()).text)
    (advice,) = importing.advise(reading, cast.editor)
    choice = Choice(
        outline=advice.found.outline,
        title=advice.found.outline.title,
        code="HR-050",
        category=Category.objects.get(slug="conduct"),
        level=advice.proposal.level,
        scheme=advice.proposal.scheme,
        issuing_department=cast.editor.department,
    )
    (draft,) = importing.save([choice], cast.editor)
    return publish(cast, draft)


def test_every_character_is_imported_shown_and_found(cast: Cast, as_: SignIn) -> None:
    wanted = characters()
    assert len(wanted) > 5000
    published = import_and_publish(cast, regulation_of(wanted))
    page = as_(cast.employee).get(reverse("reading:policy", args=["HR-050"])).content.decode()
    assert set(wanted) - set(html.unescape(page)) == set()
    words = [each for each in wanted if searchtext.tokens(each)]
    assert len(words) > 5000
    with connection.cursor() as cursor:
        queries = [searchtext.tsquery(f"{each}甲") for each in words]
        cursor.execute(UNFOUND, [queries, published.pk])
        assert cursor.fetchall() == []
