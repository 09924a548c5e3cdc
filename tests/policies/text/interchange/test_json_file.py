"""JSON: what its schema says, the digest computed again by others, back to the same words."""

import hashlib
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.text.interchange.json_file import SCHEMA, read_json, write_json
from policies.text.interchange.record import FORMAT, Facts, Record
from policies.text.interchange.shape import ShapeError
from policies.text.outline import Clause, Outline
from tests.policies.text.interchange.records import check_json, check_kept, record, whole
from tests.policies.text.outlines import OUTLINES

CHECK = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def plain() -> dict[str, Any]:
    return json.loads(write_json(record()))


def test_the_file_is_as_its_schema_says() -> None:
    CHECK.check_schema(CHECK.schema)
    CHECK.validate(plain())


def test_everything_a_regulation_has_comes_back() -> None:
    check_json(record())
    check_json(Record(Outline(""), Facts("A")))
    check_kept(whole())


@given(OUTLINES)
@settings(max_examples=60)
def test_any_outline_comes_back(outline: Outline) -> None:
    CHECK.validate(json.loads(check_json(record(outline))))


@given(st.text(max_size=20))
def test_any_words_come_back(words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    check_json(record(Outline(words, clauses=(Clause(words, words, words),))))


def test_a_court_can_compute_the_digest_again() -> None:
    """By no line of the portal: keys sorted, no white space, characters as they are."""
    told = plain()
    written = json.dumps(told["outline"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(written.encode()).hexdigest() == told["digest"]["value"]
    assert told["approvals"][0]["digest"] == told["digest"]["value"]


def test_pasted_into_a_page_it_is_still_only_data() -> None:
    attack = "</script><script>alert(1)</script>\u2028&"
    written = write_json(record(Outline(attack, clauses=(Clause(attack, ""),)))).decode()
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written)["outline"]["title"] == attack


def changed(**parts: Any) -> str:
    return json.dumps(plain() | parts)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "NaN", "1e999", '"a"', "{}", '{"format": "another"}',
        f'{{"format": "{FORMAT}"}}', f'{{"format": "{FORMAT}", "format": "{FORMAT}"}}',
        changed(outline=[]), changed(outline={}),
        changed(outline=plain()["outline"] | {"title": 1}),
        changed(outline=plain()["outline"] | {"more": ""}),
        changed(outline=plain()["outline"] | {"title": "\ud800"}),
        changed(outline=plain()["outline"] | {"clauses": [None]}),
        changed(outline=plain()["outline"] | {"headings": [{"kind": "volume"}]}),
        changed(outline=plain()["outline"] | {"clauses": [{"deleted": 1}]}),
    ],
)  # fmt: skip
def test_what_has_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ShapeError):
        read_json(text)


def test_headings_without_end_are_refused() -> None:
    heading: dict[str, Any] = plain()["outline"]["headings"][0]
    for _ in range(100):
        heading = heading | {"headings": [heading]}
    with pytest.raises(ShapeError):
        read_json(changed(outline=plain()["outline"] | {"headings": [heading]}))
