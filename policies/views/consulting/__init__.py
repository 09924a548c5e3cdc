"""The pages of a consultation: of those asked, and of those who drafted the text."""

from policies.refusals import Refused

# What the person may not do, and what they should type differently; anything else is a conflict
# with how the consultation stands by now.
FORBIDDEN = {"not_yours", "not_employed", "opinion_of_somebody_asked", "support_of_another"}
UNFIT = {
    "incomplete", "no_words", "nobody_asked", "population_counted", "last_day_far",
    "consultation_takes_a_day", "extension_has_a_reason", "extension_gives_time",
    "opinion_says_something", "too_long", "too_many", "answer_has_a_reason",
    "conclusion_has_a_summary", "record_of_the_past", "record_since_the_opening",
    "meeting_was_attended",
}  # fmt: skip


def status_of(refused: Refused) -> int:
    if refused.code in FORBIDDEN:
        return 403
    return 422 if refused.code in UNFIT else 409
