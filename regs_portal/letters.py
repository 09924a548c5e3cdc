"""Letters to employees: a template whose first line is the subject, in the employee's language.

Call it from a job: a mail server may be slow, and a letter is no part of anybody's transaction.
"""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from regs_portal.people.models import Employee, Jurisdiction


def language_of(employee: Employee) -> str:
    """Simplified Chinese at sites in mainland China, else the portal's own language."""
    is_mainland = employee.site.jurisdiction == Jurisdiction.PRC
    return "zh-hans" if is_mainland else settings.LANGUAGE_CODE


def write_to(employee: Employee, letter: str, **context: Any) -> bool:
    """Sends the template ``letter``; False, and nothing sent, without an address.

    The template knows ``employee`` and the context. Errors of the mail server surface.
    """
    if not employee.email:
        return False
    with translation.override(language_of(employee)):
        words = render_to_string(letter, {"employee": employee, **context})
    subject, _line_end, body = words.strip().partition("\n")
    return bool(send_mail(subject.strip(), body.strip() + "\n", None, [employee.email]))
