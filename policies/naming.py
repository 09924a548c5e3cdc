"""What the subjects of the audit trail are called when an auditor reads of them."""

from collections.abc import Callable, Collection, Mapping

from policies.models import Filing, Policy, Revision, SynonymGroup


def revisions(keys: Collection[str]) -> dict[str, str]:
    rows = Revision.objects.filter(pk__in=keys).values_list("pk", "policy__code", "title", "number")
    return {str(key): _named(*facts) for key, *facts in rows}


def policies(keys: Collection[str]) -> dict[str, str]:
    found = Policy.objects.filter(pk__in=keys).values_list("pk", "code")
    return {str(key): code for key, code in found}


def filings(keys: Collection[str]) -> dict[str, str]:
    found = Filing.objects.filter(pk__in=keys).prefetch_related("revisions__policy")
    return {
        str(filing.pk): "、".join(
            _named(each.policy.code, each.title, each.number) for each in filing.revisions.all()
        )
        for filing in found
    }


def synonyms(keys: Collection[str]) -> dict[str, str]:
    return {str(group.pk): str(group) for group in SynonymGroup.objects.filter(pk__in=keys)}


def _named(code: str, title: str, number: str) -> str:
    return f"{code} {title} {number}"


NAMES: dict[str, Callable[[Collection[str]], Mapping[str, str]]] = {
    "policies.revision": revisions,
    "policies.policy": policies,
    "policies.filing": filings,
    "policies.synonymgroup": synonyms,
}
