"""Legal bases and attachments of a draft, on one page; attachments to whoever may read the text."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies import access, drafting, papers
from policies.drafting import enclosing
from policies.drafting.facts import STALE
from policies.forms.enclosing import AttachForm, BasisForm, RetitleForm
from policies.models import Attachment, LegalBasis, Revision
from policies.refusals import Refused
from policies.views.files import sent_file
from policies.views.requests import as_employee

MOST_LAWS = 100


@require_safe
def enclosures(request: HttpRequest, pk: int) -> HttpResponse:
    revision = access.editable_draft(as_employee(request), pk)
    if not revision.is_draft or revision.is_repeal:
        return redirect("deciding:road", pk=pk)
    return _page(request, revision)


@require_POST
def add_basis(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(revision: Revision, form: forms.Form) -> str:
        typed = dict(form.cleaned_data)
        del typed["seen"]
        drafting.add_basis(revision, as_employee(request), **typed)
        return _("Added.")

    return _take(request, pk, "basis", lambda it: BasisForm(request.POST).of(it), verb)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_basis(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """A page with what the basis says now; a POST changes it."""
    revision = access.editable_draft(as_employee(request), pk)
    basis = revision.legal_bases.filter(pk=key).first() if revision.is_draft else None
    if basis is None:
        messages.info(request, _("It has already been removed."))
        return redirect("drafting:enclosures", pk=pk)
    said = {name: getattr(basis, name) for name in enclosing.BASIS_FIELDS}
    typed = request.POST.copy() if request.method == "POST" else None
    form = BasisForm(typed, initial={**said, "seen": enclosing.basis_seen(basis)}).of(revision)
    status, saved = 200 if typed is None else 422, ""
    if typed is not None and form.is_valid():
        try:
            drafting.edit_basis(revision, key, as_employee(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 422 if refused.code in SENTENCES_OF_FIELDS else 409
            if refused.code == STALE:  # what is saved stands beside what was typed
                basis.refresh_from_db()
                saved = f"{basis} {basis.link}".strip()
                typed["seen"] = enclosing.basis_seen(basis)
        else:
            messages.success(request, _("Saved."))
            return redirect("drafting:enclosures", pk=pk)
    context = {"revision": revision, "basis": basis, "form": form, "saved": saved}
    return render(request, "drafting/basis.html", context, status=status)


@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    def verb(revision: Revision, form: forms.Form) -> str:
        file = form.cleaned_data["file"]
        given = papers.take_in(file.name or "", file.read())
        drafting.attach(revision, as_employee(request), form.cleaned_data["title"], given)
        return _("Enclosed.")

    return _take(request, pk, "attach", lambda it: AttachForm(request.POST, request.FILES), verb)


@require_POST
def retitle(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    def verb(revision: Revision, form: forms.Form) -> str:
        title = form.cleaned_data["title"]
        seen = request.POST.get("seen")
        drafting.retitle_attachment(revision, key, as_employee(request), title, seen=seen)
        return _("Saved.")

    return _take(request, pk, "retitle", lambda it: RetitleForm(request.POST), verb)


@require_POST
def change(request: HttpRequest, pk: int, what: str, key: int) -> HttpResponse:
    """``do`` says what: up, down or out."""

    def verb(revision: Revision, form: forms.Form) -> str:
        by, do = as_employee(request), request.POST.get("do")
        if do == "out":
            drafting.take_out(revision, what, key, by)
            return _("Taken out.")
        enclosing.move(revision, what, key, by, up=do == "up")
        return _("Saved.")

    return _take(request, pk, what, lambda it: forms.Form(request.POST), verb)


@require_safe
def attachment(request: HttpRequest, code: str, number: str, anchor: str) -> HttpResponseBase:
    """Of a published revision, to those who may read it."""
    revision = access.readable_revision(as_employee(request), code, number)
    return _send(request, revision, anchor)


@require_safe
def draft_attachment(request: HttpRequest, pk: int, anchor: str) -> HttpResponseBase:
    """Of a revision on its way, to those who see its road."""
    return _send(request, access.revision_on_the_road(as_employee(request), pk), anchor)


def _send(request: HttpRequest, revision: Revision, anchor: str) -> HttpResponseBase:
    kept: Attachment | None = revision.attachments.filter(anchor=anchor).first()
    if kept is None:
        raise Http404
    return sent_file(request, kept)


def _take(
    request: HttpRequest,
    pk: int,
    name: str,
    form_of: Callable[[Revision], forms.Form],
    verb: Callable[[Revision, forms.Form], str],
) -> HttpResponse:
    revision = access.editable_draft(as_employee(request), pk)
    form = form_of(revision)
    status = 422
    if form.is_valid():
        try:
            messages.success(request, verb(revision, form))
            return redirect("drafting:enclosures", pk=pk)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 403 if refused.code in {"not_yours", "not_employed"} else 409
            if refused.code in SENTENCES_OF_FIELDS:
                status = 422
    return _page(request, revision, status, {name: form})


SENTENCES_OF_FIELDS = {
    "legal_basis_names_a_law", "legal_basis_link_opens", "attachment_has_a_title", "empty_file",
    "large_file", "unknown_file",
}  # fmt: skip


def _page(
    request: HttpRequest,
    revision: Revision,
    status: int = 200,
    bound: dict[str, forms.Form] | None = None,
) -> HttpResponse:
    bound = bound or {}
    labels = dict(revision.clauses.values_list("anchor", "label"))
    laws = LegalBasis.objects.order_by("law").values_list("law", flat=True).distinct()
    refused = next((form for name, form in bound.items() if name not in {"basis", "attach"}), None)
    context = {
        "revision": revision,
        "bases": [(basis, labels.get(basis.anchor, "")) for basis in revision.legal_bases.all()],
        "attachments": revision.attachments.all(),
        "basis_form": bound.get("basis") or BasisForm(auto_id="basis-%s").of(revision),
        "attach_form": bound.get("attach") or AttachForm(auto_id="attach-%s"),
        "refused": refused,
        "laws": laws[:MOST_LAWS],
    }
    return render(request, "drafting/enclosures.html", context, status=status)
