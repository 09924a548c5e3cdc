"""What a page that asks for a signature needs: a form a seat, and the proof of who signs."""

from collections.abc import Sequence

from allauth.account.authentication import get_authentication_records
from django.forms import Form
from django.http import HttpRequest

from policies import proving
from policies.forms.deciding import DecisionForm
from policies.models import Revision
from policies.proving import Proof
from policies.reviewing import Seat
from regs_portal.people.models import Employee

# A decision that is offered, with its form.
Asked = tuple[Seat, Form]


def proof_of(request: HttpRequest, by: Employee, revision: Revision, password: str) -> Proof:
    """That it is they who sign; Refused when the password is wrong or the sign-in too long ago."""
    if by.has_usable_password():
        return proving.by_password(by, password, revision)
    records = get_authentication_records(request, by)
    return proving.by_reauthentication(by, records, revision)


def forms_of(
    by: Employee, revision: Revision, seats: Sequence[Seat], sent: Form | None
) -> list[Asked]:
    """The form of every seat; the one that was ``sent`` as it was typed, without the password.

    When the text is another by now, the decision is to be made anew; the reason typed is kept.
    """
    asked: list[Asked] = []
    for number, seat in enumerate(seats):
        initial = {
            "digest": revision.digest,
            "step": seat.review.step,
            "on_behalf_of": seat.principal.pk if seat.principal else None,
            "is_material": str(revision.is_material),
        }
        is_sent = sent is not None and _key(sent) == seat.key
        if sent is not None and is_sent and sent.data.get("digest") == revision.digest:
            asked.append((seat, sent))
            continue
        if sent is not None and is_sent:
            initial["comment"] = sent.data.get("comment", "")
        prefix = f"id{number or ''}_%s"
        form = DecisionForm(initial=initial, auto_id=prefix).of(
            weighs=seat.review.is_final, has_password=by.has_usable_password()
        )
        asked.append((seat, form))
    return asked


def is_among(sent: Form, seats: Sequence[Seat]) -> bool:
    """Whether the step that was sent is still theirs to sign."""
    return any(_key(sent) == seat.key for seat in seats)


def _key(form: Form) -> str:
    return f"{form.data.get('step', '')}:{form.data.get('on_behalf_of', '')}"
