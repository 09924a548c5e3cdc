"""Paragraphs that carry their own labels (一、 （一） 1.) set as nested lists.

For showing only: what is stored, digested and compared stays the flat text. Only whole
paragraphs at the outermost level are looked at; tables, quotes and lists stay as they are.
"""

from .blocks import Block, Paragraph, write
from .html_reading import read
from .markup import sanitise
from .numbering import Form, read_label

DEEPEST_LEVEL = 3
_FORMS = frozenset(
    {
        Form.CHINESE, Form.BRACKETED_CHINESE, Form.ARABIC, Form.BRACKETED_ARABIC, Form.STEM,
        Form.CIRCLED,
    }
)  # fmt: skip


def as_lists(html: str) -> str:
    """The body made safe again, its labelled paragraphs as ``ol.items`` of classes level-1 to 3.

    The first style of label is level 1, each new style stands one level deeper until an earlier
    one returns; a paragraph without a label ends all lists, for it is a new 項.
    """
    safe = sanitise(html)
    if "<p>" not in safe:
        return safe
    written: list[str] = []
    open_forms: list[Form] = []
    for block in read(safe):
        found = _label(block)
        if found is None:
            written += [_CLOSE * len(open_forms), write([block])]
            open_forms.clear()
            continue
        form, label, rest = found
        written.append(_between(open_forms, form))
        written.append(f'<li><span class="no">{label}</span><div>{write([rest])}')
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


def _label(block: Block) -> tuple[Form, str, Paragraph] | None:
    """The form and words of the label a paragraph begins with, and the paragraph without it."""
    if not isinstance(block, Paragraph):
        return None
    label = read_label(block.text)
    if label is None or label.form not in _FORMS or label.end >= len(block.text):
        return None
    return label.form, label.text, Paragraph(block.characters[label.end :])
