"""A day's scores from recorded facts, marks, appeals, the ranking and the bulletin."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.appraisal import selectors, services
from oneseal.appraisal.models import Bulletin, DailyScore
from oneseal.appraisal.rules.scoring import Mark, Origin, Part, Scheme
from oneseal.appraisal.tests import factories
from oneseal.appraisal.tests.factories import at, scored, workday
from oneseal.cases.selectors import voices
from oneseal.cases.services import Visit, evaluate_visit, void_evaluation
from oneseal.cases.tests import factories as cases
from oneseal.foundation import calendars, clock
from oneseal.identity.services import create_client
from oneseal.identity.tests import factories as identity
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices.tests.factories import messages_about
from oneseal.queueing import services as tickets
from oneseal.queueing.tests import factories as queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> cases.House:
    return factories.house()


def score_of(made: cases.House, who: str, day: date) -> DailyScore:
    return DailyScore.objects.get(staff=made.staff(who), day=day)


def part(row: DailyScore, name: str) -> tuple[int, int]:
    line = next(each for each in row.parts if each["part"] == name)
    return line["got"], line["count"]


def test_a_day_counts_what_was_done_and_is_published_once(made: cases.House) -> None:
    day = workday()
    with clock.at(at(day)):
        cases.accepted(made)
    assert services.score_day(bureau_id=made.bureau_id, day=day) == 2
    assert services.score_day(bureau_id=made.bureau_id, day=day) == 0
    assert part(score_of(made, "clerk", day), Part.SERVICE) == (30, 1)
    assert part(score_of(made, "second_clerk", day), Part.SERVICE) == (0, 0)
    best = selectors.board(made["reviewer"], day)[0]
    assert best.row.staff_id == made.staff("clerk")


def test_neither_today_nor_a_holiday_is_scored(made: cases.House) -> None:
    assert services.score_day(bureau_id=made.bureau_id, day=clock.today()) == 0
    sunday = clock.today() - timedelta(days=(clock.today().weekday() + 1) % 7 or 7)
    assert services.score_day(bureau_id=made.bureau_id, day=sunday) == 0
    assert not DailyScore.objects.exists()


def test_leave_is_no_absence_and_an_absence_costs_attendance_and_service(made: cases.House) -> None:
    day, watcher = workday(), made["supervisor"]
    services.mark_day(watcher, staff=made.staff("clerk"), day=day, mark=Mark.LEAVE)
    services.mark_day(watcher, staff=made.staff("second_clerk"), day=day, mark=Mark.ABSENT, note="未请假")
    assert services.score_day(bureau_id=made.bureau_id, day=day) == 1
    assert score_of(made, "second_clerk", day).score == 500
    services.mark_day(watcher, staff=made.staff("second_clerk"), day=day, mark=Mark.PRESENT)
    assert score_of(made, "second_clerk", day).score == 700
    services.mark_day(watcher, staff=made.staff("second_clerk"), day=day, mark=Mark.DUTY)
    assert not DailyScore.objects.filter(day=day).exists()


def test_who_marks_and_whom(made: cases.House) -> None:
    with pytest.raises(Forbidden):
        services.mark_day(made["clerk"], staff=made.staff("second_clerk"), day=workday(), mark=Mark.LATE)
    with pytest.raises(Forbidden, match="自己的考勤"):
        services.mark_day(made["supervisor"], staff=made.staff("supervisor"), day=workday(), mark=Mark.LATE)
    later = clock.today() + timedelta(1)
    with pytest.raises(RuleViolation, match="以后的日子"):
        services.mark_day(made["supervisor"], staff=made.staff("clerk"), day=later, mark=Mark.LATE)


def test_recorded_seats_propose_and_the_centre_confirms_or_says_why() -> None:
    place = queue.place()
    house, keeper, day = place.house, place["coordinator"], clock.wall(queue.NINE).date()
    clerk, second = house.staff("clerk"), house.staff("second_clerk")
    for number, who in (("01", clerk), ("02", second)):
        window = place.windows[number].pk
        with clock.at(queue.NINE - timedelta(days=1)):
            tickets.plan_seat(
                keeper, window_id=window, staff_id=who, starts=queue.NINE, ends=queue.later(180)
            )
    taken = place.opened("01", minutes=25)
    with clock.at(queue.later(180)):
        tickets.close_window(place["clerk"], taken.pk)
    with clock.at(queue.NINE + timedelta(days=1)):
        assert selectors.to_confirm(house.bureau_id, day) == {clerk: Mark.LATE, second: Mark.ABSENT}
        services.score_day(bureau_id=house.bureau_id, day=day)
        assert score_of(house, "clerk", day).parts[0]["origin"] == Origin.PENDING
        assert part(score_of(house, "clerk", day), Part.ATTENDANCE) == (200, 0)
        assert services.ask_to_confirm(bureau_id=house.bureau_id, day=day) == 2
        said: dict[str, Any] = {"staff": second, "day": day, "mark": Mark.DUTY}
        with pytest.raises(RuleViolation, match="写明原因"):
            services.mark_day(keeper, **said)
        services.mark_day(keeper, **said, note="当天送件到乡镇，有派车单")
        with pytest.raises(Forbidden):
            services.confirm_marks(place["clerk"], day=day)
        assert (services.confirm_marks(keeper, day=day), services.confirm_marks(keeper, day=day)) == (1, 0)
    score = score_of(house, "clerk", day)
    assert (score.parts[0]["origin"], part(score, Part.ATTENDANCE)) == (Origin.CONFIRMED, (150, 1))
    assert not DailyScore.objects.filter(staff=second).exists()
    assert {each.template for each in messages_about("score_day", house.bureau_id)} == {"marks_waiting"}


def test_an_appeal_is_answered_by_somebody_else_and_corrects_one_part(made: cases.House) -> None:
    day = workday()
    services.mark_day(made["supervisor"], staff=made.staff("clerk"), day=day, mark=Mark.LATE)
    scored(made)
    row = score_of(made, "clerk", day)
    with pytest.raises(Forbidden):
        services.appeal_score(made["second_clerk"], score_id=row.pk, reason="替她申诉")
    appeal = services.appeal_score(made["clerk"], score_id=row.pk, reason="当天到窗口前先去送件")
    with pytest.raises(Conflict, match="已经申诉"):
        services.appeal_score(made["clerk"], score_id=row.pk, reason="再来一次")
    said: dict[str, Any] = {
        "appeal_id": appeal.pk,
        "upheld": True,
        "answer": "监控证实按时到岗",
        "part": Part.ATTENDANCE,
        "points": 20,
    }
    with pytest.raises(Forbidden, match="没有经手"):
        services.answer_appeal(made["supervisor"], **said)
    with pytest.raises(RuleViolation, match="更正后的分数"):
        services.answer_appeal(made["bureau_head"], **{**said, "points": 21})
    services.answer_appeal(made["bureau_head"], **said)
    row.refresh_from_db()
    assert (row.score, row.corrected) == (700, True)
    with pytest.raises(Conflict):
        services.answer_appeal(made["bureau_head"], **said)
    services.mark_day(made["coordinator"], staff=made.staff("clerk"), day=day, mark=Mark.ABSENT)
    row.refresh_from_db()
    assert row.score == 700


@pytest.mark.parametrize(("late", "allowed"), [(0, True), (1, False)])
def test_one_may_appeal_for_five_working_days(made: cases.House, late: int, allowed: bool) -> None:
    with clock.at(at(workday(5 + late))):
        day = scored(made)
    row = score_of(made, "clerk", day)
    if allowed:
        services.appeal_score(made["clerk"], score_id=row.pk, reason="有误")
    else:
        with pytest.raises(RuleViolation, match="申诉期已过"):
            services.appeal_score(made["clerk"], score_id=row.pk, reason="有误")


def test_new_weights_hold_from_a_later_day(made: cases.House) -> None:
    head, day = made["bureau_head"], workday(2)
    services.set_scheme(head, Scheme(target=1), effective_on=day, cc=["市政府分管领导", " "])
    with clock.at(at(day)):
        cases.accepted(made)
    services.score_day(bureau_id=made.bureau_id, day=day)
    assert part(score_of(made, "clerk", day), Part.SERVICE) == (300, 1)
    with pytest.raises(RuleViolation, match="晚于"):
        services.set_scheme(head, Scheme(), effective_on=day)
    with pytest.raises(RuleViolation, match="合计应为100"):
        services.set_scheme(head, Scheme(service=31), effective_on=clock.today())
    with pytest.raises(Forbidden):
        services.set_scheme(made["clerk"], Scheme(), effective_on=clock.today())
    assert selectors.schemes(head)[0].cc == ["市政府分管领导"]


def test_the_month_is_ranked_and_its_bulletin_goes_out_once(made: cases.House) -> None:
    first, last = selectors.span_of(clock.today().replace(day=1) - timedelta(days=1))
    services.set_scheme(made["bureau_head"], Scheme(days=1), effective_on=first, cc=["市政府督查室"])
    for day in (first + timedelta(n) for n in range(10)):
        services.score_day(bureau_id=made.bureau_id, day=day)
    with pytest.raises(RuleViolation, match="还没有结束"):
        services.issue_bulletin(made["bureau_head"], month=clock.today())
    with clock.at(at(last)), pytest.raises(RuleViolation, match="还没有结束"):
        services.issue_bulletin(made["bureau_head"], month=first)
    row = services.issue_bulletin(made["bureau_head"], month=first)
    document = row.document
    assert document is not None
    assert "考" in document.number
    said = {fact["name"]: fact["value"] for fact in document.data["facts"]}
    assert said["抄报"] == "市政府督查室"
    assert [each["rank"] for each in Bulletin.objects.get().rows] == [1, 1]
    with pytest.raises(Conflict, match="已经印发"):
        services.issue_bulletin(made["bureau_head"], month=first)
    assert selectors.may_open_bulletin(made["clerk"], row.pk)
    assert not selectors.may_open_bulletin(made["张伟"], row.pk)


def sent(made: cases.House) -> Bulletin:
    """Last month's bulletin: to the bureau itself, copied to a department with a liaison and to an office without."""
    identity.make_department(made.cast, "云岭市市场监督管理局", "liaison", "罗联")
    first = clock.today().replace(day=1) - timedelta(days=1)
    head = made["bureau_head"]
    services.set_scheme(
        head,
        Scheme(days=1),
        effective_on=first.replace(day=1),
        cc=["云岭市市场监督管理局", "市政府督查室"],
    )
    for day in (first - timedelta(n) for n in range(6)):
        services.score_day(bureau_id=made.bureau_id, day=day)
    return services.issue_bulletin(head, month=first)


