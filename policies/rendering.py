"""A revision's text as the HTML of its page: made once at publication, stored, served as it is.

What is stored is the same for everybody. Where a word of the portal or something about the
reader belongs, it holds a mark that ``Page.for_reader`` replaces: ``<!--word:purpose-->``,
``<!--roles:CS-01-->``, ``<!--binds:…-->`` with the audience of a clause as escaped JSON, and
``<!--cited:0123456789ab-->`` for the other policies that cite the clause (``also`` where its own
text does too). Sanitised bodies hold no comments, so no text can
forge a mark.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from html import unescape
from typing import Any

from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from policies.audience import ClauseRule, clause_rules, targets_in
from policies.audience import binds as binds_reader
from policies.audience import lines as audience_lines
from policies.citing import Cite, cites_of
from policies.citing.showing import Marks, citing_places, marks_of
from policies.models import Rendition, Revision
from policies.models.rendition import CONVERTED, RenditionKind
from policies.text import script
from policies.text.anchors import CLOSING, INTRODUCTION, human_anchors
from policies.text.citation import Field
from policies.text.defining import definitions_of
from policies.text.items import as_lists
from policies.text.outline import Clause, Heading, LegalBasis, Outline
from policies.text.wording import joined
from regs_portal.people.models import Employee, Jurisdiction, Role

INTRODUCTORY = (Field.BACKGROUND, Field.PURPOSE, Field.SCOPE)
BRIEF = 3  # labels no longer than this (十二、) hang in a narrower column

WORDS = {
    "introduction": _("Introduction"),
    "background": _("Background"),
    "purpose": _("Purpose"),
    "scope": _("Scope"),
    "supplementary": _("Supplementary provisions"),
    "deleted": _("(Deleted)"),
    "cited_by": _("Cited by"),
    "basis": _("Legal basis"),
}
# Texts often begin a part with its name (背景：…, 附則); that is then its heading, once.
_OWN_HEADING = {
    "background": r"背景|緣起|缘起|Background",
    "purpose": r"目的|宗旨|Purpose",
    "scope": r"適用範圍|适用范围|適用對象|适用对象|範圍|范围|Scope",
    "supplementary": r"附\s*[則则]|Supplementary provisions",
}
NOBODY = SafeString("")
A_MINUTE, WORDS_A_MINUTE = 400, 230  # of characters, and of English words, read with care
_LENGTH = re.compile(r' data-length="([0-9]{1,8})"')
_LANGUAGE = re.compile(r' lang="(zh-Hant|zh-Hans|en)"')
_MARK = re.compile(r"<!--(word|roles|binds|cited|also):([^>]*)-->")


@dataclass(frozen=True, slots=True)
class Page:
    """The body and the table of contents of one text, as HTML with marks."""

    html: str
    contents: str

    @property
    def language(self) -> str:
        """That of its words: zh-Hant, zh-Hans, en."""
        match = _LANGUAGE.search(self.html, 0, 200)
        return match[1] if match else ""

    @property
    def minutes(self) -> int:
        """About how long reading it takes; pages stored without their length are half markup."""
        match = _LENGTH.search(self.html, 0, 200)
        length = int(match[1]) if match else len(self.html) // 2
        return max(round(length / (WORDS_A_MINUTE if self.language == "en" else A_MINUTE)), 1)

    @property
    def shut_out(self) -> int:
        """How many clauses are not for its reader, once it is ``for_reader``."""
        return self.html.count('class="not-for-me"')

    def converted(self, language: str) -> "Page":
        """In the other script."""
        html = self.html.replace(f'lang="{self.language}"', f'lang="{language}"', 1)
        return Page(script.converted(html, language), script.converted(self.contents, language))

    def for_reader(
        self,
        role_codes: Collection[str] = (),
        cited_by: Mapping[str, str] | None = None,
        reader: Employee | None = None,
    ) -> "Page":
        """The marks replaced: words in the reader's language, clauses addressed to their roles,
        and whether a clause that does not bind everybody binds the ``reader``.

        ``cited_by`` has by anchor links to what the reader may read of other policies.
        """
        language = get_language() or ""

        def word(name: str) -> str:
            return f'<span lang="{language}">{escape(WORDS[name])}</span>'

        def roles(codes: str) -> str:
            if set(unescape(codes).split("|")).isdisjoint(role_codes):
                kind = ' class="not-for-me"' if reader else ""
                return f'<span{kind} lang="{language}">{escape(_("Addressed to"))}</span>'
            return f'<b class="for-me" lang="{language}">{escape(_("Addressed to your post"))}</b>'

        def binds(audience: str) -> str:
            rules = [ClauseRule(*rule) for rule in json.loads(unescape(audience))]
            lines = "；".join(audience_lines(rule.told for rule in rules))
            if reader is None:
                opening = format_html("{}", _("Binds only"))
            elif binds_reader(rules, reader, role_codes):
                opening = format_html('<b class="for-me">{}</b>', _("Binds you"))
            else:
                opening = format_html('<b class="not-for-me">{}</b>', _("Does not bind you"))
            return format_html('<span lang="{}">{} {}</span>', language, opening, lines)

        def also(anchor: str) -> str:
            return cited_by.get(anchor, "") if cited_by else ""

        def cited(anchor: str) -> str:
            links = also(anchor)
            return f'<p class="cited">{word("cited_by")} {links}</p>' if links else ""

        replace = {"word": word, "roles": roles, "binds": binds, "cited": cited, "also": also}

        def replacement(match: re.Match[str]) -> str:
            return replace[match[1]](match[2])

        return Page(
            # Nothing but escaped words is added to HTML that was sanitised when it was made.
            mark_safe(_MARK.sub(replacement, self.html)),  # noqa: S308
            mark_safe(_MARK.sub(replacement, self.contents)),  # noqa: S308
        )


@dataclass(frozen=True, slots=True)
class Block:
    """One heading or clause as the template sees it; ``level`` is that of its HTML heading."""

    is_clause: bool
    level: int
    kind: str
    anchor: str
    human_anchor: str
    label: str
    title: str
    html: SafeString
    is_deleted: bool = False
    role_codes: str = ""
    role_names: str = ""
    audience: str = ""
    bases: Sequence[LegalBasis] = ()
    cited_by: SafeString = NOBODY


def store_page(
    revision: Revision, outline: Outline, cites: Sequence[Cite], at: dt.datetime
) -> Rendition:
    """Renders the page of a revision that is being published and keeps it, in both scripts."""
    page = render(outline, language_of(revision, outline), cites)
    store_conversion(revision.pk, page, at)
    return Rendition.objects.create(revision=revision, kind=RenditionKind.PAGE, **_row(page, at))


def store_conversion(revision_pk: int, page: Page, at: dt.datetime) -> None:
    """Keeps the page in the script it is not written in; nothing for a text in English."""
    if language := script.OTHER.get(page.language):
        Rendition.objects.get_or_create(
            revision_id=revision_pk,
            kind=CONVERTED[language],
            defaults=_row(page.converted(language), at),
        )


def without_conversion() -> "models.QuerySet[Rendition]":
    """Stored pages in Chinese that are not kept in the other script, the newest first."""
    kept = Rendition.objects.filter(
        revision=models.OuterRef("revision"), kind__in=CONVERTED.values()
    )
    pages = Rendition.objects.filter(kind=RenditionKind.PAGE, html__contains=' lang="zh-Han')
    return pages.exclude(models.Exists(kept)).order_by("-pk")


def _row(page: Page, at: dt.datetime) -> dict[str, Any]:
    content = (page.html + page.contents).encode()
    return {
        "html": page.html,
        "contents": page.contents,
        "size": len(content),
        "digest": hashlib.sha256(content).hexdigest(),
        "made_at": at,
    }


def page_of(revision: Revision) -> Page:
    """The stored page of a published revision; of any other, its words as they stand now."""
    stored = (
        Rendition.objects.filter(revision=revision, kind=RenditionKind.PAGE)
        .values_list("html", "contents")
        .first()
    )
    if stored:
        return Page(*stored)
    outline = revision.outline()
    day = revision.effective_from or timezone.localdate()
    cites = cites_of(outline, revision.policy, day)
    return render(outline, language_of(revision, outline), cites)


def language_of(revision: Revision, outline: Outline) -> str:
    """The language the text is written in, for fonts and for reading aloud: zh-Hant, zh-Hans, en.

    Where the characters do not tell, that of the place whose law it follows.
    """
    of_the_mainland = revision.policy.jurisdiction == Jurisdiction.PRC
    return script.language_of(outline) or ("zh-Hans" if of_the_mainland else "zh-Hant")


def render(
    outline: Outline,
    language: str = "zh-Hant",
    cites: Sequence[Cite] = (),
    *,
    shows_problems: bool = False,
) -> Page:
    """The whole text: introduction, headings, clauses, supplementary provisions.

    ``cites`` become links; for those who write, ``shows_problems`` marks what points nowhere.
    """
    marks = marks_of(cites, shows_problems=shows_problems)
    closing, supplementary = _headed(Field.SUPPLEMENTARY, outline, marks)
    context = {
        "language": language,
        "length": _length(outline, language),
        "introduction": [
            _headed(part, outline, marks) for part in INTRODUCTORY if getattr(outline, part)
        ],
        "introduction_anchor": INTRODUCTION,
        "blocks": list(_blocks(outline, marks, citing_places(outline, cites))),
        "is_brief": all(len(clause.label) <= BRIEF for clause in outline.all_clauses()),
        "closing": closing,
        "supplementary": supplementary,
        "supplementary_anchor": CLOSING,
        "terms": [term for term in definitions_of(outline) if term.anchor],
    }
    return Page(render_to_string("reading/_text.html", context), _contents(outline, closing))


def _length(outline: Outline, language: str) -> int:
    """How long it is to read: in characters, or words where the language has them."""
    words = joined(outline)
    return len(words.split()) if language == "en" else len("".join(words.split()))


def introduction_of(outline: Outline) -> list[tuple[str, SafeString]]:
    """Its parts for a page that is not stored, as ``headed`` gives them."""
    return [headed(part, outline) for part in INTRODUCTORY if getattr(outline, part)]


def headed(part: Field, outline: Outline) -> tuple[str, SafeString]:
    """A part's heading, its own or else the portal's word, and the rest of it."""
    own, rest = _parted(part, outline, {})
    return own or str(WORDS[part]), rest


def blocks_of(outline: Outline, cites: Sequence[Cite] = ()) -> list[Block]:
    """The headings and clauses one by one, for a page that puts something beside each."""
    return list(_blocks(outline, marks_of(cites, shows_problems=True), {}))


def _headed(part: Field, outline: Outline, marks: Marks) -> tuple[SafeString, SafeString]:
    """The same for a page that is stored, with the mark for the portal's word."""
    own, rest = _parted(part, outline, marks)
    return own or mark_safe(f"<!--word:{part}-->"), rest  # noqa: S308


