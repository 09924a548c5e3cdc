"""What a text suggests about the policy it would become. A person decides."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from policies.models import Category, FormerCode, Policy
from policies.models.policy import Level, Scheme
from policies.text.folding import fold
from policies.text.numbering import Form, read_label
from policies.text.outline import Outline
from policies.text.parsing import Document
from policies.text.pointer import CODE
from policies.text.wording import joined
from regs_portal.people.models import Department, Employee, Role

# Words that tell a subject area, the telling ones first; folded, so 繁 finds 简.
SUBJECTS = {
    "duties": ("崗位職責", "職責", "職務說明", "崗位說明"),
    "leave": ("休假", "請假", "假期", "假別"),
    "working-time": ("考勤", "出勤", "工時", "加班", "排班", "工作時間"),
    "pay-benefits": ("薪", "獎金", "福利", "津貼", "工資", "報銷", "報支"),
    "training": ("培訓", "訓練", "教育", "晉升"),
    "disputes": ("爭議", "申訴", "糾紛"),
    "conduct": ("行為", "禮儀", "守則", "服務", "紀律", "保密"),
}
FALLBACK_SUBJECT = "conduct"
FALLBACK_PREFIX = "REG"
ENDINGS = {
    "章程": Level.CHARTER, "辦法": Level.MEASURES, "細則": Level.RULES, "規程": Level.PROCEDURE,
    "標準作業程序": Level.SOP, "SOP": Level.SOP, "程序": Level.PROCEDURE, "表單": Level.FORM,
    "守則": Level.CODE_OF_CONDUCT, "準則": Level.STANDARD, "標準": Level.STANDARD,
    "指引": Level.GUIDE, "指南": Level.GUIDE, "制度": Level.REGULATION, "規則": Level.REGULATION,
    "規定": Level.REGULATION,
}  # fmt: skip
SCHEMES = {
    Form.CHINESE: Scheme.LIST_CHINESE,
    Form.ARABIC: Scheme.LIST_ARABIC,
    Form.DECIMAL: Scheme.DECIMAL,
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Facts to begin the form with; ``department_name`` and ``role_name`` as the text has them,
    ``department`` and ``role`` when the portal knows somebody of that name."""

    title: str
    code: str
    category: Category | None
    level: Level
    scheme: Scheme
    issuing_department: Department | None = None
    department_name: str = ""
    department: Department | None = None
    role_name: str = ""
    role: Role | None = None


def propose(document: Document, by: Employee | None, taken: Collection[str] = ()) -> Proposal:
    """What the document suggests; ``taken`` are codes already proposed for others."""
    department = Department.objects.filter(name=document.proposed_department).first()
    issuing = department if by is None or _may_issue(by, department) else by.department
    category = guess_category(document.outline)
    return Proposal(
        title=title_of(document.outline),
        code=next_code(category, issuing, taken),
        category=category,
        level=guess_level(document.outline.title),
        scheme=guess_scheme(document.outline),
        issuing_department=issuing,
        department_name=document.proposed_department,
        department=department,
        role_name=document.proposed_role,
        role=_role(document.proposed_role, department),
    )


def title_of(outline: Outline) -> str:
    """The title, or the first heading's where the text has none."""
    titles = (heading.title for heading in outline.all_headings() if heading.title)
    return (outline.title or next(titles, ""))[:200]


def guess_category(outline: Outline) -> Category | None:
    """By the words of the title, else by those the text uses most."""
    known = {category.slug: category for category in Category.objects.all()}
    title, text = fold(outline.title), fold(joined(outline))
    by_title = (slug for slug in SUBJECTS if any(fold(word) in title for word in SUBJECTS[slug]))
    counts = Counter(
        {slug: sum(text.count(fold(word)) for word in words) for slug, words in SUBJECTS.items()}
    )
    most, count = counts.most_common(1)[0]
    slug = next(by_title, most if count else FALLBACK_SUBJECT)
    return known.get(slug) or next(iter(known.values()), None)


def guess_level(title: str) -> Level:
    folded = fold(title)
    return next(
        (level for ending, level in ENDINGS.items() if folded.endswith(fold(ending))),
        Level.REGULATION,
    )


def guess_scheme(outline: Outline) -> Scheme:
    """The way most clauses are numbered."""
    labels = [clause.label for clause in outline.all_clauses() if clause.label]
    forms = Counter(label.form for text in labels if (label := read_label(text)))
    if not forms:
        return Scheme.AS_WRITTEN
    form, _count = forms.most_common(1)[0]
    if form is Form.ARTICLE:
        simplified = sum("条" in label for label in labels) * 2 > len(labels)
        return Scheme.ARTICLES_PRC if simplified else Scheme.ARTICLES_TW
    return SCHEMES.get(form, Scheme.AS_WRITTEN)


def next_code(
    category: Category | None, department: Department | None, taken: Collection[str] = ()
) -> str:
    """The next free code: OPS-004 after OPS-003, by the prefix the category mostly uses."""
    used = Policy.objects.filter(category=category).values_list("code", flat=True)
    prefix = _usual_prefix(used) or (_prefix_of(department) if department else FALLBACK_PREFIX)
    codes = (
        model.objects.filter(code__startswith=f"{prefix}-").values_list("code", flat=True)
        for model in (Policy, FormerCode)
    )
    numbers = [_number(code, prefix) for code in chain(*codes, taken)]
    return f"{prefix}-{max(numbers, default=0) + 1:03}"


def _number(code: str, prefix: str) -> int:
    match = re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,6}})", code)
    return int(match[1]) if match else 0


def _usual_prefix(codes: Iterable[str]) -> str:
    prefixes = Counter(
        code.rpartition("-")[0] for code in codes if re.fullmatch(r".+-\d{1,6}", code)
    )
    return min(prefixes, key=lambda prefix: (-prefixes[prefix], prefix)) if prefixes else ""


def _prefix_of(department: Department) -> str:
    prefix = re.sub(r"[^A-Z0-9]+", "-", department.code.upper()).strip("-")
    return prefix if re.fullmatch(CODE, prefix) else FALLBACK_PREFIX


def _may_issue(by: Employee, department: Department | None) -> bool:
    return department is not None and department.path.startswith(by.department.path)


def _role(name: str, department: Department | None) -> Role | None:
    """The role of that name; of several, the one of the department the text names."""
    found = Role.objects.filter(name=name).order_by("code") if name else Role.objects.none()
    if department:
        return found.filter(department=department).first() or found.first()
    return found.first()
