"""Whoever reads Chinese meets no English, and whoever reads simplified no traditional character."""

import datetime as dt
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from opencc import OpenCC

from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement
from policies import commenting, delegating, workflow
from policies.importing import given, keeping
from policies.models import Chapter, Clause, Delegation, ImportSource, Revision
from regs_portal import catalogues
from regs_portal.people.models import Department, Employee, Role, Site
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, approve, draft_of, leave_outline, next_revision, published_policy
from tests.fixtures import SignIn

DAY = dt.timedelta(days=1)
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# What stands in a text area is somebody's own text.
UNSEEN = frozenset({"script", "style", "textarea"})
SAID = re.compile(r"title|alt|placeholder|aria-label|label|data-[a-z]+")
# Proper names, and what stays Latin in Chinese: codes, numbers of employees, digests, zones.
NAMES = re.compile(
    r"\b(?:Alt|Atom|PDF|CSV|Excel|iCalendar|QR|SOP|Word|docx|Markdown|JSON|Akoma Ntoso"
    r"|UTF|Big5|GB|MB|CST|[A-Z]+(?:-[A-Z]*\d+)+|A\d{3}|[0-9a-f]{10,64})\b"
)
REVISED = "\n出勤与休假管理办法\n第一条 员工请假应事先申请。\n第二条 请假应附证明。\n"
IMPORTED = "请假办法\n第一条 员工请假应事先申请。\n第三条 主管应于三日内核定。\n"