def _parted(part: Field, outline: Outline, marks: Marks) -> tuple[SafeString, SafeString]:
    """A part's own heading, empty where it has none, and the rest of it."""
    body = as_lists(getattr(outline, part), marks.get((None, part), ()))
    own = re.match(rf"<p>({_OWN_HEADING[part]})\s*(?:[：:]\s*|</p>(?=<))", body)
    if own is None:
        return SafeString(""), mark_safe(body)  # noqa: S308
    rest = body[own.end() :]
    if not own[0].endswith("</p>"):
        rest = f"<p>{rest}"
    return mark_safe(own[1]), mark_safe(rest)  # noqa: S308  (parts of what as_lists made safe)


def _blocks(outline: Outline, marks: Marks, places: Mapping[int, SafeString]) -> Iterator[Block]:
    names, targets = role_names(outline), targets_in(outline.all_clauses())
    numbered = enumerate(human_anchors(outline))

    def block(node: Heading | Clause, depth: int) -> Block:
        number, human_anchor = next(numbered)
        level, cited_by = min(depth + 2, 6), places.get(number, NOBODY)
        if isinstance(node, Heading):
            lead = as_lists(node.lead, marks.get((number, Field.LEAD), ()))
            return Block(
                is_clause=False,
                level=level,
                kind=node.kind.value,
                anchor=node.anchor,
                human_anchor=human_anchor,
                label=node.label,
                title=node.title,
                html=mark_safe(lead),  # noqa: S308
                cited_by=cited_by,
            )
        body = as_lists(node.body, marks.get((number, Field.BODY), ()))
        return Block(
            is_clause=True,
            level=level,
            kind="clause",
            anchor=node.anchor,
            human_anchor=human_anchor,
            label=node.label,
            title=node.caption,
            html=mark_safe(body),  # noqa: S308
            is_deleted=node.deleted,
            role_codes="|".join(node.roles),
            role_names="、".join(names.get(code, code) for code in node.roles),
            bases=[basis for basis in outline.bases if basis.anchor == node.anchor != ""],
            audience=_as_data(clause_rules(node.audience, targets)),
            cited_by=cited_by,
        )

    def walk(
        clauses: tuple[Clause, ...], headings: tuple[Heading, ...], depth: int
    ) -> Iterator[Block]:
        yield from (block(clause, depth) for clause in clauses)
        for heading in headings:
            yield block(heading, depth)
            yield from walk(heading.clauses, heading.headings, depth + 1)

    yield from walk(outline.clauses, outline.headings, 0)


