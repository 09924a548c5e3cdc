"""The tree of departments, kept as paths."""

import pytest
from django.core.exceptions import ValidationError

from regs_portal.people.models import Department
from tests.cast import Cast
from tests.factories import DepartmentFactory


def test_a_subtree_is_the_department_and_all_below(cast: Cast) -> None:
    assert set(Department.objects.subtree(cast.operations)) == {
        cast.operations,
        cast.customer_service,
    }
    assert cast.human_resources not in Department.objects.subtree(cast.operations)


def test_ancestors_run_from_the_root(cast: Cast) -> None:
    assert cast.customer_service.ancestor_ids == [
        cast.company.pk,
        cast.operations.pk,
        cast.customer_service.pk,
    ]
    assert (cast.company.depth, cast.customer_service.depth) == (0, 2)


def test_a_department_takes_those_below_it_along(cast: Cast) -> None:
    cast.operations.parent = cast.human_resources
    cast.operations.save()
    cast.customer_service.refresh_from_db()
    assert cast.customer_service.ancestor_ids[:2] == [cast.company.pk, cast.human_resources.pk]
    assert cast.customer_service in Department.objects.subtree(cast.human_resources)


def test_numbers_that_begin_alike_are_not_one_subtree(cast: Cast) -> None:
    """1/ is not the beginning of 10/, because every key ends with a stroke."""
    one, ten = DepartmentFactory(), DepartmentFactory()
    Department.objects.filter(pk=one.pk).update(path="1000/")
    Department.objects.filter(pk=ten.pk).update(path="10001/")
    one.refresh_from_db()
    assert list(Department.objects.subtree(one)) == [one]


def test_a_department_does_not_stand_below_itself(cast: Cast) -> None:
    cast.operations.parent = cast.customer_service
    with pytest.raises(ValidationError):
        cast.operations.full_clean()
    cast.operations.parent = cast.operations
    with pytest.raises(ValidationError):
        cast.operations.full_clean()
