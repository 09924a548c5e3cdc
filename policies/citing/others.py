"""The other policies that a text speaks of, as they are in force on a day."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from policies.models import FormerCode, Policy, Revision
from policies.models.outline import wordings
from policies.models.policy import Classification
from policies.text.anchors import human_anchors
from policies.text.citation import Index
from policies.text.outline import Outline


@dataclass
class Other:
    """Another policy: its title in force, and the parts of its text."""

    policy: Policy
    title: str
    outline: Outline

    @cached_property
    def index(self) -> Index:
        return Index(self.outline)

    @cached_property
    def _human_anchors(self) -> tuple[str, ...]:
        return tuple(human_anchors(self.outline))

    def address(self, node: int | None = None) -> str:
        """Of its page, at that heading or clause, for everybody to follow; empty if it is not
        open to everybody, for a page is made once for all its readers."""
        if self.policy.classification != Classification.INTERNAL:
            return ""
        page = f"/policies/{self.policy.code}/"
        if node is None:
            return page
        return f"{page}#{self._human_anchors[node] or self.index.nodes[node].anchor}"


class Others:
    """Four queries for all of them together; none when the text speaks of no other policy."""

    def __init__(
        self,
        policy: Policy,
        title: str,
        names: Collection[str],
        codes: Collection[str],
        on: dt.date,
    ) -> None:
        former = dict(
            FormerCode.objects.filter(code__in=codes).values_list("code", "policy") if codes else ()
        )
        found = list(_in_force(set(names) - {title}, set(codes) - {policy.code}, former, on))
        self._own_titles = {title} | {each.title for each in found if each.policy_id == policy.pk}
        others = [each for each in found if each.policy_id != policy.pk]
        texts = wordings(others) if others else {}
        made = [Other(each.policy, each.title, texts[each.pk]) for each in others]
        titles = Counter(each.title for each in made)
        self.own_codes = {policy.code} | {code for code, key in former.items() if key == policy.pk}
        by_key = {each.policy.pk: each for each in made}
        borne = {code: by_key[key] for code, key in former.items() if key in by_key}
        self._by_code = borne | {each.policy.code: each for each in made}
        self._by_title = {each.title: each for each in made if titles[each.title] == 1}

    def is_own_title(self, name: str) -> bool:
        """Whether the name is that of the policy whose text is read, as drafted or in force."""
        return name in self._own_titles

    def titled(self, name: str) -> Other | None:
        """The one policy in force that bears the title."""
        return self._by_title.get(name)

    def coded(self, code: str) -> Other | None:
        return self._by_code.get(code)


def _in_force(
    names: Collection[str], codes: Collection[str], former: Mapping[str, int], on: dt.date
) -> Collection[Revision]:
    if not names and not codes:
        return ()
    borne = Q(policy__code__in=codes) | Q(policy__in=former.values())
    revisions = Revision.objects.in_force(on).filter(Q(title__in=names) | borne)
    return revisions.select_related("policy")
