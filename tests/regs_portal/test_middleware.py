"""Language, size and headers of every answer."""

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast, draft_of
from tests.fixtures import SignIn

SIGN_IN = "/account/sign-in/"

pytestmark = pytest.mark.django_db


def test_traditional_chinese_whatever_the_browser_prefers(client: Client) -> None:
    answer = client.get(SIGN_IN, headers={"accept-language": "en-US,en;q=0.9"})
    assert answer.headers["Content-Language"] == "zh-hant"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_chosen_language_stays(client: Client, language: str) -> None:
    answer = client.post("/language/", {"language": language, "next": SIGN_IN})
    assert answer.status_code == 302
    assert client.get(SIGN_IN).headers["Content-Language"] == language


def test_an_unknown_language_is_not_obeyed(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "tlh"
    assert client.get(SIGN_IN).headers["Content-Language"] == "zh-hant"


def test_fifty_megabytes_get_a_sentence(client: Client) -> None:
    answer = client.post(SIGN_IN, {"login": "x" * 50_000_000})
    assert answer.status_code == 413
    assert "24 MB" in answer.content.decode()


@pytest.mark.parametrize("length", ["²", "１２", "-5", "x"])
def test_a_length_that_is_no_number_is_none(client: Client, length: str) -> None:
    assert client.get(SIGN_IN, CONTENT_LENGTH=length).status_code == 200


def test_a_large_paste_is_still_read(client: Client) -> None:
    answer = client.post(SIGN_IN, {"login": "x" * 5_000_000, "password": "x"})
    assert answer.status_code == 200


def test_nothing_inline_may_run(client: Client) -> None:
    policy = client.get(SIGN_IN).headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    for part in (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ):
        assert part in policy


def test_answers_are_not_framed_nor_guessed_at(client: Client) -> None:
    headers = client.get(SIGN_IN).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/drafts/{pk}/?clause=a%00b", "/drafts/{pk}/?heading=%00"])
def test_a_null_character_in_an_address_gets_a_page(cast: Cast, as_: SignIn, address: str) -> None:
    answer = as_(cast.editor).get(address.format(pk=draft_of(cast).pk))

    assert answer.status_code == 400
    assert 'href="/"' in answer.content.decode()


def test_a_null_character_in_a_hidden_field_gets_a_page(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    before = revision.clauses.count()

    answer = as_(cast.editor).post(f"/drafts/{revision.pk}/clauses/add/", {"heading": "a\0"})

    assert answer.status_code == 400
    assert revision.clauses.count() == before


def test_what_was_typed_comes_back_when_the_session_has_ended(cast: Cast, client: Client) -> None:
    address = f"/drafts/{draft_of(cast).pk}/"

    answer = client.post(
        f"{address}cover/",
        {"title": "請假<b>辦法", "version": "1", "is_material": "on"},
        headers={"referer": f"http://testserver{address}?clause=a"},
    )

    words = answer.content.decode()
    assert answer.status_code == 403
    assert "請假&lt;b&gt;辦法</textarea>" in words
    assert f'href="/account/sign-in/?next={address.replace("/", "%2F")}%3Fclause%3Da"' in words
    assert words.count("<textarea") == 1


def test_another_site_does_not_choose_where_to_go_after_signing_in(client: Client) -> None:
    answer = client.post("/drafts/1/cover/", headers={"referer": "https://evil.example/drafts/"})

    assert answer.status_code == 403
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/policies/", "/no-such-page/"])
def test_no_proxy_keeps_a_private_page(cast: Cast, as_: SignIn, address: str) -> None:
    assert as_(cast.editor).get(address).headers["Cache-Control"] == "private, no-cache"


def test_no_script_reads_a_cookie(client: Client) -> None:
    client.get(SIGN_IN)
    client.post("/language/", {"language": "en", "next": SIGN_IN})
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_a_password_is_never_handed_back(client: Client) -> None:
    page = client.post("/account/password/", {"oldpassword": "舊密碼甲", "password1": "新密碼乙"})

    words = page.content.decode()
    assert page.status_code == 403
    assert "舊密碼甲" not in words
    assert "新密碼乙" not in words


def test_the_way_back_stays_with_us(client: Client) -> None:
    referer = "http://testserver//evil.example/"
    page = client.post("/drafts/new/", {"title": "甲"}, headers={"referer": referer})

    assert "evil.example" not in page.content.decode()
