"""Private by default: a stranger at any address is sent to the sign-in page."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Who may not be asked to sign in: those on their way to it, and whoever changes the language.
OPEN = {"account/sign-in/", "account/sign-out/", "account/inactive/", "language/"}
# What opens by a key in the address instead: of a wrong one there is no page.
BY_KEY = {"feeds/1/changes.atom", "feeds/1/calendar.ics"}
SAMPLES = (
    "1",
    "2.1",
    "HR-001",
    "2026-03-01",
    "a" * 12,
    "x",
    "people",
    "index",
    "x/y",
    "csv",
    "clause",
    "send",
    "basis",
)


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern):
            yield filled(route, entry)


def filled(route: str, entry: URLPattern) -> str:
    """The route with a value for every parameter that its converter accepts."""

    def value(found: re.Match[str]) -> str:
        name = found[0].strip("<>").rpartition(":")[2]
        converter = converters(entry).get(name)
        expression = converter.regex if converter else "[^/]+"
        fitting = [sample for sample in SAMPLES if re.fullmatch(expression, sample)]
        assert fitting, f"No sample fits {found[0]} ({expression}): add one to SAMPLES."
        return fitting[0]

    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: "x", route)
    return re.sub(r"<[^>]+>", value, route).replace("^", "").removesuffix("$").replace(r"\Z", "")


def converters(entry: URLPattern) -> dict[str, Any]:
    every: dict[str, Any] = dict(entry.pattern.converters)
    return every | PREFIX_CONVERTERS


def prefix_converters(resolver: URLResolver) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= dict(entry.pattern.converters) | prefix_converters(entry)
    return found


PREFIX_CONVERTERS = prefix_converters(get_resolver())
ALL = sorted(set(addresses(get_resolver())))


def test_the_walk_finds_the_addresses() -> None:
    assert len(ALL) > 30
    assert "account/password/" in ALL


@pytest.mark.django_db
@pytest.mark.parametrize("address", [address for address in ALL if address not in OPEN | BY_KEY])
def test_a_stranger_is_sent_to_sign_in(client: Client, address: str) -> None:
    response: Any = client.get(f"/{address}")
    assert response.status_code == 302, f"/{address} answered {response.status_code}"
    if response.url.startswith("/admin/login/"):
        # The administration's own door leads on to the only one.
        response = client.get(response.url)
    assert response.url.startswith(reverse("account:sign_in"))


@pytest.mark.django_db
@pytest.mark.parametrize("address", [address for address in ALL if address not in OPEN | BY_KEY])
def test_a_stranger_changes_nothing(client: Client, address: str) -> None:
    """A form sent without being signed in gets its own words back, and nothing else."""
    response = client.post(f"/{address}", {"title": "我打的字"})
    if response.status_code == 302:
        assert "sign-in" in response["Location"] or "login" in response["Location"]
    else:
        assert response.status_code == 403, f"/{address} answered {response.status_code}"
        assert "signed_out.html" in [template.name for template in response.templates]
        assert "我打的字" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", sorted(BY_KEY))
def test_without_the_key_there_is_no_page(client: Client, address: str) -> None:
    assert address in ALL
    assert client.get(f"/{address}").status_code == 404
    assert client.post(f"/{address}").status_code == 405


@pytest.mark.django_db
def test_the_open_addresses_show_a_stranger_nothing_but_themselves(client: Client) -> None:
    assert client.get("/account/sign-in/").status_code == 200
    for address in sorted(OPEN - {"account/sign-in/", "account/inactive/"}):
        assert client.get(f"/{address}").status_code in {302, 405}