class Listener(HTMLParser):
    """The texts of a page that are in the page's own language, attributes that are read too."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.page = ""
        self.inside: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.page = (given.get("lang") or "").casefold()
        language = (given.get("lang") or "").casefold() or self._language
        if given.get("class") == "snippet":
            language = "of the regulation"
        if language == self.page and not self._is_unseen:
            said = [value or "" for name, value in attrs if SAID.fullmatch(name)]
            self.texts += [value for value in said if not value.startswith("{")]
        if tag not in VOID:
            self.inside.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._language == self.page and not self._is_unseen:
            self.texts.append(data.strip())

    @property
    def _language(self) -> str:
        return self.inside[-1][1] if self.inside else self.page

    @property
    def _is_unseen(self) -> bool:
        return any(tag in UNSEEN for tag, _language in self.inside)


def said(response: Any) -> list[str]:
    listener = Listener()
    listener.feed(response.content.decode())
    return listener.texts


@pytest.fixture
def scene(cast: Cast) -> dict[str, Revision]:
    """A revision in every state; of HR-003 one is superseded, one in force and one to come."""
    now = timezone.now()
    first = published_policy(cast, at=now - 20 * DAY)
    assign_audience(first, at=now - 20 * DAY)
    accept(first, cast.hr, at=now - 19 * DAY)
    second = next_revision(cast, first, leave_outline(roles=("CS-01",)), at=now - 10 * DAY)
    assign_audience(second, at=now - 10 * DAY)
    accept(second, cast.hr, at=now - DAY)
    coming = next_revision(
        cast, second, effective_from=timezone.localdate() + 30 * DAY, change_note="配合修法。"
    )
    submitted = draft_of(cast, "HR-005")
    workflow.submit(submitted, by=cast.editor)
    keeping.keep(given(IMPORTED), cast.editor)
    kept = keeping.keep(given(REVISED), cast.editor)
    keeping.choose(kept, {2: {"revises": "HR-003", "becomes": "HR-003"}})
    withdrawn = draft_of(cast, "HR-007")
    workflow.withdraw(withdrawn, by=cast.editor)
    submitted.refresh_from_db()
    said = commenting.comment(submitted, "", "太含糊。", cast.legal_reviewer)
    commenting.reply(said, "好的。", cast.editor)
    delegating.delegate(
        cast.approver,
        cast.outsider,
        timezone.localdate(),
        timezone.localdate(),
        "年假",
        cast.approver,
    )
    return {
        "first": first,
        "second": second,
        "coming": coming,
        "draft": draft_of(cast, "HR-004"),
        "submitted": submitted,
        "approved": approve(cast, draft_of(cast, "HR-006")),
        "withdrawn": withdrawn,
    }


def addresses(scene: dict[str, Revision]) -> Iterator[tuple[str, str]]:
    """Who looks at what."""
    policy = "/policies/HR-003/"
    receipt = reverse("acknowledging:receipt", args=[scene["second"].pk])
    yield from (("employee", each) for each in ("/", "/policies/", policy, "/acknowledgements/"))
    for each in ("/map/", "/map/?level=guide", "/changes/?period=all", "/changes/?until=2001-01-01",
                 "/following/", "/feeds/", f"{policy}1.0/notice/"):  # fmt: skip
        yield "employee", each
    yield from ((who, policy) for who in ("editor", "hr", "administrator"))
    for each in ("/policies/?level=guide", "/search/", "/search/?q=休假", "/search/?q=天文",
                 "/my-post/", f"{policy}1.0/", f"{policy}{scene['coming'].number}/",
                 f"{policy}1.0/print/", f"{policy}?on=2001-01-01", f"{policy}?on=明日",
                 f"{policy}1.0/pdf/", "/handbook/", "/handbook/?level=guide", "/handbook/?all=1",
                 "/nowhere/"):  # fmt: skip
        yield "employee", each
    pair = f"{policy}{scene['second'].number}/compare/{scene['first'].number}/"
    for each in (pair, f"{pair}?all=1&sides=1", f"{pair}table/", f"{pair}table/pdf/",
                 f"{policy}history/", f"{policy}c/3/history/", f"{policy}c/99/history/",
                 f"{policy}compare/", f"{policy}compare/?from=2001-01-01",
                 f"{policy}9.9/compare/v1.0/"):  # fmt: skip
        yield "employee", each
    yield from (("hr", each) for each in (f"{policy}history/", f"{policy}compare/since/"))
    yield "hr", "/acknowledgements/"
    yield "hr", receipt
    yield "outsider", "/my-post/"
    yield from (("editor", each) for each in ("/drafts/", "/drafts/?show=all", "/drafts/new/"))
    yield from (("editor", each) for each in ("/drafts/import/", f"{policy}facts/"))
    yield "legal_reviewer", "/drafts/"
    for state, revision in scene.items():
        road = reverse("deciding:road", args=[revision.pk])
        yield from ((who, road) for who in ("editor", "legal_reviewer", "approver"))
        if state in ("draft", "approved"):
            yield "editor", reverse("deciding:withdraw", args=[revision.pk])
    yield from (("editor", each) for each in _drafting(scene["draft"]))
    yield from (("editor", each) for each in _importing())
    for each in ("/hr/", "/hr/?q=x", "/hr/policies/HR-003/", "/hr/policies/HR-003/v1.0/",
                 "/hr/policies/HR-003/v1.0/names/", "/hr/policies/HR-003/v1.0/names/?q=x",
                 "/hr/policies/HR-003/v1.0/names/?state=overdue"):  # fmt: skip
        yield "hr", each
    yield "employee", "/account/password/"
    for state in ("draft", "submitted", "approved"):
        review = reverse("deciding:review", args=[scene[state].pk])
        yield from ((who, review) for who in ("editor", "legal_reviewer"))
    yield "legal_reviewer", reverse("deciding:review", args=[scene["submitted"].pk]) + "?on="
    delegation = Delegation.objects.get()
    yield from ((who, "/delegations/") for who in ("approver", "outsider", "administrator"))
    yield "approver", f"/delegations/{delegation.pk}/end/"
    yield "employee", "/hr/"


def _drafting(draft: Revision) -> Iterator[str]:
    page = reverse("drafting:draft", args=[draft.pk])
    clause = Clause.objects.filter(revision=draft).order_by("pk")[0].anchor
    heading = Chapter.objects.filter(revision=draft).order_by("pk")[0].anchor
    yield from (page, f"{page}?clause={clause}", f"{page}?heading={heading}")
    yield reverse("drafting:near", args=[draft.pk])
    yield reverse("drafting:near_clause", args=[draft.pk, clause])
    for what, anchor in (("clause", clause), ("heading", heading)):
        yield reverse("drafting:remove", args=[draft.pk, what, anchor])
        yield reverse("drafting:history", args=[draft.pk, what, anchor])
    yield reverse("drafting:cover_history", args=[draft.pk])
    yield reverse("drafting:removed", args=[draft.pk])
    saved = Clause.history.filter(anchor=clause)[0].history_id
    yield reverse("drafting:restore", args=[draft.pk, "clause", clause]) + f"?saving={saved}"
    for verb in ("split", "merge"):
        yield reverse(f"drafting:{verb}", args=[draft.pk, clause])
    reference = reverse("drafting:reference", args=[draft.pk])
    yield from (reference, f"{reference}?clause={clause}", f"{reference}?q=天文")


def _import_page(text: str) -> str:
    return reverse("drafting:import_look", args=[ImportSource.objects.get(text=text).key])


def _importing() -> Iterator[str]:
    kept = _import_page(IMPORTED)
    for page in ("", "?line=2", "choose/", "text/", "forget/"):
        yield f"{kept}{page}"
    yield f"{_import_page(REVISED)}2/clauses/?all&row=1"


def sendings(scene: dict[str, Revision]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What is sent so that a page must say what is wrong, or what was found."""
    road = reverse("deciding:road", args=[scene["submitted"].pk])
    publish = reverse("deciding:publish", args=[scene["approved"].pk])
    acknowledge = reverse("acknowledging:acknowledge", args=["HR-003", "1.1"])
    yield "employee", "/account/password/", {"password1": "12345678", "password2": "abc"}
    yield "editor", "/drafts/new/", {"level": "甲"}
    yield "editor", "/drafts/import/", {"text": IMPORTED}
    yield "editor", "/drafts/import/", {}
    kept = _import_page(IMPORTED)
    yield "editor", f"{kept}correct/", {"mend": "2:text"}
    yield "editor", f"{kept}choose/", {"state": ImportSource.objects.get(text=IMPORTED).state}
    yield "editor", f"{kept}text/", {"text": ""}
    yield "editor", f"{_import_page(REVISED)}2/clauses/", {"step": "save"}
    yield "editor", "/policies/HR-003/facts/", {"which": "facts"}
    yield "legal_reviewer", f"{road}decide/", {"verdict": "returned"}
    yield "editor", publish, {"effective_from": "2001-01-01"}
    yield "editor", publish, {"effective_from": "明日"}
    yield "editor", reverse("deciding:waive", args=[scene["approved"].pk]), {}
    reference = reverse("drafting:reference", args=[scene["draft"].pk])
    yield "editor", reference, {"version": 1, "where": "甲"}
    yield "employee", acknowledge, {}
    yield "employee", "/policies/", {}
    yield "employee", "/handbook/", {"make": "1"}
    yield "employee", "/handbook/", {"make": "1", "policy": "HR-003"}
    yield "editor", reverse("drafting:print", args=[scene["draft"].pk]), {}


