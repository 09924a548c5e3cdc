"""What HR keeps: how a policy is acknowledged, sheets signed by hand, who is excused."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from acknowledgements import access, exempting, paper, terms
from acknowledgements.forms import ExemptionForm, SheetForm, TermsForm
from acknowledgements.models import Exemption
from policies.access import today
from policies.models import Policy, Revision
from policies.refusals import Refused
from policies.views.requests import as_employee

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def set_terms(request: HttpRequest, code: str) -> HttpResponse:
    by = as_employee(request)
    policy = get_object_or_404(Policy.objects.select_related("issuing_department"), code=code)
    if not terms.may_set(by, policy):
        raise PermissionDenied
    revision = _newest(policy)
    kept = terms.terms_of(policy.pk)
    names = ("confirmed", "asks_password", "asks_the_end")
    initial = {name: getattr(kept, name) for name in names} if kept else {}
    form = TermsForm(terms.clauses_of(revision), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        terms.set_terms(policy, by, **form.cleaned_data)
        messages.success(request, _("Kept. It holds for whoever has not acknowledged yet."))
        return redirect("hr:terms", code)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "policy": policy, "revision": revision}
    return render(request, "hr/terms.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Records who signed by hand; what was typed stays when something is refused, only the file
    has to be chosen again."""
    by = as_employee(request)
    _require_hr(request)
    revision = access.examined_revision(by, code, number)
    form = SheetForm(request.POST or None, request.FILES or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            paper.record_sheet(
                revision, sent["people"], sent["scan"].read(), sent["scan"].name, sent["witness"],
                sent["signed_on"], by,
            )  # fmt: skip
        except Refused as refusal:
            refused = refusal
        else:
            count = len(sent["people"])
            told = ngettext(
                "Recorded: %(count)s person has acknowledged on paper.",
                "Recorded: %(count)s people have acknowledged on paper.",
                count,
            )
            messages.success(request, told % {"count": count})
            return redirect("hr:policy", code, number)
    context = {
        "form": form,
        "revision": revision,
        "refused": refused,
        "sheets": revision.sheets.select_related("by").order_by("-pk")[:PER_PAGE],
    }
    return render(
        request, "hr/sheet.html", context, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def exemptions(request: HttpRequest) -> HttpResponse:
    """Who is excused; HR grants, auditors look."""
    by = as_employee(request)
    access.require_office(by)
    form = ExemptionForm(request.POST or None, initial={"starts_on": today()}) if by.is_hr else None
    refused = None
    if request.method == "POST":
        _require_hr(request)
        if form is not None and form.is_valid():
            sent = form.cleaned_data
            try:
                exempting.grant(
                    sent["policy"], sent["employee_number"][0], sent["reason"], sent["starts_on"],
                    sent["ends_on"], by,
                )  # fmt: skip
            except Refused as refusal:
                refused = refusal
            else:
                messages.success(request, _("Granted. Nothing of it is owed until that day."))
                return redirect("hr:exemptions")
    found = Exemption.objects.select_related("policy", "employee", "granted_by").order_by("-pk")
    context = {
        "form": form,
        "refused": refused,
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "today": today(),
    }
    return render(
        request, "hr/exemptions.html", context, status=422 if request.method == "POST" else 200
    )


@require_POST
def end_exemption(request: HttpRequest, pk: int) -> HttpResponse:
    _require_hr(request)
    held = get_object_or_404(Exemption.objects.select_related("policy", "employee"), pk=pk)
    try:
        exempting.end(held, as_employee(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Ended. It is owed again from today."))
    return redirect("hr:exemptions")


def _newest(policy: Policy) -> Revision:
    """In force today, else the newest published; Http404 where nothing ever was."""
    published = policy.revisions.published().words()
    found = policy.revisions.in_force(today()).first() or published.newest_first().first()
    if found is None:
        raise Http404
    found.policy = policy
    return found


def _require_hr(request: HttpRequest) -> None:
    if not as_employee(request).is_hr:
        raise PermissionDenied
