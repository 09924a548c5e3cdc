"""Importing a text: give it, look at it side by side with what was understood, and correct that."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies import access, importing
from policies.forms.importing import SourceForm, TextForm
from policies.importing import keeping
from policies.importing.looking import look_at
from policies.importing.paging import query_of
from policies.importing.proposing import title_of
from policies.models import ImportSource
from policies.refusals import Refused
from policies.text.correcting import Treatment
from policies.views.requests import as_employee, number_of


@require_http_methods(["GET", "HEAD", "POST"])
def import_text(request: HttpRequest) -> HttpResponse:
    """A POST keeps the text and goes on to it; nothing else is made of it yet."""
    by = as_employee(request)
    if not by.is_editor:
        raise PermissionDenied
    if request.method != "POST":
        return _begin(request, SourceForm())
    form = SourceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _begin(request, form, 422)
    source = form.source()
    try:
        what = importing.given(source)
        found = importing.read(what.text).found
    except importing.UnreadableError as unreadable:
        form.add_error("text" if isinstance(source, str) else "file", str(unreadable))
        return _begin(request, form, 422)
    kept = keeping.keep(what, by, form.file_name or title_of(found[0].outline))
    return redirect("drafting:import_look", key=kept.key)


def _begin(request: HttpRequest, form: SourceForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "kept": as_employee(request).import_sources.for_list(),
        "kept_days": keeping.KEPT_FOR.days,
        "most_kept": keeping.MOST_KEPT,
    }
    return render(request, "importing/begin.html", context, status=status)


@require_safe
def look(request: HttpRequest, key: str) -> HttpResponse:
    """One page of its lines, ``?page=``, beside what they were understood as; ``?line=`` is the
    one to be corrected."""
    source = access.own_import(as_employee(request), key)
    looked = look_at(source, number_of(request.GET.get("page")), number_of(request.GET.get("line")))
    return render(request, "importing/look.html", {"source": source, "looked": looked})


@require_POST
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """``mend`` is ``12:chapter``: what line 12 is, or ``12:`` to have it as it was read; ``undo``
    takes the last correction back, or ``all`` of them."""
    source = access.own_import(as_employee(request), key)
    line: int | None
    try:
        if wanted := request.POST.get("undo"):
            line = _undo(source, wanted)
        else:
            line = _correct(source, request.POST.get("mend", ""))
    except Refused as refused:
        messages.error(request, str(refused))
        line = number_of(request.POST.get("mend", "").partition(":")[0])
    return HttpResponseRedirect(_address(source, line))


def _correct(source: ImportSource, mend: str) -> int | None:
    at, _colon, meant = mend.partition(":")
    line = number_of(at)
    if line is None or (meant and meant not in set(Treatment)):
        return line
    keeping.correct(source, line, Treatment(meant) if meant else None)
    return line


def _undo(source: ImportSource, wanted: str) -> int | None:
    if wanted != "all":
        return keeping.undo(source)
    keeping.undo_all(source)
    return None


def _address(source: ImportSource, line: int | None) -> str:
    address = reverse("drafting:import_look", args=[source.key])
    return f"{address}{query_of(line)}" if line else address


@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: HttpRequest, key: str) -> HttpResponse:
    """The words themselves, to be mended and read again."""
    source = access.own_import(as_employee(request), key)
    if request.method != "POST":
        form = TextForm(initial={"text": source.text})
        return render(request, "importing/mend.html", {"source": source, "form": form})
    form = TextForm(request.POST)
    if form.is_valid():
        try:
            mended = importing.mend(source, form.cleaned_data["text"])
        except importing.UnreadableError as unreadable:
            form.add_error("text", str(unreadable))
        else:
            return redirect("drafting:import_look", key=mended.key)
    return render(request, "importing/mend.html", {"source": source, "form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """Says what will go; a POST throws the text away."""
    source = access.own_import(as_employee(request), key)
    if request.method != "POST":
        return render(request, "importing/forget.html", {"source": source})
    keeping.forget(source)
    messages.success(request, _("The text was thrown away. Drafts made from it stay."))
    return redirect("drafting:import_text")
