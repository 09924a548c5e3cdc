"""Paragraphs that carry their own labels (一、 （一） 1.) set as nested lists.

For showing only: what is stored, digested and compared stays the flat text. Only whole
paragraphs at the outermost level are looked at; tables, quotes and lists stay as they are.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from .blocks import Paragraph, write
from .drawn import Drawing, gathered, is_drawn
from .html_reading import read
from .lines import LIST_FORMS
from .marking import Mark, mark, marked
from .markup import sanitise
from .numbering import Form, Label, read_label

DEEPEST_LEVEL = 3
_FORMS = LIST_FORMS - {Form.DECIMAL}
_PLAIN = re.compile(r"(?:<p>[^<]*</p>)+")


def as_lists(html: str, marks: Sequence[Mark] = ()) -> str:
    """The body made safe again, its labelled paragraphs as ``ol.items`` of classes level-1 to 3.

    The first style of label is level 1, each new style stands one level deeper until an earlier
    one returns; a paragraph without a label ends all lists, for it is a new 項. A table drawn
    with lines becomes one. ``marks`` are put on the words they count.
    """
    safe = sanitise(html)
    if "<p>" not in safe:
        return marked(safe, marks)
    written: list[str] = []
    open_forms: list[Form] = []
    for label, piece in _pieces(safe, marks):
        if label is None:
            written += [_CLOSE * len(open_forms), piece]
            open_forms.clear()
        else:
            written.append(_between(open_forms, label.form))
            name = escape(label.text, quote=False)
            written.append(f'<li><span class="no">{name}</span><div>{piece}')
    written.append(_CLOSE * len(open_forms))
    return "".join(written)


_CLOSE = "</div></li></ol>"


def _between(open_forms: list[Form], form: Form) -> str:
    """What closes and opens before an item of that form; keeps ``open_forms`` in step."""
    if form not in open_forms:
        open_forms.append(form)
        return f'<ol class="items level-{min(len(open_forms), DEEPEST_LEVEL)}">'
    deeper = len(open_forms) - open_forms.index(form) - 1
    del open_forms[len(open_forms) - deeper :]
    return _CLOSE * deeper + "</div></li>"


def _pieces(safe: str, marks: Sequence[Mark]) -> Iterator[tuple[Label | None, str]]:
    """Each outermost block as HTML; of an item its label, and the paragraph without it."""
    plain = not marks and _PLAIN.fullmatch(safe) and not is_drawn(safe)
    if plain:  # most bodies are: no need to read them a second time
        for part in safe[3:-4].split("</p><p>"):
            text = unescape(part)
            label = _label(text)
            rest = escape(text[label.end :], quote=False) if label else part
            yield label, f"<p>{rest}</p>"
        return
    tree = read(safe)
    mark(tree, marks)
    for block in gathered(tree):
        if isinstance(block, Drawing):
            yield None, block.html
            continue
        label = _label(block.text) if isinstance(block, Paragraph) else None
        if label and isinstance(block, Paragraph):
            yield label, write([Paragraph(block.characters[label.end :])])
        else:
            yield None, write([block])


def _label(text: str) -> Label | None:
    """The label of an item that a paragraph begins with and goes on after."""
    label = read_label(text)
    if label is None or label.form not in _FORMS or label.end >= len(text):
        return None
    return label
