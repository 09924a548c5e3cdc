"""What an editor may choose from for the regulations of a text."""

from collections import defaultdict
from dataclasses import dataclass

from policies.importing.advising import Advice
from policies.models import Category, Policy
from policies.text.lines import bare
from regs_portal.people.models import Department, Employee


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen, fetched once for all forms of a page; by key as a form sends it."""

    categories: dict[str, Category]
    departments: dict[str, Department]
    revisable: dict[str, Policy]
    by_title: dict[str, list[Policy]]

    @classmethod
    def for_editor(cls, by: Employee) -> "Options":
        revisable = Policy.objects.revisable_by(by).select_related("issuing_department")
        by_title = defaultdict(list)
        for policy in revisable:
            by_title[bare(policy.newest_title)].append(policy)
        return cls(
            {str(row.pk): row for row in Category.objects.all()},
            {str(row.pk): row for row in Department.objects.subtree(by.department)},
            {policy.code: policy for policy in revisable},
            by_title,
        )

    def likely(self, advice: Advice) -> list[Policy]:
        """Policies the regulation may be a revision of: of its title first, then near ones."""
        near = (each.revision.policy.code for each in advice.near)
        titled = (policy.code for policy in self.titled(advice))
        codes = dict.fromkeys((*titled, *(code for code in near if code in self.revisable)))
        return [self.revisable[code] for code in codes]

    def titled(self, advice: Advice) -> list[Policy]:
        return self.by_title.get(bare(advice.proposal.title), [])
