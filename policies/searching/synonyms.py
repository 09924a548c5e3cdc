"""The words that mean the same: HR keeps them, every search uses them."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from policies.models import SynonymGroup
from policies.refusals import Refused
from policies.text.synonyms import Synonyms, folded, read_synonyms
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

MOST_WORDS = 12
LONGEST = 40
MOST_GROUPS = 1_000


def in_use() -> Synonyms:
    """All groups, as queries are made from them. One query."""
    return [tuple(words) for words in SynonymGroup.objects.values_list("folded", flat=True)]


def as_written(words: Sequence[str]) -> tuple[str, ...]:
    """Folded words of groups as HR wrote them; no query for none."""
    if not words:
        return ()
    rows = SynonymGroup.objects.filter(folded__overlap=list(words)).values_list("folded", "words")
    known = {each: word for group in rows for each, word in zip(*group, strict=True)}
    return tuple(known.get(word, word) for word in words)


def may_keep(employee: Employee) -> bool:
    """HR and administrators."""
    return employee.is_hr or employee.is_administrator


@transaction.atomic
def keep(written: str, by: Employee, group: SynonymGroup | None = None) -> SynonymGroup:
    """A new group of the words as they were typed (特休 = 年假), or other words for a group."""
    _check(by)
    words = read_synonyms(written)
    _check_words(words)
    # One at a time: that a word stands in one group only cannot be told row by row.
    others = SynonymGroup.objects.select_for_update().order_by("pk")
    _check_free(words, [each for each in others if group is None or each.pk != group.pk])
    before = list(group.words) if group else []
    group = group or SynonymGroup()
    group.words, group.folded = words, [folded(word) for word in words]
    group.save()
    record("policies.keep_synonyms", group, by, words=words, before=before)
    return group


@transaction.atomic
def drop(group: SynonymGroup, by: Employee) -> None:
    """From now on each of its words finds itself alone."""
    _check(by)
    record("policies.drop_synonyms", group, by, words=list(group.words))
    group.delete()


def _check(by: Employee) -> None:
    if not may_keep(by):
        raise PermissionDenied


def _check_words(words: Sequence[str]) -> None:
    if len(words) < 2:
        raise Refused(
            "synonyms_two_or_more",
            _("Write two words or more with an equals sign between them, for example 特休 = 年假."),
        )
    if len(words) > MOST_WORDS or any(len(folded(word)) > LONGEST for word in words):
        raise Refused(
            "synonyms_too_long",
            _("At most %(words)d words, each of at most %(characters)d characters.")
            % {"words": MOST_WORDS, "characters": LONGEST},
        )
    for word in words:
        if len(folded(word)) < 2 or not any(map(str.isalnum, word)):
            raise Refused(
                "synonym_too_short",
                _("“%(word)s” is too short: a word of two characters or more is needed.")
                % {"word": word},
            )


def _check_free(words: Sequence[str], others: Sequence[SynonymGroup]) -> None:
    wanted = {folded(word): word for word in words}
    for other in others:
        if taken := wanted.keys() & set(other.folded):
            raise Refused(
                "synonym_taken",
                _("“%(word)s” already stands in %(group)s. Change that line instead.")
                % {"word": wanted[min(taken)], "group": str(other)},
            )
    if len(others) >= MOST_GROUPS:
        raise Refused("synonyms_too_many", _("There are as many lines as can be kept."))
