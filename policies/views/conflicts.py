"""What is shown when a save was refused: both texts, and, where they can be, both as one."""

from dataclasses import dataclass
from typing import Any, cast

from django.forms import BooleanField, ChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest
from django.template.defaultfilters import yesno

from policies import drafting
from policies.comparing.rows import Line, in_lines
from policies.drafting import Conflict
from policies.drafting.addressing import codes_of
from policies.models import Clause
from policies.models.drafted import HTML_FIELDS
from policies.refusals import Refused
from policies.text.markup import to_text
from policies.text.spans import spans
from policies.views.requests import number_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """Both changes as one: the form that would save them, and what it changes of what is saved
    now, by the labels of the fields."""

    form: Any
    changes: list[tuple[str, list[Line]]]


def shown(request: HttpRequest, refused: Refused, bound: Any) -> dict[str, Any]:
    """What was typed stays in the form; after a conflict it can be saved over the other's text."""
    form_class = type(bound)
    data = request.POST.copy()
    conflict: Conflict | None = refused if isinstance(refused, Conflict) else None
    if conflict:
        data["version"] = str(conflict.current.lock_version)
    form = form_class(data)
    context = {"form": form, "refused": refused, "conflict": conflict}
    if conflict:
        stored = _of(form_class, conflict.current)
        context["theirs"] = _in_words(stored, form)
        context["mine"] = _in_words(form, stored)
        context["last_saved"] = drafting.last_saved(conflict)
        context["proposal"] = _proposal(request, conflict, bound)
    return context


def _of(form_class: Any, row: Any) -> Any:
    """What is saved now, as the form would show it."""
    initial = {"roles": _codes(row)} if isinstance(row, Clause) else {}
    return form_class(instance=row, initial=initial)


def _codes(clause: Clause) -> list[str]:
    return sorted(codes_of([clause])[clause.pk])


def _in_words(form: Any, other: Any) -> list[tuple[str, Any, bool]]:
    """Label, value and whether it is HTML, of every field a reader can compare; roles only where
    they differ."""
    rows = []
    for name, field in form.fields.items():
        value = form[name].value()
        if name == "version":
            continue
        if isinstance(field, ModelMultipleChoiceField):
            if sorted(value or ()) == sorted(other[name].value() or ()):
                continue
            chosen = field.queryset.filter(code__in=value or ()) if field.queryset else ()
            value = "、".join(str(role) for role in chosen)
        elif isinstance(field, BooleanField):
            value = yesno(bool(value))
        elif isinstance(field, ChoiceField):
            value = dict(cast(Any, field.choices)).get(value, value)
        rows.append((field.label, value, name in HTML_FIELDS))
    return rows


def _proposal(request: HttpRequest, conflict: Conflict, bound: Any) -> Proposal | None:
    """None where both changed the same words, or address the clause to different roles: there
    only a person knows what both would want."""
    version = number_of(request.POST.get("version")) or 0
    merged = drafting.both_changes(conflict, version)
    row = conflict.current
    if merged is None or (isinstance(row, Clause) and _typed_roles(bound) != _codes(row)):
        return None
    data = request.POST.copy()
    for name, value in merged.items():
        if isinstance(value, bool):
            data[name] = "on" if value else ""
        else:
            data[name] = str(value)
    data["version"] = str(row.lock_version)
    changes = [
        (str(bound.fields[name].label), in_lines(spans(_words(was), _words(value))))
        for name, value in merged.items()
        if (was := getattr(row, name)) != value
    ]
    return Proposal(type(bound)(data, auto_id=False), changes)


def _typed_roles(bound: Any) -> list[str]:
    return sorted(role.code for role in bound.cleaned_data.get("roles", ()))


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return str(yesno(value))
    return to_text(value) if str(value).startswith("<") else str(value)