def test_a_unit_signs_for_its_bulletin_and_is_reminded(made: cases.House) -> None:
    row = sent(made)
    office, liaison = made["coordinator"], made["liaison"]
    own, market, paper = selectors.copies_of(row)
    assert (market.told, paper.told) == ([made.staff("liaison")], [])
    assert made.staff("bureau_head") in own.told
    assert [each.pk for each in selectors.deliveries_waiting(liaison)] == [market.pk]
    assert paper in selectors.deliveries_waiting(office)
    assert selectors.may_open_bulletin(liaison, row.pk)
    with pytest.raises(NotFound):
        services.sign_bulletin(liaison, delivery_id=own.pk)
    with pytest.raises(Forbidden, match="自己签收"):
        services.sign_bulletin(office, delivery_id=market.pk)
    assert services.remind_units(office, bulletin_id=row.pk) == 0
    with clock.at(at(calendars.current().add_workdays(clock.today(), 2).day)):
        assert services.remind_late(bureau_id=made.bureau_id) == 2
        assert services.remind_late(bureau_id=made.bureau_id) == 0
    page = made.client("liaison")
    assert page.post(f"/desk/bulletins/{market.pk}/sign/").status_code == 302
    assert "已签收" in page.get(f"/desk/bulletins/{market.pk}/").content.decode()
    with pytest.raises(Conflict):
        services.sign_bulletin(liaison, delivery_id=market.pk)
    told = {each.template for each in messages_about("bulletin", row.pk)}
    assert told == {"month_confirmed", "bulletin_sent", "bulletin_unsigned"}


