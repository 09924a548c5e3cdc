"""The pages on which a text is published, postponed, called off, and asked about by two clocks."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from policies import drafting, scheduling
from policies.models import Revision, Status
from policies.text.outline import Clause, Outline
from tests.cast import Cast, approve, next_revision, published_policy
from tests.fixtures import SignIn
from tests.policies.standing import TODAY, Place, standing_at

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def at(revision: Revision, verb: str) -> str:
    return reverse(f"deciding:{verb}", args=[revision.pk])


def coming(cast: Cast) -> Revision:
    first = published_policy(cast, at=timezone.now() - 20 * DAY)
    return next_revision(cast, first, effective_from=TODAY() + 10 * DAY)


def test_the_page_says_what_happens_on_the_day(cast: Cast, as_: SignIn) -> None:
    first = published_policy(cast, at=timezone.now() - 20 * DAY)
    draft = approve(cast, drafting.start_revision(first.policy, cast.editor))
    day = (TODAY() + 30 * DAY).isoformat()
    page = as_(cast.approver).get(at(draft, "publish") + f"?effective_from={day}")
    assert page.status_code == 200
    assert page.context["found"].owing == len(cast.everybody)
    words = page.content.decode()
    assert f'name="effective_from" value="{day}"' in words
    assert str(len(cast.everybody)) in words
    assert Revision.objects.get(pk=draft.pk).status == Status.APPROVED


def test_a_day_that_is_none_is_told(cast: Cast, as_: SignIn) -> None:
    draft = standing_at(cast, Place.APPROVED)
    page = as_(cast.editor).get(at(draft, "publish") + "?effective_from=x")
    assert page.status_code == 422
    assert 'class="error-summary"' in page.content.decode()


def test_what_would_break_elsewhere_is_named(cast: Cast, as_: SignIn) -> None:
    cited = published_policy(cast, at=timezone.now() - 20 * DAY)
    words = Outline(
        "獎懲辦法", clauses=(Clause("第一條", "<p>依《出勤與休假管理辦法》第三條辦理。</p>"),)
    )
    published_policy(cast, "HR-004", words)
    draft = drafting.start_revision(cited.policy, cast.editor)
    drafting.remove_clause(draft, draft.clauses.get(label="第三條").anchor, cast.editor)
    approve(cast, draft)
    page = as_(cast.editor).get(at(draft, "publish"))
    (place,) = page.context["found"].broken
    assert place.revision.policy.code == "HR-004"
    assert "/policies/HR-004/#" in page.content.decode()


@pytest.mark.parametrize("place", [place for place in Place if place != Place.APPROVED])
def test_before_and_after_it_leads_to_the_road(cast: Cast, as_: SignIn, place: Place) -> None:
    revision = standing_at(cast, place)
    answer = as_(cast.editor).get(at(revision, "publish"))
    assert answer["Location"] == at(revision, "road")


def test_a_waived_reference_does_not_hold_it_up(cast: Cast, as_: SignIn) -> None:
    words = Outline("辦法", clauses=(Clause("第一條", "<p>依本辦法第九條辦理。</p>"),))
    draft = approve(cast, drafting.start_policy(
        title="辦法", by=cast.editor, outline=words, code="HR-009",
        category=published_policy(cast).policy.category,
        issuing_department=cast.human_resources,
    ))  # fmt: skip
    editor = as_(cast.editor)
    day = (TODAY() + DAY).isoformat()
    refused = editor.post(at(draft, "publish"), {"effective_from": day})
    assert refused.status_code == 422
    assert 'action="' + at(draft, "waive") in refused.content.decode()
    finding = refused.context["references"][0][0]
    waived = editor.post(at(draft, "waive"), {
        "anchor": finding.anchor, "words": finding.words, "on": day, "reason": "另案增訂",
    })  # fmt: skip
    assert waived.status_code == 302
    assert editor.post(at(draft, "publish"), {"effective_from": day}).status_code == 302


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
class TestRescheduling:
    def test_it_is_said_first_then_done(self, cast: Cast, as_: SignIn, verb: str) -> None:
        revision, editor = coming(cast), as_(cast.editor)
        assert at(revision, verb) in editor.get(at(revision, "road")).content.decode()
        assert editor.get(at(revision, verb)).status_code == 200
        answer = editor.post(at(revision, verb), self.typed(), follow=True)
        assert answer.redirect_chain == [(at(revision, "road"), 302)]
        assert "主管機關函釋未到" in answer.content.decode()

    def test_what_others_cite_of_it_is_named(self, cast: Cast, as_: SignIn, verb: str) -> None:
        first = published_policy(cast, at=timezone.now() - 20 * DAY)
        outline = first.outline()
        added = Clause("第四條", "<p>新增之規定。</p>")
        outline = replace(outline, clauses=(*outline.clauses, added))
        scheduled = next_revision(cast, first, outline, TODAY() + 10 * DAY)
        assert as_(cast.editor).get(at(scheduled, verb)).context["broken"] == ()
        for code, cited in (("HR-004", "第四條"), ("HR-005", "第三條")):
            words = Outline(
                "獎懲辦法",
                clauses=(Clause("第一條", f"<p>依《出勤與休假管理辦法》{cited}辦理。</p>"),),
            )
            published_policy(cast, code, words, TODAY() + 10 * DAY)
        page = as_(cast.editor).get(at(scheduled, verb))
        (place,) = page.context["broken"]
        assert place.revision.policy.code == "HR-004"
        assert "/policies/HR-004/#" in page.content.decode()

    def typed(self, **changed: str) -> dict[str, str]:
        return {
            "to": (TODAY() + 30 * DAY).isoformat(), "reason": "主管機關函釋未到",
        } | changed  # fmt: skip

    def test_bad_input_keeps_what_was_typed(self, cast: Cast, as_: SignIn, verb: str) -> None:
        revision = coming(cast)
        answer = as_(cast.editor).post(at(revision, verb), self.typed(reason=" "))
        assert answer.status_code == 422
        assert 'class="error-summary"' in answer.content.decode()

    def test_who_may(self, cast: Cast, as_: SignIn, verb: str) -> None:
        revision = coming(cast)
        for person in cast.everybody:
            if person in (cast.editor, cast.approver):
                continue
            status = as_(person).post(at(revision, verb), self.typed()).status_code
            assert status in {403, 404}
        revision.refresh_from_db()
        assert revision.effective_from == TODAY() + 10 * DAY
        assert revision.status == Status.PUBLISHED

    def test_the_second_click_is_told(self, cast: Cast, as_: SignIn, verb: str) -> None:
        revision, editor = coming(cast), as_(cast.editor)
        assert editor.post(at(revision, verb), self.typed()).status_code == 302
        again = editor.post(at(revision, verb), self.typed())
        assert again.status_code in {409, 422}
        assert "主管機關函釋未到" in again.content.decode()

    def test_what_is_in_force_has_no_such_page(self, cast: Cast, as_: SignIn, verb: str) -> None:
        revision = published_policy(cast)
        answer = as_(cast.editor).get(at(revision, verb))
        assert answer["Location"] == at(revision, "road")


def test_a_cancelled_text_is_gone_for_readers(cast: Cast, as_: SignIn) -> None:
    revision = coming(cast)
    scheduling.cancel(revision, "不改了", cast.editor)
    reader = as_(cast.employee)
    assert reader.get("/policies/HR-003/v1.1/").status_code == 404
    assert "1.1" not in reader.get("/policies/HR-003/").content.decode()
    assert as_(cast.auditor).get(at(revision, "road")).status_code == 200


class TestClocks:
    address = "/policies/HR-003/clocks/"

    def test_two_days_one_answer(self, cast: Cast, as_: SignIn) -> None:
        revision = coming(cast)
        scheduling.postpone(revision, TODAY() + 20 * DAY, "延後", cast.editor)
        page = as_(cast.auditor).get(
            self.address, {"on": (TODAY() + 12 * DAY).isoformat(), "known": TODAY().isoformat()}
        )
        assert page.context["found"].revision.number == "1.0"
        assert "延後" in page.content.decode()
        early = as_(cast.auditor).get(
            self.address, {"on": TODAY().isoformat(), "known": "2000-01-01"}
        )
        assert early.context["found"] is None

    @pytest.mark.parametrize("known", ["9999-12-31", "0001-01-01"])
    def test_the_first_and_last_day_there_is(self, cast: Cast, as_: SignIn, known: str) -> None:
        coming(cast)
        page = as_(cast.auditor).get(self.address, {"on": known, "known": known})
        assert page.status_code == 200

    def test_bad_days(self, cast: Cast, as_: SignIn) -> None:
        coming(cast)
        assert as_(cast.editor).get(self.address, {"on": "x"}).status_code == 422

    def test_who_may(self, cast: Cast, as_: SignIn) -> None:
        coming(cast)
        for person in cast.everybody:
            office = person.is_reviewer or person.is_hr or person.is_auditor
            expected = 200 if office or person == cast.editor else 403
            assert as_(person).get(self.address).status_code == expected
        assert as_(cast.auditor).get("/policies/XX-1/clocks/").status_code == 404


class TestReadingAsKnown:
    address = "/policies/HR-003/"

    def test_the_words_known_then(self, cast: Cast, as_: SignIn) -> None:
        scheduling.postpone(coming(cast), TODAY() + 20 * DAY, "延後", cast.editor)
        for days, number in ((12, "1.0"), (20, "1.1")):
            day = (TODAY() + days * DAY).isoformat()
            page = as_(cast.auditor).get(self.address, {"on": day, "known": TODAY().isoformat()})
            assert page.status_code == 200
            assert page.context["revision"].number == number
            assert page.context["notice"] in page.content.decode()

    def test_where_no_text_answers_the_clocks_do(self, cast: Cast, as_: SignIn) -> None:
        coming(cast)
        for known in ("2000-01-01", "x"):
            answer = as_(cast.editor).get(self.address, {"on": TODAY().isoformat(), "known": known})
            assert answer.status_code == 302
            assert answer["Location"].startswith("/policies/HR-003/clocks/?on=")

    def test_who_may(self, cast: Cast, as_: SignIn) -> None:
        coming(cast)
        for person, status in ((cast.employee, 403), (cast.auditor, 200), (cast.editor, 200)):
            page = as_(person).get(self.address, {"known": TODAY().isoformat()})
            assert page.status_code == status


def test_the_button_names_the_deed(cast: Cast, as_: SignIn) -> None:
    draft = standing_at(cast, Place.APPROVED)
    day = (TODAY() + 30 * DAY).isoformat()
    page = as_(cast.editor).get(at(draft, "publish"), {"effective_from": day})
    button = page.content.decode().split('<button class="button primary">')[-1]
    assert day in button.split("</button>")[0]
    assert str(len(cast.everybody)) in button.split("</button>")[0]


def test_readers_are_told_the_day_it_has_now(cast: Cast, as_: SignIn) -> None:
    """The banner of the words in force, and the rendition kept of them, follow the day."""
    revision, reader = coming(cast), as_(cast.employee)
    former, later = TODAY() + 10 * DAY, TODAY() + 20 * DAY
    assert former.isoformat() in reader.get("/policies/HR-003/").content.decode()
    scheduling.postpone(revision, later, "延後", cast.editor)
    words = reader.get("/policies/HR-003/").content.decode()
    assert later.isoformat() in words
    assert former.isoformat() not in words
    assert later.isoformat() in reader.get("/policies/HR-003/v1.1/").content.decode()
    scheduling.cancel(revision, "不改了", cast.editor)
    assert later.isoformat() not in reader.get("/policies/HR-003/").content.decode()
