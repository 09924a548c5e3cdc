"""Addresses of a policy lead to it for good: also in small letters, and with a code it once had."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from policies import access
from policies.models import Policy
from regs_portal.people.models import Employee

_ADDRESS = re.compile(r"(/policies/)([A-Za-z0-9-]{1,30})(/.*)")


class FormerAddressMiddleware:
    """Asks only where nothing was found; what the reader may not read stays not found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        address = present_address(request)
        return HttpResponsePermanentRedirect(address) if address else response


def present_address(request: HttpRequest) -> str:
    """Where the policy of the address is today; empty when it is there, or nowhere."""
    match = _ADDRESS.fullmatch(request.path_info)
    employee = request.user
    if match is None or not isinstance(employee, Employee):
        return ""
    before, written, after = match.groups()
    readable = Policy.objects.open_to(employee, access.today()).coded(written.upper())
    code = readable.values_list("code", flat=True).first()
    if code is None or code == written:
        return ""
    query = request.META.get("QUERY_STRING", "")
    return f"{before}{code}{after}" + (f"?{query}" if query else "")
