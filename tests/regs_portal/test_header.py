"""The menu that is kept is the menu that would be made."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from regs_portal.people.models import Employee
from regs_portal.templatetags.header import navigation
from tests.cast import Cast
from tests.fixtures import SignIn


def made(employee: Employee, address: str, *, kept: bool) -> str:
    request = RequestFactory().get(address)
    request.user = employee
    request.resolver_match = resolve(request.path)
    if kept:
        html = str(navigation({"request": request}))
    else:
        html = render_to_string("partials/_navigation.html", request=request)
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]{64}"', r'\1"', html)


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
@pytest.mark.parametrize("address", ["/", "/policies/?level=guide&page=2", "/my-post/"])
def test_everybody_gets_their_own(cast: Cast, language: str, address: str) -> None:
    with translation.override(language):
        for _twice in range(2):
            for person in cast.everybody:
                assert made(person, address, kept=True) == made(person, address, kept=False)


def test_a_new_name_or_office_shows_at_once(cast: Cast) -> None:
    before = made(cast.employee, "/", kept=True)
    cast.employee.name = "<b>林新名</b>"
    cast.employee.group_names = frozenset({"employee", "hr"})
    after = made(cast.employee, "/", kept=True)
    assert "/hr/" in after
    assert "/hr/" not in before
    assert "&lt;b&gt;林新名&lt;/b&gt;" in after


def test_drafts_are_offered_to_those_who_may_open_them(cast: Cast, as_: SignIn) -> None:
    for person in cast.everybody:
        is_offered = 'href="/drafts/"' in made(person, "/", kept=True)
        assert is_offered == (as_(person).get("/drafts/").status_code == 200), person


def test_its_forms_carry_the_token_and_the_address(cast: Cast, as_: SignIn) -> None:
    client = as_(cast.employee)
    words = client.get('/policies/?x="><script>').content.decode()
    menu = words[words.index('id="navigation"') : words.index("</nav>")]
    tokens = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', menu)
    assert {len(token) for token in tokens} == {64}
    assert "kept-menu" not in words
    assert "<script>" not in menu
    assert 'name="next" value="/policies/?x=' in menu


def test_pages_that_are_not_there_have_a_menu_too(cast: Cast, as_: SignIn) -> None:
    page = as_(cast.employee).get("/nowhere/")
    assert page.status_code == 404
    assert 'id="navigation"' in page.content.decode()