def test_a_bulletin_from_before_copies_is_sent_once(made: cases.House) -> None:
    row = sent(made)
    row.deliveries.all().delete()
    desk, ranked = made.client("coordinator"), f"/desk/appraisal/ranking/?month={row.month:%Y-%m}"
    path = f"/desk/bulletins/send/{row.pk}/"
    assert path in desk.get(ranked).content.decode()
    assert path not in made.client("clerk").get(ranked).content.decode()
    assert made.client("clerk").post(path).status_code == 403
    assert desk.post(path).status_code == 302
    assert [each.state for each in selectors.copies_of(row)] == ["sent", "sent", "by_hand"]
    assert path not in desk.get(ranked).content.decode()
    with pytest.raises(Conflict):
        services.send_bulletin(made["coordinator"], bulletin_id=row.pk)
    with pytest.raises(NotFound):
        services.send_bulletin(made["coordinator"], bulletin_id=row.pk + 1)


def test_a_bulletin_goes_by_hand_where_nobody_has_an_account(made: cases.House) -> None:
    row = sent(made)
    paper = selectors.copies_of(row)[2]
    desk = made.client("coordinator")
    given = {"to": "", "how": "机要交换", "on": clock.today().isoformat()}
    path = f"/desk/bulletins/{paper.pk}/"
    assert desk.post(f"{path}hand/", given).status_code == 422
    assert desk.post(f"{path}hand/", {**given, "to": "陈收发"}).status_code == 302
    assert desk.post(f"{path}hand/", {**given, "to": "陈收发"}).status_code == 422
    assert "陈收发" in desk.get(f"/desk/appraisal/ranking/?month={row.month:%Y-%m}").content.decode()
    assert made.client("clerk").get(path).status_code == 404


