"""What a person decided about one regulation of a text."""

from dataclasses import dataclass

from policies.models import Category, Policy, Revision
from policies.text.outline import Outline
from regs_portal.people.models import Department


@dataclass(frozen=True, slots=True)
class Choice:
    """One regulation to be saved, with the facts of the policy it becomes.

    ``role_name`` is the role the policy binds, everyone when empty; a role the portal does not
    know is made when ``makes_role`` says so. ``line`` is where it begins in a kept text.
    """

    outline: Outline
    title: str
    code: str
    category: Category
    level: str
    scheme: str
    issuing_department: Department
    role_name: str = ""
    makes_role: bool = False
    number: int = 1
    line: int = 0


@dataclass(frozen=True, slots=True)
class Revising:
    """One regulation to be saved as a new revision of ``policy``, whose newest words are ``base``.

    ``outline`` has the anchors of the clauses and headings of ``base`` that it revises.
    ``is_exact`` where it also says what is enclosed, which then is not taken over from ``base``.
    """

    outline: Outline
    title: str
    policy: Policy
    base: Revision
    number: int = 1
    line: int = 0
    is_exact: bool = False


class ImportRefused(Exception):
    """A rule says no to one regulation; nothing at all was saved. ``number`` counts from 1."""

    def __init__(self, number: int, sentence: str) -> None:
        super().__init__(sentence)
        self.number = number
        self.sentence = sentence
