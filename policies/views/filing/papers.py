"""Papers of a filing: scans, and the posting with its photograph."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies import access
from policies.filing import access as filing_access
from policies.filing import moving, posting, scans
from policies.forms.filing import PostForm, ScanForm
from policies.models import Filing, FilingStatus
from policies.refusals import Refused
from policies.views.files import sent_file
from policies.views.filing.filings import show
from policies.views.filing.taking import take
from policies.views.requests import as_employee
from regs_portal.people.models import Employee


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    by = as_employee(request)
    filing = _own(by, pk)
    form = ScanForm(request.POST, request.FILES)

    def keep_it() -> str:
        scans.keep(filing, form.given(), form.cleaned_data["what"], by)
        return _("The scan is kept with the filing.")

    taken = take(request, form, keep_it)
    if taken.is_done:
        return redirect("filing:filing", pk=pk)
    return show(request, by, filing, taken.status, scan_form=form, refused=taken.refused)


@require_safe
def scan(request: HttpRequest, pk: int, scan: int) -> HttpResponseBase:
    """The bytes of one scan, for those who may see the filing."""
    filing = filing_access.filing(as_employee(request), pk)
    found = get_object_or_404(filing.scans, pk=scan)
    return sent_file(request, found, scans.opened)


@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, pk: int) -> HttpResponse:
    by = as_employee(request)
    filing = _own(by, pk)
    if request.method != "POST" and filing.status != FilingStatus.APPROVED:
        return redirect("filing:filing", pk=pk)
    form = PostForm(
        request.POST or None,
        request.FILES or None,
        sites=posting.sites_of(filing, access.today()),
        initial={"since": access.today(), "site": request.GET.get("site", "")},
    )
    refused: Refused | None = None
    status = 200
    if request.method == "POST":

        def post_it() -> str:
            told = form.cleaned_data
            posting.post(filing, told["site"], told["place"], told["since"], by, form.given())
            return _("Recorded. Employees see on the policy's page where it hangs.")

        taken = take(request, form, post_it)
        if taken.is_done:
            return redirect("filing:filing", pk=pk)
        refused, status = taken.refused, taken.status
    context = {"filing": filing, "form": form, "refused": refused}
    return render(request, "filing/post.html", context, status=status)


def _own(by: Employee, pk: int) -> Filing:
    filing = filing_access.filing(by, pk)
    if not filing_access.keeps(by, moving.policies_of(filing)):
        raise PermissionDenied
    return filing
