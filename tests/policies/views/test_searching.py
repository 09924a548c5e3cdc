"""The search page."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from policies.models import Category, SearchTally, SynonymGroup
from tests.cast import Cast, leave_outline, published_policy
from tests.fixtures import SignIn
from tests.policies.standing import TODAY

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


@pytest.mark.parametrize(
    "query", ["HR-003 第三條之一", "hr003 article 3-1", "第3-1條 HR-003", "HR-003第三條之一"]
)
def test_a_citation_goes_straight_there(cast: Cast, as_: SignIn, query: str) -> None:
    clause = published_policy(cast).clauses.get(label="第三條之一")
    found = as_(cast.employee).get("/search/", {"q": query})
    assert (found.status_code, found["Location"]) == (302, f"/policies/HR-003/#{clause.anchor}")


def test_a_code_goes_to_its_policy(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    assert as_(cast.employee).get("/search/?q=hr-003")["Location"] == "/policies/HR-003/"


@pytest.mark.parametrize(
    "query",
    ["HR-003 第九十九條", "HR-003 請假", "「HR-003」", "第三條", "HR-003 第三條 請假", "XX-999"],
)
def test_what_is_more_or_less_than_a_citation_is_searched_for(
    cast: Cast, as_: SignIn, query: str
) -> None:
    published_policy(cast)
    assert as_(cast.employee).get("/search/", {"q": query}).status_code == 200


def test_a_citation_of_what_one_may_not_read_leads_nowhere(cast: Cast, as_: SignIn) -> None:
    published_policy(cast, classification="restricted", binds_everyone=False)
    client = as_(cast.outsider)
    for query in ("HR-003", "HR-003 第三條"):
        assert client.get("/search/", {"q": query}).status_code == 200


def test_says_that_only_some_words_were_found(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    found = as_(cast.employee).get("/search/?q=輪班可以不交接就離席嗎")
    words = found.content.decode()
    assert not found.context["results"].hits
    assert found.context["answer"].likely[0].label == "第三條之一"
    assert 'class="found-apart"' in words
    assert 'class="tips"' in words


def test_nothing_found_says_what_is_nearly_so_and_whom_to_ask(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    found = as_(cast.employee).get("/search/?q=出勤於修假管理辦法")
    assert found.context["help"].meant == ["出勤與休假管理辦法"]
    assert "人力資源處" in found.content.decode()


def test_narrowed_by_several_at_once(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    client = as_(cast.employee)
    address = "/search/?q=輪班期間&level=measures&department=HR&policy=hr-003&state=in_force"
    assert client.get(address).context["results"].count == 1
    assert client.get(address + "&since=2999-01-01").context["results"].count == 0
    for bad in ("&since=x", "&level=none", "&role=none", "&state=x", "&as_of=%00"):
        assert client.get(f"/search/?q=輪班期間{bad}").status_code == 200


def test_suggestions_are_json(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    found = as_(cast.employee).get("/search/suggestions/?q=出勤")
    assert found.json() == {
        "suggestions": [
            {
                "kind": "policy",
                "words": "出勤與休假管理辦法",
                "beside": "HR-003",
                "address": "/policies/HR-003/",
            }
        ]
    }
    assert as_(None).get("/search/suggestions/?q=x").status_code == 302


def test_the_note_of_a_search_is_counted_when_it_comes_back(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    client = as_(cast.employee)
    note = client.get("/search/?q=火星").context["note"]
    assert not SearchTally.objects.exists()  # fetching a page counts nothing
    assert client.post("/search/asked/", {"note": note}).status_code == 204
    assert client.post("/search/asked/", {"note": note}).status_code == 204
    assert client.post("/search/asked/", {"note": "forged"}).status_code == 204
    tally = SearchTally.objects.get()
    assert (tally.query, tally.asked, tally.in_vain) == ("火星", 1, 1)
    assert client.get("/search/asked/").status_code == 405


def test_hr_keeps_words_that_mean_the_same(cast: Cast, as_: SignIn) -> None:
    client = as_(cast.hr)
    client.post("/search/words/", {"words": "特休 = 年假"})
    line = SynonymGroup.objects.get()
    assert "特休 = 年假" in client.get("/search/words/").content.decode()
    refused = client.post("/search/words/", {"words": "特休 = <script>"})
    assert refused.status_code == 409
    assert "特休 = &lt;script&gt;" in refused.content.decode()
    client.post(f"/search/words/{line.pk}/", {"words": "特休 = 特別休假"})
    assert str(SynonymGroup.objects.get()) == "特休 = 特別休假"
    assert client.post(f"/search/words/{line.pk}/", {"words": "x"}).status_code == 409
    client.post(f"/search/words/{line.pk}/", {"verb": "drop"})
    assert not SynonymGroup.objects.exists()
    assert client.get(f"/search/words/{line.pk}/").status_code == 404


def test_hr_reads_what_is_sought(cast: Cast, as_: SignIn) -> None:
    SearchTally.objects.create(day=TODAY(), query="婚假", asked=5, in_vain=4)
    words = as_(cast.hr).get("/search/sought/?days=7").content.decode()
    assert "婚假" in words
    for days in ("", "x", "9999", "²"):
        assert as_(cast.auditor).get(f"/search/sought/?days={days}").status_code == 200


def test_pages_of_hr_are_not_for_others(cast: Cast, as_: SignIn) -> None:
    for person in (cast.employee, cast.editor, cast.outsider):
        client = as_(person)
        assert client.get("/search/words/").status_code == 403
        assert client.post("/search/words/", {"words": "特休 = 年假"}).status_code == 403
        assert client.get("/search/sought/").status_code == 403
    assert as_(cast.auditor).get("/search/words/").status_code == 403
