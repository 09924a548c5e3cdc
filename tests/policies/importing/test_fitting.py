from policies.importing.fitting import CAPTION, HEADING_TITLE, LABEL, TITLE, fit
from policies.text.outline import Clause, Heading, Kind, Outline
from policies.text.wording import joined

LONG = "字" * 500


def words(outline: Outline) -> str:
    return "".join(joined(outline).split())


def test_what_fits_is_left_alone() -> None:
    outline = Outline("題", "上", clauses=(Clause("第一條", "<p>甲</p>", caption="依據"),))
    assert fit(outline) == outline


def test_what_is_too_long_moves_beside_itself() -> None:
    clause = Clause(LONG + "號", "<p>文</p>", caption=LONG + "旨")
    heading = Heading(Kind.CHAPTER, LONG + "章", LONG + "名", "<p>引</p>", clauses=(clause,))
    outline = Outline(LONG + "題", "上", headings=(heading,), clauses=(clause,))
    fitted = fit(outline)
    assert words(fitted) == words(outline)
    assert len(fitted.title) <= TITLE
    for node in fitted.walk():
        assert len(node.label) <= LABEL
        if isinstance(node, Clause):
            assert len(node.caption) <= CAPTION
        else:
            assert len(node.title) <= HEADING_TITLE


def test_long_caption_alone_keeps_its_label() -> None:
    fitted = fit(Outline("題", clauses=(Clause("第一條", "<p>文</p>", caption=LONG),)))
    assert fitted.clauses[0].label == "第一條"
    assert fitted.clauses[0].body == f"<p>{LONG}</p><p>文</p>"
