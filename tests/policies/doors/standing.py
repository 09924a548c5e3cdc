"""Revisions of a work rule at every place of their way, with everything there is to be done to."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from policies import adverse, commenting, drafting, papers, scheduling, waiving, workflow
from policies.consulting import opening
from policies.filing import heads
from policies.histories import piece_of
from policies.models import Head, Policy, ReviewComment, Revision, Step, Verdict
from policies.proving import Proof
from policies.refusals import Refused
from policies.text.outline import Clause, Heading, Kind, Outline
from regs_portal.people.models import Employee
from tests import signing
from tests.cast import Cast, draft_of, reviewers
from tests.policies.doors.people import DAY, People
from tests.policies.standing import TODAY

REVIEWED = ("in review", "all but the last step")
FROZEN = ("in consultation", *REVIEWED, "approved")
NEXT = ("next draft", "repeal")  # of a policy of which a text is in force
OPEN = ("draft", *FROZEN, *NEXT)
OVER = ("scheduled", "in force", "withdrawn", "cancelled")
STATES = (*OPEN, *OVER)
WRITTEN = ("draft", "next draft")
DRAFTS = ("draft", *NEXT)

FIRST, SECOND, LAST, TAKEN = "a" * 12, "b" * 12, "c" * 12, "d" * 12
GENERAL, SPECIAL = "1" * 12, "2" * 12
LOOSE = "第九十九條"  # a reference that points nowhere
CLOSING = "closing"
PDF = b"%PDF-1.7\n%%EOF\n"

TEXT = Outline(
    "工作規則",
    supplementary="<p>本規則經核定後施行。</p>",
    headings=(
        Heading(
            Kind.CHAPTER, "第一章", "總則", anchor=GENERAL,
            clauses=(
                Clause(
                    "第一條", f'<p>依<a href="#{SECOND}">第三條</a>辦理。</p><p>主管應核定。</p>',
                    anchor=FIRST,
                ),
                Clause("第二條", "<p>每日八小時。</p>", caption="工作時間", anchor=SECOND),
                Clause("第三條", "<p>另有規定。</p>", anchor=TAKEN),
            ),
        ),
        Heading(
            Kind.CHAPTER, "第二章", "附則", anchor=SPECIAL,
            clauses=(Clause("第九條", f"<p>準用{LOOSE}。</p>", anchor=LAST),),
        ),
    ),
)  # fmt: skip


@dataclass
class Standing:
    """A revision with the keys and versions a person would have on the page before them."""

    revision: Revision
    cast: Cast
    people: People

    def __post_init__(self) -> None:
        self.proofs: dict[int, Proof] = {}
        self.savings: dict[tuple[str, str], int] = {}

    @property
    def policy(self) -> Policy:
        return self.revision.policy

    @property
    def pk(self) -> int:
        return self.revision.pk

    def proof(self, by: Employee) -> Proof:
        if by.pk not in self.proofs:
            self.proofs[by.pk] = signing.proof_of(by, self.revision)
        return self.proofs[by.pk]

    @cached_property
    def versions(self) -> dict[str, int]:
        """Of every clause and heading, by its anchor; 0 for what is not there."""
        rows = (self.revision.clauses, self.revision.chapters)
        found = [row for each in rows for row in each.values_list("anchor", "lock_version")]
        return dict.fromkeys((FIRST, SECOND, LAST, TAKEN, GENERAL, SPECIAL), 0) | dict(found)

    @cached_property
    def digest_in_force(self) -> str:
        in_force = self.policy.revisions.in_force(TODAY()).first()
        return in_force.digest if in_force else "0" * 64

    @cached_property
    def outline(self) -> Outline:
        return self.revision.outline()

    @cached_property
    def bases(self) -> list[int]:
        """Keys of the two legal bases."""
        return [*self.revision.legal_bases.values_list("pk", flat=True), 0, 0][:2]

    @cached_property
    def attachment(self) -> int:
        return self.revision.attachments.values_list("pk", flat=True).first() or 0

    @cached_property
    def comment(self) -> ReviewComment | None:
        return ReviewComment.objects.filter(revision=self.revision).last()

    @property
    def comment_or_refused(self) -> ReviewComment:
        """Where nobody has commented, nobody answers."""
        if self.comment is None:
            raise Refused("gone", "")
        return self.comment

    @cached_property
    def given(self) -> papers.Given:
        return papers.take_in("申請單.pdf", PDF)

    def saving(self, what: str, anchor: str = "") -> int:
        """The key of the first save of a piece."""
        if (what, anchor) not in self.savings:
            rows = piece_of(self.revision, what, anchor).past
            first = rows.values_list("history_id", flat=True).first()
            self.savings[what, anchor] = first or 0
        return self.savings[what, anchor]


def standing(cast: Cast, people: People, state: str) -> Standing:
    """The author, the co-author and the writing approver wrote it; the verbs brought it there."""
    draft = _draft(cast, people)
    author = people["author"]
    match state:
        case "draft":
            _comment_and_return(cast, draft)
        case "in consultation":
            opening.consult(draft, None, TODAY() + 9 * DAY, "請看", author)
        case "in review":
            workflow.submit(draft, author)
            commenting.comment(_fresh(draft), FIRST, "不清楚", cast.legal_reviewer)
        case "all but the last step":
            _review(cast, draft)
        case "approved":
            _approve(cast, draft)
        case "scheduled":
            _publish(cast, draft, TODAY() + 9 * DAY)
        case "cancelled":
            scheduling.cancel(_publish(cast, draft, TODAY() + 9 * DAY), "不訂了", author)
        case "withdrawn":
            workflow.withdraw(draft, author)
        case "in force" | "next draft" | "repeal":
            _publish(cast, draft, at=timezone.now() - 20 * DAY)
    if state == "next draft":
        draft = drafting.start_revision(draft.policy, author)
        _write(draft, people)
    elif state == "repeal":
        draft = drafting.start_repeal(draft.policy, author, "停辦")
    if state in NEXT:
        adverse.judge(draft, False, "", author)
    return Standing(_fresh(draft), cast, people)


def _draft(cast: Cast, people: People) -> Revision:
    draft = draft_of(cast, "HR-001", TEXT, is_work_rule=True)
    author = people["author"]
    _write(draft, people)
    drafting.remove_clause(draft, TAKEN, author)
    for law in ("勞動基準法", "性別平等工作法"):
        drafting.add_basis(draft, author, law)
    drafting.attach(draft, author, "附件一", papers.take_in("申請單.pdf", PDF))
    heads.cover(draft.policy, [(FIRST, Head.HOURS)], author)
    heads.omit(draft.policy, Head.OTHER, "無", author)
    return _fresh(draft)


def _write(draft: Revision, people: People) -> None:
    """Each of them a part, saved once."""
    version = draft.clauses.get(anchor=SECOND).lock_version
    drafting.edit_clause(
        draft, SECOND, version, people["co-author"], caption=f"工時 {draft.number}"
    )
    version = draft.chapters.get(anchor=SPECIAL).lock_version
    by = people["writing approver"]
    drafting.edit_heading(draft, SPECIAL, version, by, title=f"其他 {draft.number}")
    draft.refresh_from_db()
    drafting.edit_cover(
        draft, draft.lock_version, people["author"], change_note=f"{draft.number} 版"
    )


def _comment_and_return(cast: Cast, draft: Revision) -> None:
    workflow.submit(draft, cast.editor)
    commenting.comment(_fresh(draft), FIRST, "不清楚", cast.legal_reviewer)
    by = cast.legal_reviewer
    signing.decide(_fresh(draft), Step.LEGAL_BASIS, Verdict.RETURNED, by, "請改")


def _review(cast: Cast, draft: Revision, at: dt.datetime | None = None) -> Revision:
    """All but the last step; what the legal reviewer asked is settled."""
    workflow.submit(draft, cast.editor, at=at)
    comment = commenting.comment(_fresh(draft), FIRST, "不清楚", cast.legal_reviewer, at)
    commenting.resolve(comment, cast.legal_reviewer, at)
    for step in (Step.LEGAL_BASIS, Step.FAIRNESS):
        by = reviewers(cast)[step]
        signing.decide(_fresh(draft), step, Verdict.APPROVED, by, at=at)
    return _fresh(draft)


def _approve(cast: Cast, draft: Revision, at: dt.datetime | None = None) -> Revision:
    reviewed = _review(cast, draft, at)
    signing.decide(reviewed, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver, at=at)
    return _fresh(draft)


def _publish(
    cast: Cast, draft: Revision, day: dt.date | None = None, at: dt.datetime | None = None
) -> Revision:
    approved = _approve(cast, draft, at)
    waiving.waive(approved, LAST, LOOSE, "他日訂定", cast.editor, at=at)
    on = day or timezone.localdate(at or timezone.now())
    return workflow.publish(approved, on, cast.editor, at)


def let_stand(it: Standing) -> None:
    """Waives what would hold the publication up."""
    with suppress(Refused):
        waiving.waive(it.revision, LAST, LOOSE, "他日訂定", it.cast.editor)


def _fresh(revision: Revision) -> Revision:
    return Revision.objects.select_related("policy__issuing_department").get(pk=revision.pk)
