"""Examiners meet applicants only when it was approved beforehand; other contacts are violations (inventory 3.24)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.hall import selectors, services
from oneseal.hall.models import Meeting
from oneseal.hall.tests import factories
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices.tests.factories import messages_about

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=clock.LOCAL)


@pytest.fixture
def made() -> Iterator[cases.House]:
    """Everything begins on a Monday morning."""
    with clock.at(MONDAY):
        yield cases.house()


def test_asked_approved_held(made: cases.House) -> None:
    case = cases.accepted(made)
    row = factories.asked(made, case)
    assert [each.pk for each in selectors.meetings_waiting(made["deputy_head"])] == [row.pk]
    assert not selectors.meetings_waiting(made["section_head"])
    with pytest.raises(Forbidden, match="不能自己批准"):
        services.answer_meeting(made["section_head"], meeting_id=row.pk, approve=True)
    services.answer_meeting(made["deputy_head"], meeting_id=row.pk, approve=True)
    assert [each for each in messages_about("case", row.case_id) if each.template == "meeting_set"]
    with pytest.raises(RuleViolation, match="还没有到"):
        services.write_minutes(made["reviewer"], meeting_id=row.pk, minutes="谈了")
    with clock.at(MONDAY + timedelta(days=2, minutes=1)):
        with pytest.raises(Forbidden):
            services.write_minutes(made["deputy_head"], meeting_id=row.pk, minutes="谈了")
        services.write_minutes(made["section_head"], meeting_id=row.pk, minutes="核对了图纸原件，一致")
    row.refresh_from_db()
    assert (row.state, row.visitors) == ("held", "张伟")
    assert row.document is not None
    assert row.document.title == "会见记录"


@pytest.mark.parametrize(
    ("changes", "match"),
    [({"days": -1}, "事前备案"), ({"days": 5}, "工作日"), ({"second": "reviewer"}, "两名")],
)
def test_what_cannot_be_asked(made: cases.House, changes: dict[str, object], match: str) -> None:
    case = cases.accepted(made)
    with pytest.raises(RuleViolation, match=match):
        factories.asked(made, case, **changes)


def test_clerks_ask_for_none_and_nothing_after_the_end(made: cases.House) -> None:
    case = cases.accepted(made)
    with pytest.raises(Forbidden, match="会见申请人"):
        services.ask_to_meet(made["clerk"], case_id=case.pk, plan=factories.plan(made))
    with pytest.raises(NotFound):
        services.ask_to_meet(made["investment_reviewer"], case_id=case.pk, plan=factories.plan(made))


def test_not_approved_afterwards(made: cases.House) -> None:
    row = factories.asked(made, cases.accepted(made))
    with clock.at(MONDAY + timedelta(days=3)):
        with pytest.raises(RuleViolation, match="事后补批"):
            services.answer_meeting(made["deputy_head"], meeting_id=row.pk, approve=True)
        with pytest.raises(RuleViolation, match="为什么不同意"):
            services.answer_meeting(made["deputy_head"], meeting_id=row.pk, approve=False)
        services.answer_meeting(made["deputy_head"], meeting_id=row.pk, approve=False, answer="电话说清即可")
        with pytest.raises(Conflict):
            services.answer_meeting(made["deputy_head"], meeting_id=row.pk, approve=True)


def test_called_off_the_applicant_is_told(made: cases.House) -> None:
    row = factories.asked(made, cases.accepted(made), second="second_clerk")
    services.answer_meeting(made["section_head"], meeting_id=row.pk, approve=True)
    with pytest.raises(Forbidden):
        services.call_off_meeting(made["section_head"], meeting_id=row.pk, answer="不用了")
    services.call_off_meeting(made["reviewer"], meeting_id=row.pk, answer="材料已经补来")
    assert [each for each in messages_about("case", row.case_id) if each.template == "meeting_off"]


def test_an_unfiled_contact_is_a_violation(made: cases.House) -> None:
    case = cases.accepted(made)
    said: dict[str, Any] = {"case_id": case.pk, "staff": made.staff("reviewer"), "met_at": clock.now()}
    with pytest.raises(Forbidden):
        services.record_contact(made["reviewer"], **said, found="私下见面")
    with pytest.raises(RuleViolation, match="怎样发现"):
        services.record_contact(made["supervisor"], **said, found=" ")
    row = services.record_contact(made["supervisor"], **said, found="监控显示在停车场交谈")
    assert selectors.meeting_acts(made["bureau_head"], row) == frozenset()
    assert selectors.meeting_counts(made["supervisor"]).unfiled == 1
    assert selectors.meeting_counts(made["investment_head"]).unfiled == 0


def test_pages(made: cases.House, django_assert_max_num_queries: object) -> None:
    case = cases.accepted(made)
    reviewer, deputy = made.client("reviewer"), made.client("deputy_head")
    address = f"/desk/meetings/new/{case.pk}/"
    assert "为什么必须当面谈" in reviewer.get(address).text
    said = {
        "reason": "核对原件",
        "visitors": "张伟",
        "room": "第二洽谈室",
        "second": made.staff("second_clerk"),
    }
    late = reviewer.post(address, {**said, "starts_at": "2026-11-13T10:00"})
    assert late.status_code == 422
    assert "核对原件" in late.text
    assert reviewer.post(address, {**said, "starts_at": "2026-11-18T10:00"}).status_code == 302
    row = Meeting.objects.get()
    deputy.get("/desk/meetings/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert case.number in deputy.get("/desk/meetings/").text
    assert deputy.post(f"/desk/meetings/{row.pk}/decline/", {"answer": ""}).status_code == 422
    assert deputy.post(f"/desk/meetings/{row.pk}/approve/", {"answer": ""}).status_code == 302
    mine = made.client("张伟").get(f"/my/cases/{case.pk}/")
    assert "第二洽谈室" in mine.text
    assert "会见申请人" in reviewer.get(f"/desk/cases/{case.pk}/").text
    contact = made.client("supervisor").post(
        f"/desk/meetings/contact/{case.pk}/",
        {"staff": made.staff("reviewer"), "met_at": "2026-11-13T10:00", "found": "门口交谈"},
    )
    assert contact.status_code == 302
    assert reviewer.get("/desk/meetings/?view=unfiled").status_code == 200
    assert reviewer.post(f"/desk/meetings/{row.pk}/nothing/").status_code == 404
    assert made.client("clerk").get("/desk/meetings/").status_code == 403


def test_an_approved_meeting_is_a_ground_for_the_mask_to_fall() -> None:
    with clock.at(MONDAY):
        made = cases.house(masked=True)
        case = cases.accepted(made)
        row = factories.asked(made, case)
        case.refresh_from_db()
        assert case.masked
        services.answer_meeting(made["deputy_head"], meeting_id=row.pk, approve=True)
        case.refresh_from_db()
        assert (case.masked, case.applicant_name) == (False, "张伟")
        fell = [each for each in entries(Subject("case", case.pk)) if each.kind == "cases.mask_fell"]
        assert [each.data["why"] for each in fell] == ["meeting"]


def test_a_meeting_that_is_not_approved_leaves_the_mask() -> None:
    with clock.at(MONDAY):
        made = cases.house(masked=True)
        case = cases.accepted(made)
        row = factories.asked(made, case)
        services.answer_meeting(made["deputy_head"], meeting_id=row.pk, approve=False, answer="不需要见面")
        case.refresh_from_db()
        assert case.masked
