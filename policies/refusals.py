"""How a rule says no: one sentence for the person, one code for the caller.

PostgreSQL holds the invariants under names; ``named_constraints`` turns a broken one into its
sentence. Any other database error surfaces as it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies.text.cleaning import without_noise

SENTENCES: dict[str, Promise] = {
    "revision_one_open": _(
        "This policy already has an open revision. Finish or withdraw that one first."
    ),
    # Two people started a revision at the same moment: the second finds the number taken.
    "revision_sequence_unique": _(
        "This policy already has an open revision. Finish or withdraw that one first."
    ),
    "revision_number_unique": _(
        "This policy already has a revision of that number. Choose the next free one."
    ),
    "revision_number_written": _(
        "Write the number as two figures with a point between them, for example 2.1. "
        "The first may be at most 2999."
    ),
    "revision_number_rises": _(
        "Numbers of revisions only go up. Choose one above every number already published."
    ),
    "policy_code_written": _(
        "Write the code in capital letters, digits and hyphens, for example HR-003."
    ),
    "policy_counts_from_one": _("Give at least one month between two reviews."),
    "policy_code_was_anothers": _(
        "Another policy once had that code, and old addresses still lead there. "
        "Choose another code."
    ),
    "policies_policy_code_key": _("There is already a policy with that code. Choose another code."),
    "revision_periods_apart": _(
        "Another revision of this policy is already in force from that day or later. "
        "Choose a later effective date."
    ),
    "revision_binds_no_past": _(
        "The effective date must be today or later; a regulation cannot bind the past."
    ),
    "revision_frozen": _(
        "This text has been submitted and is frozen. To change it, have it returned first, "
        "or start a new revision."
    ),
    "revision_moves_by_the_table": _(
        "That step is not possible from where this revision stands. Reload the page to see it."
    ),
    "revision_digest_fixed": _(
        "The text is not the one that was submitted. Nothing was changed; ask an administrator."
    ),
    "revision_steps_decided": _("A required review is still undecided, so nothing was approved."),
    "legal_basis_names_a_law": _("Name the law, for example 勞動基準法."),
    "legal_basis_link_opens": _("Begin the link with https:// or http://, or leave it empty."),
    "attachment_has_a_title": _("Give the attachment a title; readers see it in the list."),
    "periodic_review_has_a_reason": _(
        "Say what you looked at, for example the law as it stands now and what employees asked."
    ),
    "periodic_review_names_the_text": _(
        "That is not the text in force, so nothing was signed. Reload the page and read it again."
    ),
    "revision_correction_is_minor": _(
        "A correction mends a slip of the pen and changes nobody's duties. What is material needs "
        "a revision of its own."
    ),
    "revision_replaced_when_repealed": _("A policy cannot replace itself. Name another one."),
    "schedule_recorded": _(
        "The day was not the one on record, so nothing was changed. Reload the page to see it."
    ),
    "transition_once": _("Somebody else has just taken this step. Reload the page to see it."),
    "decision_not_by_a_writer": _(
        "You wrote part of this text, so somebody else must decide on it."
    ),
    "decision_one_step_a_person": _(
        "You have already decided another step of this review. Each step needs a different person."
    ),
    "decision_by_the_office": _("This step is not your office's to decide. Nothing was signed."),
    "decision_by_a_delegate": _(
        "You do not stand in for that person today, so nothing was signed in their place."
    ),
    "decision_in_order": _(
        "This step is already decided, or an earlier one has to be decided first."
    ),
    "decision_proven": _("Give your password again to sign. Nothing was signed."),
    "decision_weighs_the_change": _("Say whether the change is material or minor."),
    "review_steps_end_with_an_approver": _(
        "Exactly one step has to come last, after all others, and be decided by an approver. "
        "An administrator keeps the steps of review."
    ),
    "revision_asks_every_step": _(
        "The steps of review have just been changed. Submit the text once more."
    ),
    "delegation_to_somebody_else": _("Choose somebody else: nobody stands in for themselves."),
    "delegation_ends_after_it_starts": _("The last day cannot be before the first."),
    "delegation_not_to_oneself": _(
        "Nobody makes themselves a delegate. Another administrator or the principal does that."
    ),
    "delegation_by_the_principal": _("You do not have the right to take this step."),
    "policies_delegationend_delegation_id_key": _("This delegation was ended already."),
    "decision_names_the_text": _(
        "The text under review is no longer the one you saw. Reload the page and read it again."
    ),
    "policies_decision_review_id_key": _(
        "Somebody else has just decided this step. Reload the page to see it."
    ),
    "review_comment_names_the_text": _(
        "Comments are made on a text under review. Reload the page to see where it stands."
    ),
    "question_names_the_text": _("Only a published text can be asked about."),
    "question_has_words": _("Write what you want to say."),
    "question_answer_has_words": _("Write what you want to say."),
    "review_comment_has_words": _("Write what you want to say."),
    "review_reply_has_words": _("Write what you want to say."),
    "revision_comments_settled": _(
        "A comment is still open. Settle each on the review page, then approve."
    ),
    "policies_commentresolution_comment_id_key": _("This comment is settled already."),
    "advice_answer_has_a_reason": _("Say why the words stay as they are."),
    "waiver_names_the_text": _(
        "References are waived in a text that is frozen: after submitting it, and before it is "
        "published. Reload the page to see where it stands."
    ),
    "waiver_once": _("This reference is already waived. Reload the page to see the reason."),
    "waiver_has_a_reason": _("Say why it may stand as it is; the reason is kept with the text."),
    "consultation_open": _(
        "The consultation has closed meanwhile, so nothing was added. Your words are still here; "
        "send them to the department that issues the policy if they matter to you."
    ),
    "consultation_under_way": _(
        "This consultation is over, so nothing was changed. Reload the page to see how it ended."
    ),
    "consultation_once_a_round": _(
        "Somebody else has just opened a consultation. Reload the page to see it."
    ),
    "consultation_takes_a_day": _("Choose a last day after today; people need time to read."),
    "extension_gives_time": _("Choose a day later than the last day so far, and not in the past."),
    "extension_has_a_reason": _("Say why there is more time; those asked read it."),
    "population_counted": _(
        "Nobody employed today is meant by these rules, so nobody would be asked. Change the rules."
    ),
    "population_compared": _(
        "Who works where has just changed, so nobody was asked. Open the consultation once more."
    ),
    "opinion_says_something": _("Write what you think, or propose another wording."),
    "opinion_of_somebody_asked": _("You were not asked for an opinion on this text."),
    "opinion_stands": _("This opinion was taken back, so it can no longer be supported."),
    "support_of_another": _("You support what somebody else said, not your own words."),
    "support_once": _("That is already done. Reload the page to see it."),
    "answer_in_turn": _(
        "Somebody else has answered this opinion meanwhile. Look at their answer first."
    ),
    "answer_has_a_reason": _("Give the reason; whoever said it is waiting for it."),
    "conclusion_after_the_window": _(
        "People were told they may answer until the last day. Conclude after it, or call the "
        "consultation off."
    ),
    "conclusion_answers_all": _(
        "Some opinions are still unanswered. Answer each of them, then conclude."
    ),
    "conclusion_has_a_summary": _("Say in a few words how it ended; those asked read it first."),
    "withdrawal_tells_those_asked": _(
        "The staff is being consulted on this text. Say why you withdraw it: those asked are "
        "written to with your reason."
    ),
    "policies_conclusion_pkey": _(
        "This consultation is over, so nothing was changed. Reload the page to see how it ended."
    ),
    "vital_interests_consulted": _(
        "This policy touches vital interests of the staff, so its text is submitted only after the "
        "staff was consulted on it. The list before the next step says what is missing."
    ),
    "meeting_was_attended": _(
        "Say how many attended, by the sign-in sheet, or name those who did."
    ),
    "policies_meeting_corrects_id_key": _("Somebody else has just corrected this record."),
    "policies_settlement_corrects_id_key": _("Somebody else has just corrected this record."),
    "record_of_the_past": _("The day lies in the future. Record what has been held."),
    "record_since_the_opening": _(
        "The day lies before the consultation was opened, when there was no text to discuss yet. "
        "Give the day on which this text was discussed."
    ),
    "record_counts": _(
        "This consultation does not count, or its text was given up; nothing is recorded with it."
    ),
    "clause_anchor_unique": _("That clause is already in this revision."),
    "audience_rule_once": _("There is already a rule about the same people."),
    "acknowledgement_names_the_text": _(
        "This text is no longer the one in force, so it was not acknowledged. "
        "Open the policy again to see the current words."
    ),
    "acknowledgement_was_assigned": _("You have not been asked to acknowledge this revision."),
    "acknowledgements_acknowledgement_pkey": _("You have already acknowledged this revision."),
    "evidence_append_only": _("Records of evidence cannot be changed or deleted."),
    "assignment_frozen": _("The list of who must acknowledge is fixed and cannot be changed."),
    "policy_work_rule_in_taiwan": _(
        "Only a policy under Taiwan's law is a work rule. Choose Taiwan as the jurisdiction, or "
        "leave it unticked."
    ),
    "head_covered_once": _("That clause is already noted under that head."),
    "head_omitted_once": _("There is already a reason for that head. Take it back first."),
    "head_omitted_for_a_reason": _(
        "Say why the head does not apply; it is printed with the table."
    ),
    "correction_of_the_newest": _(
        "The words that this corrects were called off, or are not the newest any more. Withdraw "
        "this one and begin another correction."
    ),
    "adverse_for_a_reason": _("Say what becomes worse for whom, and why it is reasonable."),
    "adverse_in_a_draft": _(
        "Whether the change is adverse is said while the text is a draft. Have it returned first."
    ),
    "adverse_judged": _(
        "This changes a work rule: say first whether it is to the workers' disadvantage. Nothing "
        "was submitted."
    ),
    "filed_once": _(
        "For that site there is already a filing of this revision. Open it in the list instead."
    ),
    "filing_moves_by_the_table": _(
        "That step is not possible from where this filing stands. Reload the page to see it."
    ),
    "filing_approved_under_a_number": _("Give the number of the letter that approves it."),
    "filing_move_recorded": _(
        "What is on record did not fit, so nothing was changed. Reload the page to see it."
    ),
    "filing_scan_once": _("That very file is already kept with this filing."),
    "posted_when_approved": _("Rules are posted once they are approved. Nothing was recorded."),
    "mark_taken_away_for_a_reason": _(
        "Say why the policy no longer touches what you unticked: with the mark goes the duty to "
        "consult the staff, and reviewers read the reason."
    ),
    "stale": _(
        "Somebody else saved this page while you had it open, so nothing was changed. "
        "Look at what it says now."
    ),
    "not_yours": _("You do not have the right to take this step."),
    "not_employed": _("Only somebody employed on that day can do this. Nothing was changed."),
    "employee_never_deleted": _(
        "Employees are deactivated, never deleted, because their records are evidence."
    ),
}


class Refused(Exception):
    """A rule says no. ``code`` names the rule, ``sentence`` tells the person, translatable; where
    none is given it is that of ``SENTENCES``."""

    def __init__(self, code: str, sentence: str | Promise | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = SENTENCES[code] if sentence is None else sentence

    def __str__(self) -> str:
        return str(self.sentence)


def needed(words: str, code: str, sentence: str | None = None) -> str:
    """The words without noise in or around them; refuses when none are left."""
    words = without_noise(words).strip()
    if not words:
        raise Refused(code, sentence)
    return words


@contextmanager
def named_constraints() -> Iterator[None]:
    """Turns the breach of a named constraint into ``Refused`` with its sentence.

    Wrap the whole transaction, so that deferred constraints are caught as well.
    """
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        if name not in SENTENCES:
            raise
        raise Refused(name) from error
