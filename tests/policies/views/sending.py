"""How the tests of the import send what a browser would send."""

import re
from html import unescape
from typing import Any

from django.test import Client

ADDRESS = "/drafts/import/"
TWO = """第1篇 門市考勤辦法
第一章 總則
第一條 本辦法依勞動基準法訂定之。
第二條 員工應按時出勤。
第2篇 客服人員工作守則
一、對待客人一視同仁。
二、離席前應交接完畢。
"""
# Where the regulations of that text begin.
FIRST, SECOND = "found-1", "found-5"


def fields(page: str) -> dict[str, Any]:
    """What a browser would send back, with every box as it stands."""
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name = attributes.get("name")
        if not name or name in {"csrfmiddlewaretoken", "q", "next"}:
            continue
        if attributes.get("type") in {"checkbox", "radio"}:
            if re.search(r"\schecked\b", tag):
                sent[name] = unescape(attributes.get("value", "on"))
        else:
            sent[name] = unescape(attributes.get("value", ""))
    for name, options in re.findall(r'<select name="([\w-]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options)
        sent[name] = chosen[1] if chosen else ""
    for name, text in re.findall(
        r'<textarea[^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL
    ):
        # A browser sends line ends as the network writes them.
        sent[name] = unescape(text).replace("\n", "\r\n")
    return sent


def give(client: Client, text: str) -> str:
    """Gives the text; the address it is kept at."""
    response = client.post(ADDRESS, {"text": text})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def choices(client: Client, address: str) -> dict[str, Any]:
    """What the form would send in which one says what becomes of the text."""
    return fields(page_of(client, f"{address}choose/"))


def save(client: Client, address: str, sent: dict[str, Any]) -> Any:
    return client.post(f"{address}choose/", sent)
