"""Courses with their sessions, and the bureau's own rules."""

from datetime import timedelta

import pytest

from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.notices.tests.factories import messages_about
from oneseal.training import selectors, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> cases.House:
    return cases.house()


def test_a_session_from_plan_to_attendance(made: cases.House) -> None:
    head, now = made["section_head"], clock.now()
    course = services.keep_course(head, title="一次性告知怎么写", hours=4, audience="窗口人员")
    with pytest.raises(Conflict, match="同名课程"):
        services.keep_course(head, title="一次性告知怎么写", hours=2)
    asked = [made.staff("clerk"), made.staff("second_clerk")]
    session = services.plan_session(
        head,
        course_id=course.pk,
        starts_at=now + timedelta(hours=1),
        place="三楼培训室",
        teacher="政策法规科",
        staff=asked,
    )
    services.remind_of_session(session.pk)
    services.remind_of_session(session.pk)
    told = [each.template for each in messages_about("training_session", session.pk)]
    assert sorted(told) == ["training_due"] * 2 + ["training_planned"] * 2
    with pytest.raises(RuleViolation, match="还没有开课"):
        services.hold_session(head, session_id=session.pk, came=asked)
    with clock.at(now + timedelta(hours=2)):
        with pytest.raises(RuleViolation, match="只能登记参加人"):
            services.hold_session(head, session_id=session.pk, came=[made.staff("reviewer")])
        services.hold_session(head, session_id=session.pk, came=asked[:1])
        with pytest.raises(Conflict):
            services.call_off_session(head, session_id=session.pk, reason="下雨")
        assert selectors.own_record(made["clerk"]).hours == 4
        assert selectors.own_record(made["second_clerk"]).hours == 0
    row = selectors.session_list(head, {}).rows[0]
    assert (row.asked, row.came) == (2, 1)  # type: ignore[attr-defined]
    with pytest.raises(Forbidden):
        services.keep_course(made["clerk"], title="自己的课", hours=1)


def test_everybody_confirms_each_version(made: cases.House) -> None:
    boss, clerk, today = made["bureau_head"], made["clerk"], clock.today()
    first = services.publish_regulation(
        boss, title="考勤管理制度", kind="attendance", text="第一条 按时到岗。", effective_on=today
    )
    assert [each.pk for each in selectors.unread(clerk)] == [first.pk]
    services.confirm_read(clerk, version_id=first.pk)
    services.confirm_read(clerk, version_id=first.pk)
    assert not selectors.unread(clerk).exists()
    assert "周敏" not in selectors.not_read_by(boss, first)
    with pytest.raises(RuleViolation, match="晚于上一版"):
        services.publish_regulation(
            boss, title="考勤管理制度", kind="attendance", text="第二版", effective_on=today
        )
    second = services.publish_regulation(
        boss,
        title="考勤管理制度",
        kind="attendance",
        text="第二版",
        effective_on=today + timedelta(7),
        regulation_id=first.regulation_id,
    )
    assert second.number == 2
    ruled = selectors.regulations(clerk)[0]
    assert (ruled.current, ruled.coming, ruled.to_read) == (first, second, second)
    later = selectors.regulations(clerk, today + timedelta(7))[0]
    assert (later.current, later.coming) == (second, None)
    with pytest.raises(Forbidden):
        services.publish_regulation(clerk, title="我的制度", kind="other", text="……", effective_on=today)


def test_a_session_of_tomorrow_is_found_and_a_cancelled_one_told(made: cases.House) -> None:
    head = made["section_head"]
    course = services.keep_course(head, title="窗口礼仪", hours=1)
    tomorrow = clock.now() + timedelta(days=1)
    row = services.plan_session(
        head,
        course_id=course.pk,
        starts_at=tomorrow,
        place="一楼",
        teacher="办公室",
        staff=[made.staff("clerk")],
    )
    assert selectors.sessions_tomorrow(clock.today()) == [row.pk]
    services.call_off_session(head, session_id=row.pk, reason="老师有事")
    assert selectors.sessions_tomorrow(clock.today()) == []
    services.remind_of_session(row.pk)
    told = {each.template for each in messages_about("training_session", row.pk)}
    assert told == {"training_planned", "training_called_off"}
