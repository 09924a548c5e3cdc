import hashlib

import pytest

from policies.importing import UnreadableError, given, read
from policies.text.decoding import LARGEST_FILE


def test_a_file_is_known_by_the_bytes_it_came_in() -> None:
    content = "守則\r\n一、甲。".encode("utf-16")
    what = given(content)
    assert (what.text, what.encoding) == ("守則\n一、甲。", "utf-16-le")
    assert what.digest == hashlib.sha256(content).hexdigest()


def test_a_paste_is_known_by_its_words() -> None:
    assert given("守則").digest == hashlib.sha256("守則".encode()).hexdigest()
    assert given("守則").encoding == ""


def test_what_no_database_stores_is_told_to_be_taken_out() -> None:
    what = given("守\x00則\ud800\n一、甲。")
    assert "\x00" not in what.text
    what.text.encode()
    assert read(what.text).found[0].outline.title == "守則"
    assert [removed for removed, _lines in read(what.text).found[0].removed] == ["U+001A"]


@pytest.mark.parametrize(
    "source", ["字" * LARGEST_FILE, b"a" * (LARGEST_FILE + 1), b"", b"\x00\x01"]
)
def test_what_cannot_be_read_gets_a_sentence(source: bytes | str) -> None:
    with pytest.raises(UnreadableError) as unreadable:
        given(source)
    assert str(unreadable.value)
