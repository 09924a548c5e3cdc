"""The regulations of the demonstration company, written, decided and published by the verbs."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from weasyprint import HTML

from policies import adverse, commenting, drafting, papers, scheduling, workflow
from policies.audience import targets_of
from policies.models import (
    AudienceRule,
    Category,
    Level,
    Policy,
    Revision,
    RevisionKind,
    Step,
    Verdict,
)
from policies.models.audience import TARGET_OF, RuleKind
from policies.models.drafted import Drafted
from policies.text.outline import AudienceLine, Clause, Heading, Outline
from policies.text.parsing import parse
from regs_portal.demo import consulting
from regs_portal.demo.described import CONTENT, PolicyFacts, RevisionFacts
from regs_portal.demo.writers import Writers, moment
from regs_portal.people.models import Department, Employee

LEVELS = {
    "制度": Level.REGULATION,
    "辦法": Level.MEASURES,
    "細則": Level.RULES,
    "規程": Level.PROCEDURE,
    "守則": Level.CODE_OF_CONDUCT,
    "準則": Level.STANDARD,
}


def begin(
    facts: PolicyFacts,
    revision_facts: RevisionFacts,
    before: Revision | None,
    writers: Writers,
    today: dt.date,
) -> Revision:
    """The draft of one revision, its text loaded, its cover filled in."""
    author = writers[revision_facts.author]
    at = moment(today, revision_facts.started_days, 9, len(facts.code))
    if revision_facts.kind == RevisionKind.REPEAL:
        return _repeal(facts, revision_facts, author, at)
    outline = _outline(facts, revision_facts, before)
    with written_at(at):
        if before is None:
            draft = _start_policy(facts, outline, author, writers[facts.owner], at)
        else:
            draft = drafting.start_revision(
                before.policy, by=author, number=revision_facts.number, at=at
            )
            draft = drafting.load(draft, outline, by=author)
        _beside(draft, facts if before is None else None, revision_facts, author, at)
        return drafting.edit_cover(
            draft,
            draft.lock_version,
            author,
            number=revision_facts.number,
            change_note=revision_facts.change_note,
            is_material=revision_facts.material,
        )


def _repeal(
    facts: PolicyFacts, revision_facts: RevisionFacts, author: Employee, at: dt.datetime
) -> Revision:
    """The draft that ends the policy."""
    with written_at(at):
        replaced_by = Policy.objects.get(code=revision_facts.replaced_by)
        return drafting.start_repeal(
            Policy.objects.get(code=facts.code), author, revision_facts.change_note, replaced_by, at
        )


def _beside(
    draft: Revision,
    begun: PolicyFacts | None,
    facts: RevisionFacts,
    author: Employee,
    at: dt.datetime,
) -> None:
    """What stands beside the words of a draft; of a policy that is ``begun`` also its laws."""
    anchors = dict(draft.clauses.values_list("label", "anchor"))
    for basis in begun.legal_bases if begun else ():
        drafting.add_basis(
            draft,
            author,
            basis["law"],
            basis.get("article", ""),
            basis.get("link", ""),
            anchors[basis["clause"]] if "clause" in basis else "",
        )
    for file in facts.attachments:
        content = _printed(file["file"])
        drafting.attach(
            draft, author, file["title"], papers.take_in(f"{file['title']}.pdf", content), at
        )
    if facts.vital_interests:
        drafting.edit_policy(draft.policy, author, vital_interests=list(facts.vital_interests))
    if adverse.is_asked(draft):
        adverse.judge(draft, bool(facts.adverse_reason), facts.adverse_reason, author, at)


def _printed(file: str) -> bytes:
    """A form of the company as a PDF."""
    printed: bytes = HTML(string=(CONTENT / file).read_text(encoding="utf-8")).write_pdf()
    return printed


def decide(draft: Revision, facts: RevisionFacts, writers: Writers, today: dt.date) -> Revision:
    """Takes the draft as far along its way as its description says."""
    author = writers[facts.author]

    def sign(step: Step, verdict: Verdict, number: str, at: dt.datetime, comment: str = "") -> None:
        workflow.decide(
            draft,
            step,
            verdict,
            by=writers[number],
            comment=comment,
            at=at,
            proof=writers.proof_of(number, draft),
            is_material=facts.material,
        )

    if facts.consultation is not None:
        consulting.consult(draft, facts.consultation, author, writers, today)
    if facts.submitted_days is not None:
        workflow.submit(draft, by=author, at=moment(today, facts.submitted_days, 10))
    for said in facts.comments:
        _comment(draft, said, writers, today)
    if facts.reviewed_days is not None:
        at = moment(today, facts.reviewed_days, 11)
        sign(Step.LEGAL_BASIS, Verdict.APPROVED, facts.legal_reviewer, at)
        at = moment(today, facts.reviewed_days, 12)
        sign(Step.FAIRNESS, Verdict.APPROVED, facts.fairness_reviewer, at)
    if facts.returned_days is not None:
        legal = facts.reviewed_days is None
        sign(
            Step.LEGAL_BASIS if legal else Step.FINAL_APPROVAL,
            Verdict.RETURNED,
            facts.legal_reviewer if legal else facts.approver,
            moment(today, facts.returned_days, 14),
            facts.comment,
        )
    if facts.approved_days is not None:
        at = moment(today, facts.approved_days, 15)
        sign(Step.FINAL_APPROVAL, Verdict.APPROVED, facts.approver, at)
    if facts.withdrawn_days is not None:
        at = moment(today, facts.withdrawn_days, 16)
        workflow.withdraw(draft, by=author, comment=facts.comment, at=at)
    if facts.published_days is not None:
        at = moment(today, facts.published_days, 16)
        effective_from = today + dt.timedelta(days=facts.effective_in_days)
        workflow.publish(draft, effective_from, by=author, at=at)
    if facts.postponed_days is not None:
        to = today + dt.timedelta(days=facts.postponed_to_days)
        at = moment(today, facts.postponed_days, 11)
        scheduling.postpone(draft, to, facts.postponed_reason, author, at)
    draft.refresh_from_db()
    return draft


def _comment(draft: Revision, said: Mapping[str, Any], writers: Writers, today: dt.date) -> None:
    anchor = draft.clauses.get(label=said["clause"]).anchor
    at = moment(today, said["days"], 15)
    comment = commenting.comment(draft, anchor, said["words"], writers[said["by"]], at)
    for reply in said.get("replies", ()):
        at = moment(today, reply["days"], 15)
        commenting.reply(comment, reply["words"], writers[reply["by"]], at)


@contextmanager
def written_at(at: dt.datetime) -> Iterator[None]:
    """Has the history of what is drafted say it was written then; see django-simple-history."""
    Drafted._history_date = at  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del Drafted._history_date  # type: ignore[attr-defined]


def _start_policy(
    facts: PolicyFacts, outline: Outline, author: Employee, owner: Employee, at: dt.datetime
) -> Revision:
    draft = drafting.start_policy(
        title=facts.title,
        by=author,
        outline=outline,
        at=at,
        binds_everyone=False,
        code=facts.code,
        category=Category.objects.get(slug=facts.category),
        level=LEVELS[facts.level],
        scheme=facts.numbering,
        jurisdiction=facts.jurisdiction,
        classification=facts.classification,
        issuing_department=Department.objects.get(code=facts.department),
        owner=owner,
        review_interval_months=facts.review_interval_months,
        requires_acknowledgement=facts.requires_acknowledgement,
        acknowledge_within_days=facts.acknowledge_within_days,
        is_work_rule=facts.is_work_rule,
    )
    drafting.set_audience(draft.policy, [_rule(rule) for rule in facts.audience], author)
    return draft


def _rule(written: Mapping[str, str]) -> AudienceRule:
    kind, code = RuleKind(written["kind"]), written["ref"]
    rule = AudienceRule(kind=kind, effect=written["effect"])
    if target := TARGET_OF[kind]:
        setattr(rule, target, targets_of([AudienceLine(False, kind, code)])[kind, code])
    return rule


# --- The text, and which clause continues which


def _outline(facts: PolicyFacts, revision: RevisionFacts, before: Revision | None) -> Outline:
    """The text of the file, addressed to roles, under the anchors of the revision before."""
    outline = parse(revision.text).documents[0].outline
    roles = {entry["clause"]: tuple(entry["roles"]) for entry in facts.clause_roles}
    old = before.outline() if before else Outline("")
    audiences = {entry["clause"]: _audience(entry) for entry in facts.clause_audiences}
    anchors = _clause_anchors(revision, old)
    headings = {heading.title: heading.anchor for heading in old.all_headings()}

    def clause(one: Clause) -> Clause:
        return replace(
            one,
            anchor=anchors.get(one.label, ""),
            roles=roles.get(one.label, one.roles),
            audience=audiences.get(one.label, one.audience),
        )

    def heading(one: Heading) -> Heading:
        return replace(
            one,
            anchor=headings.pop(one.title, ""),
            clauses=tuple(map(clause, one.clauses)),
            headings=tuple(map(heading, one.headings)),
        )

    return replace(
        outline,
        clauses=tuple(map(clause, outline.clauses)),
        headings=tuple(map(heading, outline.headings)),
    )


def _audience(written: Mapping[str, Any]) -> tuple[AudienceLine, ...]:
    lines = [AudienceLine(False, kind, code) for kind, code in written.get("include", ())]
    lines += [AudienceLine(True, kind, code) for kind, code in written.get("exclude", ())]
    return tuple(sorted(lines))


def _clause_anchors(revision: RevisionFacts, old: Outline) -> dict[str, str]:
    """By the new label: the anchor of the clause it continues."""
    anchors = {clause.label: clause.anchor for clause in old.all_clauses()}
    continued = {entry["clause"]: anchors[entry["was"]] for entry in revision.renumbered}
    taken = set(continued.values())
    for label, anchor in anchors.items():
        if label not in revision.new_clauses and label not in continued and anchor not in taken:
            continued[label] = anchor
    return continued
