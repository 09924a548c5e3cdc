"""Letters: the subject is the first line, the language is the reader's."""

from pathlib import Path

import pytest
from django.core import mail
from django.test import override_settings

from regs_portal.letters import write_to
from tests.cast import Cast

LETTER = """{% load i18n %}{% translate "Overdue" %}: {{ code }}

{{ employee.name }}
"""


@pytest.fixture
def letters(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "trial.txt").write_text(LETTER, encoding="utf-8")


def sent(tmp_path: Path, employee: object, **context: object) -> bool:
    template = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [tmp_path],
        }
    ]
    with override_settings(TEMPLATES=template):
        return write_to(employee, "letters/trial.txt", **context)  # type: ignore[arg-type]


@pytest.mark.usefixtures("letters")
def test_a_letter_in_the_language_of_the_site(cast: Cast, tmp_path: Path) -> None:
    for employee in (cast.employee, cast.mainlander):
        employee.email = f"{employee.employee_number}@example.com"
        assert sent(tmp_path, employee, code="HR-003")
    assert [letter.subject for letter in mail.outbox] == ["逾期: HR-003", "逾期: HR-003"]
    assert [letter.to for letter in mail.outbox] == [["A001@example.com"], ["A010@example.com"]]
    assert mail.outbox[0].body == "林客服\n"


@pytest.mark.usefixtures("letters")
def test_without_an_address_nothing_is_sent(cast: Cast, tmp_path: Path) -> None:
    cast.employee.email = ""
    assert not sent(tmp_path, cast.employee, code="HR-003")
    assert mail.outbox == []