def test_visits_at_the_window_are_services() -> None:
    place = queue.place()
    window = place.opened()
    for minutes in (1, 2):
        ticket = place.ticket(minutes=minutes)
        with clock.at(queue.later(minutes * 10)):
            tickets.call_next(place["clerk"], window.pk)
            tickets.begin(place["clerk"], ticket_id=ticket.pk)
        with clock.at(queue.later(minutes * 10 + 5)):
            tickets.finish(place["clerk"], ticket_id=ticket.pk)
    day = clock.wall(queue.NINE).date()
    with clock.at(queue.NINE + timedelta(days=1)):
        services.score_day(bureau_id=place.house.bureau_id, day=day)
    assert part(score_of(place.house, "clerk", day), Part.SERVICE) == (60, 2)


def test_visits_judged_count_for_who_served_and_what_was_put_aside_for_nobody(made: cases.House) -> None:
    day, clerk = workday(), made.staff("clerk")
    with clock.at(at(day)):
        for ticket in range(1, 4):
            visit = Visit(
                ticket, made.bureau_id, made.cast.staff["clerk"].section_id, "企业开办", "大厅", "3", [clerk]
            )
            row = evaluate_visit(visit, level=ticket)
    void_evaluation(made["supervisor"], evaluation_id=row.pk, reason="调看录像，是工作人员代评")
    assert voices(made.bureau_id, day, day) == {clerk: (1, 2)}


def test_the_dispatching_units_system_reads_the_month(made: cases.House) -> None:
    day = scored(made)
    until = clock.today() + timedelta(days=30)
    doors = [
        create_client(made["administrator"], name=scope, scopes=[scope], expires_on=until)[1]
        for scope in ("appraisal:read", "cases:read")
    ]
    mine, other = (Client(headers={"Authorization": f"Bearer {token}"}) for token in doors)
    page = f"/api/v1/appraisal/months/{day:%Y-%m}"
    found = mine.get(page).json()
    assert (found["bulletin"], len(found["scores"])) == ("", 2)
    assert found["scores"][0]["days"] == 1
    assert mine.get("/api/v1/appraisal/months/2020-13").status_code == 422
    assert other.get(page).status_code == 403
