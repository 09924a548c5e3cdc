"""Numbers set in order: a preview, and a button that does what it shows."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from policies import access, drafting
from policies.citing.finding import place_name
from policies.models import Revision
from policies.refusals import Refused
from policies.text import outline as text
from policies.text.renumbering import Renumbering
from policies.views.requests import as_employee


@require_http_methods(["GET", "HEAD", "POST"])
def renumber(request: HttpRequest, pk: int) -> HttpResponse:
    """Every label that would change, old and new, and every citation that would follow."""
    by = as_employee(request)
    revision = access.editable_draft(by, pk)
    if not revision.is_draft:
        return redirect("deciding:road", pk=revision.pk)
    if request.method != "POST":
        return _page(request, revision)
    try:
        done = drafting.renumber(revision, by, request.POST.get("digest", ""))
    except Refused as refused:
        if refused.code == "revision_frozen":
            messages.error(request, str(refused))
            return redirect("deciding:road", pk=pk)
        return _page(request, revision, str(refused), 409)
    count = len(done.labels)
    sentence = ngettext("%(count)s number was set.", "%(count)s numbers were set.", count)
    messages.success(request, sentence % {"count": count})
    return HttpResponseRedirect(reverse("drafting:draft", args=[pk]))


def _page(
    request: HttpRequest, revision: Revision, problem: str = "", status: int = 200
) -> HttpResponse:
    outline = revision.outline()
    found = drafting.preview_of(revision, outline)
    context = {
        "revision": revision,
        "digest": text.digest(outline),
        "found": found,
        "labels": _labels(outline, found),
        "citations": _citations(found),
        "elsewhere": drafting.citing_elsewhere(revision, found) if found.labels else [],
        "problem": problem,
    }
    return render(request, "drafting/renumber.html", context, status=status)


def _labels(outline: text.Outline, found: Renumbering) -> list[dict[str, Any]]:
    nodes = tuple(outline.walk())
    return [
        {
            "before": each.before,
            "after": each.after,
            "title": node.title if isinstance(node, text.Heading) else node.caption,
            "is_heading": isinstance(node, text.Heading),
        }
        for each in found.labels
        for node in [nodes[each.node]]
    ]


def _citations(found: Renumbering) -> list[dict[str, Any]]:
    """Where each stands, by the label it will have."""
    nodes = tuple(found.outline.walk())
    return [
        {
            "place": place_name(None if each.node is None else nodes[each.node], each.field),
            "before": each.before,
            "after": each.after,
        }
        for each in found.citations
    ]
