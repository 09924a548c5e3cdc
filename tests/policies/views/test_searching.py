"""The search page."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from policies.models import Category
from tests.cast import Cast, leave_outline, published_policy
from tests.fixtures import SignIn

NAUGHTY = Path(__file__).parents[4] / "shared/corpora/xss-csv-dev/xss.json"


def test_shows_what_is_found_with_its_words_marked(cast: Cast, as_: SignIn) -> None:
    revision = published_policy(cast)
    words = as_(cast.employee).get("/search/?q=轮班期间").content.decode()
    clause = revision.clauses.get(label="第三條之一")
    assert f'href="/policies/HR-003/#{clause.anchor}"' in words
    assert "<mark>輪班期間</mark>" in words
    assert 'value="轮班期间"' in words


def test_without_a_question_it_says_what_it_understands(cast: Cast, as_: SignIn) -> None:
    for url in ("/search/", "/search/?q=", "/search/?q=%20"):
        words = as_(cast.employee).get(url).content.decode()
        assert 'class="tips"' in words
        assert 'class="results"' not in words


def test_nothing_found_says_so_and_what_to_do(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    words = as_(cast.employee).get("/search/?q=沒有這回事").content.decode()
    assert "沒有這回事" in words
    assert 'class="tips"' in words


def test_in_one_category(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    conduct = Category.objects.get(slug="conduct")
    published_policy(cast, "CO-001", outline=leave_outline(), category=conduct)
    words = as_(cast.employee).get("/search/?q=輪班期間&category=conduct").content.decode()
    assert "/policies/CO-001/#" in words
    assert "/policies/HR-003/#" not in words


def test_the_words_of_others_are_not_shown(cast: Cast, as_: SignIn) -> None:
    published_policy(cast, classification="restricted", binds_everyone=False)
    assert "<mark>" in as_(cast.hr).get("/search/?q=輪班期間").content.decode()
    assert "<mark>" not in as_(cast.outsider).get("/search/?q=輪班期間").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=輪班&page=x",
        "q=輪班&page=²",
        "q=輪班&page=-1",
        "q=輪班&page=9999999999999999999",
        "q=輪班&category=none",
        "q=%00",
        "q=%ff%fe",
        "q=輪班&category=%00",
    ],
)
def test_bad_input_is_no_error(cast: Cast, as_: SignIn, query: str) -> None:
    published_policy(cast)
    assert as_(cast.employee).get(f"/search/?{query}").status_code == 200


def test_what_was_typed_comes_back_as_text(cast: Cast, as_: SignIn) -> None:
    client = as_(cast.employee)
    attacks = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>']
    if NAUGHTY.exists():
        listed = json.loads(NAUGHTY.read_text())
        attacks += [each["payload"] for each in listed if "<" in each["payload"]][:60]
    for attack in attacks:
        words = client.get(f"/search/?q={quote(attack)}").content.decode()
        assert attack not in words


def test_strangers_sign_in_first(as_: SignIn) -> None:
    assert as_(None).get("/search/?q=x").status_code == 302


@pytest.mark.parametrize("page", ["9" * 5000, "９", "²", "0", "-1", "1e9", ""])
def test_a_page_that_is_no_number_is_the_first(cast: Cast, as_: SignIn, page: str) -> None:
    published_policy(cast)
    found = as_(cast.employee).get("/search/", {"q": "員工", "page": page})
    assert found.status_code == 200
    assert found.context["results"].page == 1
