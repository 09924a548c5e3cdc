"""The parser on real documents, where they lie beside the repository: nothing lost, list exact."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from policies.text.numbering import read_label
from policies.text.parsing import Parsed, WarningCode, joined, parse
from policies.text.similarity import NEAR, near_duplicates
from tests.benchmarks.text import laws, wording

Find = Callable[[str], Path]


def _words(parsed: Parsed) -> str:
    return _bare("".join(joined(document.outline) for document in parsed.documents))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _key(text: str) -> str:
    label = read_label(text)
    return label.key if label else text


@pytest.mark.parametrize("folder", ["text_zhnum", "text_moj"])
def test_laws_of_taiwan_are_read_exactly(shared: Find, folder: str) -> None:
    corpus = shared("corpora/tw-laws-dev")
    for path in sorted((corpus / "expected").glob("*.json")):
        truth = json.loads(path.read_text())
        parsed = parse((corpus / folder / f"{path.stem}.txt").read_text())
        assert len(parsed.documents) == 1, path.stem
        outline = parsed.documents[0].outline
        assert _words(parsed) == _bare(parsed.cleaned.text), path.stem
        assert _bare(outline.title) == _bare(truth["name"])
        assert [(_key(c.label), c.deleted) for c in outline.all_clauses() if c.label] == [
            (article["no"], article["deleted"]) for article in truth["articles"]
        ], path.stem
        assert [(_bare(h.label), _bare(h.title)) for h in outline.all_headings()] == [
            (_bare(h["label"]), _bare(h["title"])) for h in truth["headings"]
        ], path.stem


def test_laws_of_the_mainland_are_read_exactly(shared: Find) -> None:
    corpus = shared("corpora/prc-laws-dev")
    for path in sorted((corpus / "expected").glob("*.json")):
        truth = json.loads(path.read_text())
        parsed = parse((corpus / "plain" / f"{path.stem}.txt").read_text())
        outline = parsed.documents[0].outline
        assert _words(parsed).replace("#", "") == _bare(parsed.cleaned.text).replace("#", "")
        assert [_key(c.label) for c in outline.all_clauses() if c.label] == [
            article["no"] for article in truth["articles"]
        ], path.stem
        assert [_bare(h.label + h.title) for h in outline.all_headings()] == [
            _bare(h["raw"]) for h in truth["headings"]
        ], path.stem


@pytest.mark.parametrize(
    "folder", ["corpora/org-regs-dev", "corpora/en-policies/files", "corpora/prc-laws-dev/markdown"]
)
def test_nothing_is_lost_of_markdown_but_its_signs(shared: Find, folder: str) -> None:
    paths = sorted(shared(folder).rglob("*.md"))
    assert paths
    for path in paths:
        parsed = parse(path.read_text())
        signs = re.compile(r"[#*_|:-]")
        assert signs.sub("", _words(parsed)) == signs.sub("", _bare(parsed.cleaned.text)), path.name


@pytest.mark.parametrize(
    "folder", ["tw-laws-dev", "prc-laws-dev", "org-regs-dev", "en-policies/files"]
)
def test_every_row_of_the_table_holds(shared: Find, folder: str) -> None:
    """Parents, places, paths, items and gaps: what ``python -m tests.benchmarks.text`` prints."""
    corpus = shared(f"corpora/{folder}")
    rows = (laws if laws.is_one(corpus) else wording).measure(corpus)
    assert len(rows) >= 2
    assert [row for row in rows if not row.holds] == []


def test_the_seed_is_five_documents(shared: Find) -> None:
    parsed = parse(next(shared("seeds").glob("*.txt")).read_text())
    assert _words(parsed) == _bare(parsed.cleaned.text)
    guide, *samples = parsed.documents
    outlines = [document.outline for document in samples]
    assert [len(list(outline.all_clauses())) for outline in outlines] == [7, 7, 16, 16]
    assert (guide.outline.title, guide.outline.superscription) == ("", "- 目錄")
    assert [(h.title, len(h.clauses)) for h in guide.outline.all_headings()] == [
        ("制度包括哪些內容", 7),
        ("注意事項", 5),
        ("制度格式", 5),
    ]
    assert [(outline.title, outline.superscription) for outline in outlines] == [
        ("營運部客戶服務專員 工作職責制度", "客戶服務工作制度范文\n第1篇"),
        ("營運部客戶服務專員工作職責制度", "第2篇 營運部客戶服務專員工作職責制度"),
        ("商務中心客戶服務工作制度", "第3篇 a商務中心客戶服務工作制度"),
        ("商務中心客戶服務工作制度", "第4篇 商務中心客戶服務工作制度"),
    ]
    for document in samples[:2]:
        assert (document.proposed_department, document.proposed_role) == (
            "營運部",
            "客戶服務專員",
        )
        last = list(document.outline.all_clauses())[-1]
        assert (last.label, last.body.count("<p>")) == ("七、", 2)
        assert WarningCode.UNNUMBERED_PARAGRAPH in [w.code for w in document.warnings]
    assert re.search(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔù]+[)）]", _words(parsed)) is None


def test_the_seed_holds_two_pairs_of_near_duplicates(shared: Find) -> None:
    parsed = parse(next(shared("seeds").glob("*.txt")).read_text())
    pairs = near_duplicates([document.outline for document in parsed.documents], NEAR)
    assert [(i, j) for i, j, _ in pairs] == [(1, 2), (3, 4)]