def role_names(outline: Outline) -> dict[str, str]:
    """By their codes, of the roles that clauses are addressed to."""
    codes = {code for clause in outline.all_clauses() for code in clause.roles}
    if not codes:
        return {}
    return dict(Role.objects.filter(code__in=codes).values_list("code", "name"))


def _as_data(rules: Sequence[ClauseRule]) -> str:
    return json.dumps([astuple(rule) for rule in rules], ensure_ascii=False) if rules else ""


def _contents(outline: Outline, closing: str) -> str:
    """A nested list of the headings; of the clauses where there is no heading."""

    def entry(anchor: str, words: str, below: str = "") -> str:
        return format_html(
            '<li><a href="#{}">{}</a>{}</li>',
            anchor, mark_safe(words), mark_safe(below),  # noqa: S308
        )  # fmt: skip

    def listed(headings: tuple[Heading, ...]) -> str:
        entries = "".join(
            entry(heading.anchor, _name(heading.label, heading.title), listed(heading.headings))
            for heading in headings
        )
        return f"<ol>{entries}</ol>" if entries else ""

    entries = ""
    if outline.background or outline.purpose or outline.scope:
        entries += entry(INTRODUCTION, "<!--word:introduction-->")
    if outline.headings:
        entries += listed(outline.headings).removeprefix("<ol>").removesuffix("</ol>")
    else:
        entries += "".join(
            entry(clause.anchor, _name(clause.label, clause.caption)) for clause in outline.clauses
        )
    if outline.supplementary:
        entries += entry(CLOSING, closing)
    return f"<ol>{entries}</ol>" if entries else ""


def _name(label: str, title: str) -> str:
    if not label and not title:
        return "§"
    return format_html('<span class="no">{}</span> {}', label, title)
