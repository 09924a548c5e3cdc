"""A row of the table of every door, and how it is tried by the verb and by the screen."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.test import Client

from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests.fixtures import SignIn
from tests.policies.doors.people import ALIKE, KINDS, People

NOBODY: frozenset[str] = frozenset()
Allowed = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Deed:
    """A verb by the name it leaves in the audit trail, the form its page sends, and who may do it
    from which states. ``before`` makes ready what it needs; no ``address`` means no screen;
    ``unseen`` are states in which the page has nothing to send."""

    verb: str
    do: Callable[[Any, Employee], Any]
    address: Callable[[Any], str] | None
    typed: Callable[[Any], dict[str, Any]]
    allowed: Allowed
    before: Callable[[Any], Any] = lambda standing: None
    unseen: frozenset[str] = field(default=NOBODY)

    def who(self, state: str) -> frozenset[str]:
        return self.allowed.get(state, NOBODY)

    def anybody(self) -> frozenset[str]:
        """Who may from some state."""
        return frozenset().union(*self.allowed.values())


Table = dict[str, Deed]


def from_(states: Iterable[str], who: frozenset[str]) -> Allowed:
    return dict.fromkeys(states, who)


def by_the_verb(table: Table, standing: Any, people: People, state: str) -> None:
    """Everybody tries everything: exactly those allowed leave what the deed leaves."""
    for name, deed in table.items():
        with _ready(deed, standing) as ready:
            passed = {who for who in KINDS if _passes(deed, standing, people[who], ready)}
            assert not _left(ready.since), f"{name}, {state}"
        assert passed == deed.who(state), f"{name}, {state}"


def _passes(deed: Deed, standing: Any, by: Employee, ready: "Ready") -> bool:
    """Whether the verb let them; then its one event is all there is, and it is taken back."""
    try:
        deed.do(standing, by)
    except Refused:
        return False
    assert _left(ready.since) == [f"policies.{deed.verb}"]
    transaction.savepoint_rollback(ready.before)
    return True


def by_the_screen(table: Table, standing: Any, people: People, sign_in: SignIn, state: str) -> None:
    """Every kind that a page can tell tries in the first state in which somebody may; in the others
    one who may there, or else elsewhere: the verb knows the rest."""
    browsers: dict[str, Client] = {}
    for name, deed in table.items():
        if deed.address is None or state in deed.unseen:
            continue
        allowed = deed.who(state)
        one = next(who for who in KINDS if who in (allowed or deed.anybody()))
        is_first = state == next(iter(deed.allowed))
        asked = (set(KINDS) - ALIKE) | allowed if is_first else {one}
        browsers |= {who: sign_in(people[who]) for who in asked - browsers.keys()}
        with _ready(deed, standing) as ready:
            trying = [who for who in KINDS if who in asked]
            done = {who for who in trying if _leaves(deed, standing, browsers[who], ready)}
            assert not _left(ready.since), f"{name}, {state}"
        assert done == allowed & asked, f"{name}, {state}"


def _leaves(deed: Deed, standing: Any, browser: Client, ready: "Ready") -> bool:
    """Whether the form did the deed and led on; then it is taken back."""
    assert deed.address is not None
    answer = browser.post(deed.address(standing), deed.typed(standing))
    assert answer.status_code in {302, 403, 404, 409, 422}, answer.content.decode()
    left = _left(ready.since) if answer.status_code == 302 else []
    if not left:
        return False
    assert left == [f"policies.{deed.verb}"]
    transaction.savepoint_rollback(ready.before)
    return True


@dataclass(frozen=True)
class Ready:
    """Where to go back to after somebody passed, and the newest event then."""

    before: Any
    since: int


@contextmanager
def _ready(deed: Deed, standing: Any) -> Iterator[Ready]:
    """Whatever is done inside is taken back."""
    with transaction.atomic():
        deed.before(standing)
        yield Ready(transaction.savepoint(), _newest())
        transaction.set_rollback(True)


def _newest() -> int:
    newest = AuditEvent.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return newest or 0


def _left(since: int) -> list[str]:
    """The verbs recorded since."""
    return list(AuditEvent.objects.filter(sequence__gt=since).values_list("verb", flat=True))
