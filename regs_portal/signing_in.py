"""Accounts come from the company's directory: nobody signs up here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# One sentence, whichever was typed: it does not say whether there is such an account.
MISMATCH = _(
    "The employee number, the e-mail address or the password is not right. Please try again."
)


class PortalAccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "email_password_mismatch": MISMATCH,
    }

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *arguments: Any,
        **named: Any,
    ) -> None:
        """As allauth does, but for signing in: every page shows who is signed in."""
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *arguments, **named)

    def pre_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse | None:
        """Before the first day and after the last an account is as good as deactivated; allauth
        lets in whom the backend has refused, and asks for this one mark only. It is not saved."""
        user.is_active = user.is_employed(timezone.localdate())
        answer: HttpResponse | None = super().pre_login(request, user, **facts)
        return answer

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
