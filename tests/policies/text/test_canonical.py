"""The canonical form is read back to the very outline it was made from."""

from dataclasses import replace

from hypothesis import given

from policies.text import canonical, outline
from policies.text.outline import Attachment, LegalBasis, Outline
from tests.policies.text.outlines import OUTLINES


@given(OUTLINES)
def test_it_is_read_back(written: Outline) -> None:
    assert canonical.read(outline.canonical(written)) == written


@given(OUTLINES)
def test_with_what_is_enclosed(written: Outline) -> None:
    file = Attachment("附件一", "表單.pdf", "application/pdf", 3, "a" * 64, "f" * 12)
    whole = replace(written, bases=(LegalBasis("勞動基準法", "第38條"),), attachments=(file,))
    assert canonical.read(outline.canonical(whole)) == whole
