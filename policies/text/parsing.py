"""Any regulation's plain text to Outlines, with warnings where it was unclear.

The law of this module: nothing is lost and nothing changes place. With white space taken out,
the outlines' words joined are the cleaned text (of Markdown, without its signs).
"""

import re
from dataclasses import dataclass, replace
from types import MappingProxyType

from .building import Builder
from .chinese import Cleaned, Removal, clean
from .correcting import Corrections, Treatment
from .lines import bare
from .marks import Marked, Part
from .outline import Outline
from .recognising import recognise
from .separating import Section, separate
from .source import lines_of
from .warning import Warning, WarningCode
from .wording import joined
from .wrapping import wrapped_lines

__all__ = [
    "Document",
    "Marked",
    "Parsed",
    "Part",
    "Treatment",
    "Warning",
    "WarningCode",
    "joined",
    "parse",
]

_POST = re.compile("(?:崗位|岗位|職位|职位)(?:名稱|名称)?\\s*[:：]\\s*(.{2,40})")
_DEPARTMENT = re.compile("(?:所屬|所属)?(?:部門|部门)(?:名稱|名称)?\\s*[:：]\\s*(.{2,40})")
_UNIT_AND_ROLE = re.compile(
    "(.+(?:部門|部门|中心|部(?![門门長长])|[處处室廠厂局店]|[科組组課课](?![長长員员學学技程])))(.{2,})"
)


@dataclass(frozen=True, slots=True)
class Document:
    """One regulation found in a text. Lines count from 1 in the cleaned text.

    ``places`` are the lines of the outline's headings and clauses, in the order of ``walk()``.
    ``marks`` are all lines that say something, in order, each with what it was understood as; a
    line that was taken apart comes once for each piece. ``is_exact`` where the file said itself
    what each part is, so that there is nothing to correct.
    """

    outline: Outline
    warnings: tuple[Warning, ...]
    proposed_department: str
    proposed_role: str
    first_line: int
    last_line: int
    places: tuple[int, ...]
    marks: tuple[Marked, ...]
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """All regulations in a text, in order, and the text they were read from."""

    documents: tuple[Document, ...]
    cleaned: Cleaned


def parse(text: str, corrections: Corrections = MappingProxyType({})) -> Parsed:
    """The regulations in a text; none only if the text is blank.

    ``corrections`` say of single lines of the cleaned text, counted from 1, what they are; each
    wins over what would be recognised. Those of lines that are not there say nothing.
    """
    cleaned = clean(text)
    wrapped = wrapped_lines(cleaned.text) - set(corrections)
    lines = lines_of(cleaned.text, dict.fromkeys(wrapped, Treatment.JOINED) | dict(corrections))
    sections = separate(lines) if lines else []
    documents = [_document(section, cleaned.removed, wrapped) for section in sections]
    return Parsed(tuple(_with_duplicates(documents)), cleaned)


def _document(section: Section, removed: tuple[Removal, ...], wrapped: set[int]) -> Document:
    recognised = recognise(section.lines)
    builder = Builder(section.above, section.title)
    builder.add(recognised.marks)
    outline = builder.outline()
    warnings = [] if section.title else [Warning(WarningCode.NO_TITLE, section.first_line)]
    warnings += [
        Warning(
            WarningCode.RUN_TOGETHER,
            line,
            {"count": len(labels), "label": labels[0], "last": labels[-1]},
        )
        for line, labels in section.splits
    ]
    if not recognised.structured:
        warnings.append(Warning(WarningCode.NO_STRUCTURE, section.lines[0].number))
    joined_lines = [n for n in wrapped if section.first_line <= n <= section.last_line]
    if joined_lines:
        data = {"count": len(joined_lines)}
        warnings.append(Warning(WarningCode.LINES_JOINED, min(joined_lines), data))
    warnings += builder.warnings
    warnings += _removals(section, removed)
    department, role = _post(section)
    return Document(
        outline,
        tuple(warnings),
        department,
        role,
        section.first_line,
        section.last_line,
        tuple(builder.places),
        tuple(builder.marked),
    )


def _removals(section: Section, removed: tuple[Removal, ...]) -> list[Warning]:
    """What cleaning took from the section's lines, counted."""
    inside = [r for r in removed if section.first_line <= r.line <= section.last_line]
    pinyin = [removal for removal in inside if removal.text.startswith(("(", "（"))]
    invisible = [removal for removal in inside if removal not in pinyin]
    kinds = ((WarningCode.PINYIN_REMOVED, pinyin), (WarningCode.INVISIBLE_REMOVED, invisible))
    return [Warning(code, found[0].line, {"count": len(found)}) for code, found in kinds if found]


def _post(section: Section) -> tuple[str, str]:
    """The department and role a text names: 崗位:營運部客戶服務專員."""
    department = role = ""
    for line in section.lines:
        if line.label is not None:
            break
        if match := _DEPARTMENT.fullmatch(line.text):
            department = department or match[1].strip()
        elif match := _POST.fullmatch(line.text):
            parted = _UNIT_AND_ROLE.fullmatch(match[1].strip())
            department = department or (parted[1] if parted else "")
            role = role or (parted[2] if parted else match[1].strip())
    return department, role


def _with_duplicates(documents: list[Document]) -> list[Document]:
    """The documents, each warned of if an earlier one has its title."""
    first: dict[str, int] = {}
    result: list[Document] = []
    for document in documents:
        title = document.outline.title
        earlier = first.setdefault(bare(title), document.first_line)
        if title and earlier != document.first_line:
            data: dict[str, str | int] = {"title": title, "other_line": earlier}
            warning = Warning(WarningCode.DUPLICATE_TITLE, document.first_line, data)
            result.append(replace(document, warnings=(*document.warnings, warning)))
        else:
            result.append(document)
    return result
