"""Beginning a policy or a revision."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from policies import access, drafting
from policies.forms.drafting import StartPolicyForm
from policies.models import Category
from policies.refusals import Refused
from policies.text import parsing
from policies.text.outline import Outline
from policies.views.requests import as_employee


@require_http_methods(["GET", "HEAD", "POST"])
def start_policy(request: HttpRequest) -> HttpResponse:
    """A new policy, empty or from a category's starter outline."""
    by = as_employee(request)
    if not by.is_editor:
        raise PermissionDenied
    form = StartPolicyForm(request.POST or None, by=by, initial=_usual(by))
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        title, from_outline = facts.pop("title"), facts.pop("from_outline")
        outline = _outline_for(facts["category"], title) if from_outline else None
        try:
            revision = drafting.start_policy(title=title, by=by, outline=outline, **facts)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The policy has been started. Now write its text."))
            return redirect("drafting:draft", pk=revision.pk)
    status = 422 if form.errors else 200
    return render(request, "drafting/start.html", {"form": form}, status=status)


@require_POST
def start_revision(request: HttpRequest, code: str) -> HttpResponse:
    by = as_employee(request)
    policy = access.editable_policy(by, code)
    if under_way := policy.revisions.open().first():
        messages.info(request, _("This policy already has an open revision: here it is."))
        return redirect("drafting:draft", pk=under_way.pk)
    try:
        revision = drafting.start_revision(policy, by)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("drafting:workspace")
    return redirect("drafting:draft", pk=revision.pk)


def _usual(by: Any) -> dict[str, Any]:
    return {
        "issuing_department": by.department_id,
        "owner": by.employee_number,
        "from_outline": True,
    }


def _outline_for(category: Category, title: str) -> Outline | None:
    """The category's starter under the title that was typed; None when it has none."""
    documents = parsing.parse(category.starter).documents
    return replace(documents[0].outline, title=title) if documents else None
