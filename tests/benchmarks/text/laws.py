"""Laws whose headings, articles and items are known: ``expected/*.json`` beside the texts."""

import json
import re
from pathlib import Path
from typing import Any

from policies.text.numbering import read_label
from tests.benchmarks.measuring import Figure
from tests.benchmarks.text.scoring import Score, all_text, bare, described, figures

FOLDERS = ("text_zhnum", "text_moj", "plain", "markdown")
KINDS = {"編": "part", "编": "part", "分编": "part", "章": "chapter", "節": "section",
         "节": "section", "款": "subsection", "目": "subsubsection"}  # fmt: skip


def is_one(folder: Path) -> bool:
    return (folder / "expected").is_dir() and any((folder / name).is_dir() for name in FOLDERS)


def measure(folder: Path) -> list[Figure]:
    rows: list[Figure] = []
    for name in FOLDERS:
        if (folder / name).is_dir():
            rows += _measure(folder, name)
    return rows


def _measure(folder: Path, name: str) -> list[Figure]:
    where = f"{folder.name}/{name}"
    headings, clauses = Score(f"{where}: headings exact"), Score(f"{where}: clause list exact")
    nesting = Score(f"{where}: items nested as in the law", needed=0.995)
    lost = Score(f"{where}: no character lost or invented")
    gaps = Score(f"{where}: defective, the right gaps warned of")
    for path in sorted((folder / "expected").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        found = next((folder / name).glob(f"{path.stem}.*"), None)
        if found is None:
            continue
        text = found.read_text(encoding="utf-8")
        result = described(text)
        document = result["documents"][0]
        alone = len(result["documents"]) == 1
        headings.count(path.stem, alone and _headings(document) == _true_headings(truth))
        clauses.count(path.stem, alone and _same_clauses(document, truth))
        lost.count(path.stem, _characters(text) == _characters(all_text(result)))
        _count_nesting(nesting, path.stem, document, truth)
        if truth.get("article_numbers_strictly_1_to_n") is False and _gaps(truth):
            gaps.count(path.stem, _gaps(truth) == _warned(document))
    scores = [headings, clauses, lost]
    scores += [score for score in (nesting, gaps) if score.right or score.wrong]
    return figures(scores)


def _characters(text: str) -> list[str]:
    """In no order: what stands above a title comes before it in one and after it in the other."""
    invisible = "\u200b\ufeff\u200c\u200d\u2060"
    return sorted(bare(text).replace("#", "").translate(dict.fromkeys(map(ord, invisible))))


def _headings(document: dict[str, Any]) -> list[tuple[Any, ...]]:
    parents: dict[int, str] = {}
    rows = []
    for heading in document["headings"]:
        level = heading["level"]
        parents = {above: label for above, label in parents.items() if above < level}
        rows.append(
            (
                heading["kind"],
                bare(heading["label"]),
                bare(heading["title"]),
                [bare(parents[above]) for above in sorted(parents)],
                heading["before_clause"],
            )
        )
        parents[level] = heading["label"]
    return rows


def _true_headings(truth: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (
            KINDS[heading["type"]],
            _label(heading),
            bare(heading["title"]),
            [bare(_parent(parent)) for parent in heading["parents"]],
            heading["before_article"],
        )
        for heading in truth["headings"]
    ]


def _label(heading: dict[str, Any]) -> str:
    raw = bare(heading.get("label") or heading["raw"])
    title = bare(heading["title"])
    return raw.removesuffix(title) if "label" not in heading and title else raw


def _parent(parent: Any) -> str:
    """The label of a parent, which some truths give with its title: 第一章 总则."""
    return re.split(r"\s", str(parent))[0]


def _same_clauses(document: dict[str, Any], truth: dict[str, Any]) -> bool:
    ours = [clause for clause in document["clauses"] if clause["number"]]
    if [clause["number"] for clause in ours] != [a["no"] for a in truth["articles"]]:
        return False
    return all(
        [bare(step) for step in clause["path"]] == [bare(_parent(step)) for step in article["path"]]
        and clause["deleted"] == article.get("deleted", False)
        for clause, article in zip(ours, truth["articles"], strict=True)
    )


def _count_nesting(
    score: Score, name: str, document: dict[str, Any], truth: dict[str, Any]
) -> None:
    ours = {clause["number"]: clause for clause in document["clauses"] if clause["number"]}
    for article in truth["articles"]:
        paragraphs = article["paragraphs"]
        nested = all(isinstance(paragraph, dict) for paragraph in paragraphs)
        if not nested or any("table" in paragraph for paragraph in paragraphs):
            continue
        clause = ours.get(article["no"])
        items = [_item(item) for item in clause["items"]] if clause else None
        score.count(f"{name} {article['no']}", items == [_truth(each) for each in paragraphs])


def _item(item: dict[str, Any]) -> tuple[str, list[Any]]:
    return bare(item["label"] + item["text"]), [_item(child) for child in item["children"]]


def _truth(paragraph: dict[str, Any]) -> tuple[str, list[Any]]:
    children = [_truth(child) for child in paragraph.get("children", [])]
    return bare(paragraph["text"]), children


def _gaps(truth: dict[str, Any]) -> list[int]:
    """The numbers after which some are missing."""
    numbers = [int(article["no"].split("-")[0]) for article in truth["articles"]]
    pairs = zip([0, *numbers], numbers, strict=False)
    return [before for before, after in pairs if before and after > before + 1]


def _warned(document: dict[str, Any]) -> list[int]:
    skipped = (w["message"] for w in document["warnings"] if w["code"] == "number_skipped")
    return [label.number for message in skipped if (label := read_label(message))]
