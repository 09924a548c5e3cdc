"""Files an auditor takes away: every column right, nothing that a spreadsheet would run."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import timezone, translation

from acknowledgements.acknowledging import official_sentence
from acknowledgements.assigning import assign_audience
from acknowledgements.exports import csv as as_csv
from acknowledgements.exports import xlsx as as_xlsx
from acknowledgements.exports.sheet import headings, rows
from acknowledgements.populations import population
from policies.models import Revision
from regs_portal.people.models import Employee
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, next_revision, published_policy
from tests.factories import EmployeeFactory

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)
CORPUS = Path(__file__).parents[2].parent / "shared/corpora/xss-csv-dev/csv_injection.json"
DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
]


@pytest.fixture
def revision(cast: Cast) -> Revision:
    """Due 6 days ago: one acknowledged 4 days late, nine overdue."""
    past = timezone.now() - 20 * DAY
    made = published_policy(cast, at=past)
    assign_audience(made, at=past)
    accept(made, cast.employee, at=timezone.now() - 2 * DAY, seconds_open=75)
    return made


def read_csv(revision: Revision) -> list[dict[str, str]]:
    lines = as_csv.lines(rows(revision, population(revision, TODAY()), TODAY()))
    written = "".join(lines).encode()
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def read_xlsx(revision: Revision) -> Any:
    file = io.BytesIO()
    as_xlsx.write(rows(revision, population(revision, TODAY()), TODAY()), file)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue())).active


def rename(person: Employee, name: str) -> None:
    Employee.objects.filter(pk=person.pk).update(name=name)


@translation.override("en")
def test_every_column_of_who_has(cast: Cast, revision: Revision) -> None:
    found = next(row for row in read_csv(revision) if row["Employee number"] == "A001")
    assert found == {
        "Code": "HR-003",
        "Revision": "1.0",
        "Title": revision.title,
        "Digest": revision.digest,
        "Employee number": "A001",
        "Name": "林客服",
        "Department when assigned": "客戶服務課",
        "Hired on": "2020-01-01",
        "Last day": "",
        "Assigned at": found["Assigned at"],
        "Due on": (TODAY() - 6 * DAY).isoformat(),
        "State": "Acknowledged",
        "Acknowledged at": found["Acknowledged at"],
        "Days late": "4",
        "Sentence accepted": found["Sentence accepted"],
        "Seconds open": "75",
        "How": "On screen, signed in",
        "Objection": "",
        "Asked because": "Published",
        "By the rule": "Everyone",
    }
    assert found["Assigned at"].startswith((TODAY() - 20 * DAY).isoformat())
    assert found["Acknowledged at"].startswith((TODAY() - 2 * DAY).isoformat())
    assert found["Acknowledged at"].endswith("+08:00")
    with translation.override("zh-hant"):
        assert found["Sentence accepted"] == official_sentence(revision)


@translation.override("en")
def test_every_column_of_who_has_not(cast: Cast, revision: Revision) -> None:
    Employee.objects.filter(pk=cast.outsider.pk).update(left_on=TODAY())
    found = next(row for row in read_csv(revision) if row["Employee number"] == "A009")
    assert found["State"] == "Overdue"
    assert found["Days late"] == "6"
    assert found["Digest"] == revision.digest
    assert found["Last day"] == TODAY().isoformat()
    for empty in ("Acknowledged at", "Sentence accepted", "Seconds open"):
        assert found[empty] == ""


@translation.override("en")
def test_the_name_is_the_one_signed_with(cast: Cast, revision: Revision) -> None:
    rename(cast.employee, "林改名")
    rename(cast.outsider, "吳改名")
    names = [row["Name"] for row in read_csv(revision)]
    assert "林客服" in names
    assert "吳改名" in names


def test_evidence_of_another_revision_is_not_mixed_in(cast: Cast, revision: Revision) -> None:
    newer = next_revision(cast, revision)
    assign_audience(newer)
    accept(newer, cast.hr)
    for one, signer in ((revision, "A001"), (newer, "A006")):
        found = list(rows(one, population(one, TODAY()), TODAY()))
        assert len(found) == 11
        assert [row[4] for row in found if row[12]] == [signer]


@pytest.mark.parametrize("words", DANGEROUS)
def test_what_begins_like_a_formula_is_made_harmless(words: str) -> None:
    assert as_csv.harmless(words) == f"'{words}"


@pytest.mark.parametrize("words", ["", "王人資", "1+1", "a=b", "HR-003", "'=1", "2026-03-01"])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert as_csv.harmless(words) == words


def test_a_number_of_days_is_no_formula(revision: Revision) -> None:
    for row in read_csv(revision):
        assert not any(cell.startswith(as_csv.FORMULA_BEGINS) for cell in row.values())


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_a_name_that_is_a_formula(cast: Cast, revision: Revision, words: str) -> None:
    rename(cast.outsider, words)
    assert f"'{words}" in read_csv(revision)[8].values()
    cell = read_xlsx(revision).cell(10, 6)
    assert (cell.value, cell.data_type) == (words, "s")


def test_every_known_attack_is_harmless(cast: Cast, revision: Revision) -> None:
    if not CORPUS.exists():
        pytest.skip("needs ../shared/corpora/xss-csv-dev, which is not on this machine")
    attacks = json.loads(CORPUS.read_text())
    for attack in attacks:
        EmployeeFactory(name=attack[:100], department=cast.operations)
    other = published_policy(cast, "HR-004")
    assign_audience(other)
    written = {cell for row in read_csv(other) for cell in row.values()}
    for attack in attacks:
        assert as_csv.harmless(attack[:100]) in written
    assert not any(cell.startswith(as_csv.FORMULA_BEGINS) for cell in written)
    sheet = read_xlsx(other)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    assert {attack[:100] for attack in attacks} <= {cell.value for cell in sheet["F"]}


def test_commas_quotes_and_line_breaks_stay_in_their_cell(cast: Cast, revision: Revision) -> None:
    words = 'a,"b"\nc;d'
    rename(cast.outsider, words)
    assert words in read_csv(revision)[8].values()


def test_the_workbook_holds_the_same(cast: Cast, revision: Revision) -> None:
    sheet = read_xlsx(revision)
    assert [cell.value for cell in sheet[1]] == list(headings())
    assert (sheet.max_row, sheet.max_column) == (12, len(headings()))
    signed = [cell.value for cell in sheet[2]]
    assert signed[4:7] == ["A001", "林客服", "客戶服務課"]
    assert signed[7] == dt.datetime(2020, 1, 1)  # noqa: DTZ001  (a workbook knows no zones)
    assert signed[10].date() == TODAY() - 6 * DAY
    assert signed[12].date() == TODAY() - 2 * DAY
    assert signed[13:16] == [4, read_csv(revision)[0][headings()[14]], 75]
    assert sheet.freeze_panes == "A2"


def test_a_file_of_nobody_has_its_heading(cast: Cast) -> None:
    revision = published_policy(cast)
    assert read_csv(revision) == []
    assert read_xlsx(revision).max_row == 1


def test_one_query_however_many(
    cast: Cast, revision: Revision, django_assert_num_queries: Any
) -> None:
    EmployeeFactory.create_batch(30, department=cast.operations)
    other = published_policy(cast, "HR-004")
    assign_audience(other)
    for pk, size in ((revision.pk, 11), (other.pk, 41)):
        one = Revision.objects.select_related("policy").get(pk=pk)
        with django_assert_num_queries(1):
            assert len(list(rows(one, population(one, TODAY()), TODAY()))) == size
