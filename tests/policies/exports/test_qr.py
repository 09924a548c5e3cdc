"""The QR code in the page."""

import re

from policies.exports import qr

ADDRESS = "https://regs.example/policies/HR-003/"


def test_it_is_a_drawing_without_style_script_or_address() -> None:
    svg = qr.drawn(ADDRESS)
    assert svg.startswith("<svg")
    assert not re.search(r"style=|<style|<script|href|\son\w+=|http", svg)


def test_another_address_is_another_drawing() -> None:
    assert qr.drawn(ADDRESS) == qr.drawn(ADDRESS)
    assert qr.drawn(ADDRESS) != qr.drawn(ADDRESS.replace("3", "4"))


def test_hostile_and_long_ones() -> None:
    for address in (f"{ADDRESS}?q=<script>\"'&", "https://規章.example/政策/", ADDRESS + "a" * 900):
        assert "<script" not in qr.drawn(address)
