"""An imported text as a revision: which clause is which is looked through, then it is saved."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies import access, importing
from policies.importing import keeping
from policies.importing.alignment import Alignment
from policies.importing.carrying import Pairing, TwiceError
from policies.models import ImportSource, Policy
from policies.views.requests import as_employee, number_of
from regs_portal.people.models import Employee

ROWS_A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def align(request: HttpRequest, key: str, line: int) -> HttpResponse:
    """A POST keeps what was changed in the table; with ``step=save`` it makes the draft."""
    by = as_employee(request)
    source = access.own_import(by, key)
    if source.saved.filter(line=line).exists():
        return redirect("drafting:import_choose", key=source.key)
    alignment = _alignment(source, line, by)
    if alignment is None:
        messages.info(request, _("Say first which policy it revises."))
        return redirect("drafting:import_choose", key=source.key)
    if request.method != "POST":
        return _page(request, alignment)
    return _keep(request, alignment, by)


def _alignment(source: ImportSource, line: int, by: Employee) -> Alignment | None:
    reading = importing.read_kept(source)
    found = next((found for found in reading.found if found.line == line), None)
    if found is None:
        raise Http404
    code = source.choices.get(str(line), {}).get("revises", "")
    revisable = Policy.objects.revisable_by(by).select_related("issuing_department")
    policy = revisable.filter(code=code).first()
    base = policy.newest_words() if policy else None
    return Alignment.of(source, found, policy, base) if policy and base else None


def _keep(request: HttpRequest, alignment: Alignment, by: Employee) -> HttpResponse:
    source, line = alignment.source, alignment.found.line
    if request.POST.get("state") != alignment.state:
        problem = _("The text or the policy has changed meanwhile. Look through the clauses again.")
        return _page(request, alignment, problem)
    said = alignment.said(request.POST.dict())
    try:
        pairing = alignment.changed(said)
    except TwiceError as twice:
        return _page(request, alignment, _twice(alignment, twice.anchor), said)
    keeping.pair(source, line, alignment.state, pairing)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    if request.POST.get("step") != "save":
        return HttpResponseRedirect(request.get_full_path())
    source.refresh_from_db()
    alignment = Alignment.of(source, alignment.found, alignment.policy, alignment.base)
    try:
        revision = importing.revise_kept(source, alignment.revising(), by)
    except importing.ImportRefused as refused:
        return _page(request, alignment, refused.sentence)
    words = _("Revision %(number)s of %(code)s is a draft now.")
    messages.success(request, words % {"number": revision.number, "code": alignment.policy.code})
    return redirect("drafting:import_choose", key=source.key)


def _twice(alignment: Alignment, anchor: str) -> str:
    clause = next(each for each in alignment.before.all_clauses() if each.anchor == anchor)
    return _("Two clauses are said to be “%(label)s”. Nothing was saved; change one of them.") % {
        "label": clause.label or clause.caption or _("the clause without a number")
    }


def _page(
    request: HttpRequest, alignment: Alignment, problem: str = "", said: Pairing | None = None
) -> HttpResponse:
    lines = alignment.lines()
    shows_all = "all" in request.GET
    said = said or {}
    telling = [line for line in lines if shows_all or line.place in said or not line.is_unchanged]
    open_row = number_of(request.GET.get("row"))
    page_obj = Paginator(telling, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "alignment": alignment,
        "rows": alignment.rows(list(page_obj.object_list), said, open_row),
        "page_obj": page_obj,
        "shows_all": shows_all,
        "unchanged": sum(line.is_unchanged for line in lines),
        "problem": problem,
    }
    return render(request, "importing/align.html", context, status=422 if problem else 200)