def pages(cast: Cast, as_: SignIn, scene: dict[str, Revision], language: str) -> Iterator[Any]:
    """Every page above, with its address, in that language."""

    def client_of(who: str) -> Client:
        client = as_(getattr(cast, who))
        client.cookies["django_language"] = language
        return client

    for who, address in addresses(scene):
        yield f"{who} {address}", client_of(who).get(address, follow=True)
    for who, address, sent in sendings(scene):
        yield f"{who} sends {address}", client_of(who).post(address, sent, follow=True)
    stranger = Client(headers={"accept-language": language})
    stranger.cookies["django_language"] = language
    yield "sign-in", stranger.get("/account/sign-in/")
    wrong = {"login": "A001", "password": "x"}
    yield "sign-in refused", stranger.post("/account/sign-in/", wrong)


def names_in_the_data() -> list[str]:
    """What people typed, longest first; the portal repeats it in whatever characters it is."""
    found: set[str] = set()
    kept: tuple[tuple[type[models.Model], str], ...] = (
        (Employee, "name"), (Department, "name"), (Site, "name"), (Role, "name"),
        (Revision, "title"), (Revision, "issuing_unit"), (Revision, "change_note"),
        (Chapter, "label"), (Chapter, "title"), (Clause, "label"), (Clause, "caption"),
        (Clause, "body"), (Acknowledgement, "sentence"),
    )  # fmt: skip
    for model, field in kept:
        for words in model._default_manager.order_by("pk").values_list(field, flat=True):
            found |= set(re.split(r"<[^>]+>", words))
    return sorted(found - {""}, key=len, reverse=True)


def test_chinese_pages_hold_no_english(cast: Cast, as_: SignIn, scene: dict[str, Revision]) -> None:
    found = {}
    for name, response in pages(cast, as_, scene, "zh-hant"):
        english = {text for text in said(response) if re.search("[A-Za-z]", NAMES.sub("", text))}
        if english:
            found[name] = english
    assert found == {}


def test_simplified_pages_hold_no_traditional_characters(
    cast: Cast, as_: SignIn, scene: dict[str, Revision]
) -> None:
    simplify = OpenCC("t2s").convert
    typed = re.compile("|".join(map(re.escape, names_in_the_data())))
    found = {}
    for name, response in pages(cast, as_, scene, "zh-hans"):
        own = (typed.sub("", text) for text in said(response))
        if traditional := {text for text in own if simplify(text) != text}:
            found[name] = traditional
    assert found == {}


def test_simplified_texts_hold_no_traditional_characters() -> None:
    simplify = OpenCC("t2s").convert
    texts = [
        text
        for message in catalogues.read(catalogues.SIMPLIFIED)
        if message.id
        for text in catalogues._texts(message.string)
    ]
    assert len(texts) > 500
    assert [text for text in texts if simplify(text) != text] == []
