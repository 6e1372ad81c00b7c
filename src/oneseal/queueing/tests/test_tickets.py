"""Tickets from the kiosk to the end of the visit; who is called first."""

from typing import Any

import pytest
from django.test import Client

from oneseal.cases import services as case_services
from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.foundation.telling import sentence
from oneseal.kernel.access import NOBODY
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.queueing import selectors, services
from oneseal.queueing.models import Call, Ticket
from oneseal.queueing.rules.life import Priority
from oneseal.queueing.services import Wish
from oneseal.queueing.tests import factories
from oneseal.queueing.tests.factories import NINE, later

pytestmark = pytest.mark.django_db


def test_a_visit_from_the_ticket_to_the_end() -> None:
    made = factories.place()
    clerk, window = made["clerk"], made.opened()
    first = made.ticket()
    made.ticket(minutes=1)
    assert (first.number, first.estimate) == ("A001", 0)
    with clock.at(later(2)):
        called = services.call_next(clerk, window.pk)
        assert called is not None
        assert called.pk == first.pk
        services.recall(clerk, ticket_id=first.pk)
    with clock.at(later(3)):
        services.begin(clerk, ticket_id=first.pk)
        services.identify(clerk, ticket_id=first.pk, applicant_id=made.house.applicant())
    with clock.at(later(11)):
        done = services.finish(clerk, ticket_id=first.pk)
        assert "一半在 2 分钟内，九成在 2 分钟内（1 人）" in Client().get("/halls/").text
    assert done.state == "done"
    told = [entry.kind.removeprefix("queueing.ticket_") for entry in entries(Subject("ticket", first.pk))]
    assert sorted(told) == sorted(
        ["issued", "called", "recalled", "begun", "queueing.visitor_identified", "served"]
    )
    kinds = list(Call.objects.order_by("seq").values_list("seq", "kind", "number"))
    assert kinds == [
        (1, "open", ""),
        (2, "call", "A001"),
        (3, "recall", "A001"),
        (4, "begin", "A001"),
        (5, "clear", "A001"),
    ]
    visit, waiting = selectors.visits(clock.wall(NINE).date())
    assert (visit.arrived, visit.called, visit.begun, visit.ended) == (NINE, later(2), later(3), later(11))
    assert (visit.window_id, visit.staff_id, visit.outcome) == (window.pk, made.house.staff("clerk"), "done")
    assert (waiting.number, waiting.called) == ("A002", None)


def test_a_number_costs_the_same_however_many_wait(django_assert_max_num_queries: Any) -> None:
    made = factories.place()
    made.opened("01"), made.opened("02", "second_clerk")
    told = [made.ticket().estimate]
    for _ in range(5):
        with django_assert_max_num_queries(13):
            told.append(made.ticket().estimate)
    assert told == [0, 0, 10, 10, 20, 20]


def test_no_minutes_are_told_where_nobody_present_may_serve_the_line(
    django_assert_max_num_queries: Any,
) -> None:
    made = factories.place()
    line, post = made.lines["B"], made.house.cast.posts["window_clerk"]
    line.items.set([made.house.item_id])
    made.opened("01"), made.opened("03", "second_clerk")
    first = made.ticket("B")
    assert first.estimate == 0
    services.leave(NOBODY, ticket_id=first.pk)
    post.item_codes = ["none"]
    post.save()
    with django_assert_max_num_queries(16):
        unserved = made.ticket("B", 1)
    assert (unserved.estimate, made.ticket("A", 1).estimate) == (None, 0)
    with clock.at(later(1)):
        assert services.call_next(made["second_clerk"], made.windows["03"].pk) is None
        assert [state.minutes for state in selectors.line_states(made.hall)] == [10, None]
        shown = Client().get(f"/tickets/{unserved.uid}/").text
        assert ("现在没有窗口办理" in shown, "前面没有人" in shown) == (True, True)
        assert "现在没有窗口办理" in Client().get(f"/boards/{made.hall.pk}/").text
    (entry,) = entries(Subject("ticket", unserved.pk))
    assert sentence(entry.kind, entry.data, "") == "取号 B002，当时没有窗口可以办理"


def test_a_window_calls_its_own_lines_and_whom_care_comes_first() -> None:
    made = factories.place()
    made.ticket()
    made.ticket("B", 1)
    made.ticket(minutes=2, door="guide", wish=Wish(priority=Priority.CARE))
    special, general = made.opened("03"), made.opened("01", "second_clerk")
    with clock.at(later(3)):
        ours = services.call_next(made["clerk"], special.pk)
        theirs = services.call_next(made["second_clerk"], general.pk)
    assert ours is not None
    assert theirs is not None
    assert (ours.number, theirs.number) == ("B001", "A002")


def test_nobody_waiting_gives_nobody() -> None:
    made = factories.place()
    window = made.opened()
    with clock.at(NINE):
        assert services.call_next(made["clerk"], window.pk) is None


def test_skipped_comes_back_near_the_head() -> None:
    made = factories.place()
    clerk, window = made["clerk"], made.opened()
    first = made.ticket()
    for minute in range(1, 10):
        made.ticket(minutes=minute)
    with clock.at(later(10)):
        services.call_next(clerk, window.pk)
        services.skip(clerk, ticket_id=first.pk)
        services.rejoin(clerk, ticket_id=first.pk)
        order = [ticket.number for ticket in selectors.waiting(made.hall)]
    assert order.index("A001") == 4


def test_transferred_and_sent_back() -> None:
    made = factories.place()
    clerk, other = made["clerk"], made["second_clerk"]
    window, special = made.opened(), made.opened("03", "second_clerk")
    ticket = made.ticket()
    with clock.at(later(1)):
        services.call_next(clerk, window.pk)
        services.begin(clerk, ticket_id=ticket.pk)
        services.transfer(clerk, ticket_id=ticket.pk, window_id=special.pk, note="补企业信息")
        assert services.call_next(clerk, window.pk) is None
    with clock.at(later(2)):
        called = services.call_next(other, special.pk)
        assert called is not None
        services.begin(other, ticket_id=ticket.pk)
        services.send_back(other, ticket_id=ticket.pk)
        assert services.call_next(other, special.pk) is None
        again = services.call_next(clerk, window.pk)
    assert again is not None
    assert again.number == "A001"
    outcomes = [visit.outcome for visit in selectors.visits(clock.wall(NINE).date())]
    assert outcomes == ["transferred", "sent_back", ""]


def test_an_application_counts_at_the_window_that_took_it_in() -> None:
    made = factories.place()
    clerk, other, today = made["clerk"], made["second_clerk"], clock.wall(NINE).date()
    window, special = made.opened(), made.opened("03", "second_clerk")
    ticket = made.ticket()
    with clock.at(later(1)):
        services.call_next(clerk, window.pk)
        services.begin(clerk, ticket_id=ticket.pk)
        services.identify(clerk, ticket_id=ticket.pk, applicant_id=made.house.applicant())
    with clock.at(later(3)):
        taken = _taken_in(made)
    with clock.at(later(5)):
        services.transfer(clerk, ticket_id=ticket.pk, window_id=special.pk)
        services.call_next(other, special.pk)
        online = cases.submitted(made.house, "王芳")
    with clock.at(later(8)):
        services.begin(other, ticket_id=ticket.pk)
        services.link_case(other, ticket_id=ticket.pk, case_id=online.pk)
        services.finish(other, ticket_id=ticket.pk)
    found = selectors.hall_counts(clerk, made.hall.pk, today, today)
    assert [(each.name, each.taken, each.others) for each in found.windows] == [("01", 1, 0), ("03", 0, 1)]
    named = [
        entry for entry in entries(Subject("ticket", ticket.pk)) if entry.kind == "queueing.case_handled"
    ]
    assert [entry.data["case"] for entry in named] == [taken, online.pk]


def _taken_in(made: factories.Place) -> int:
    """An application that the clerk takes in at the window."""
    clerk, house = made["clerk"], made.house
    case = case_services.start_draft(
        clerk, item_id=house.item_id, applicant_id=house.applicant(), channel="window"
    )
    case_services.save_draft(clerk, case_id=case.pk, data=cases.FORM)
    case_services.add_material(clerk, case_id=case.pk, code="application", source="window", paper_copies=1)
    return case_services.submit_case(clerk, case_id=case.pk, declared=True).pk


def test_a_window_takes_one_after_the_other() -> None:
    made = factories.place()
    window = made.opened()
    made.ticket(), made.ticket()
    with clock.at(NINE):
        services.call_next(made["clerk"], window.pk)
        with pytest.raises(Conflict, match="还有一位"):
            services.call_next(made["clerk"], window.pk)
        with pytest.raises(Conflict, match="窗口前还有人"):
            services.close_window(made["clerk"], window.pk)


def test_refused_tickets() -> None:
    made = factories.place()
    with pytest.raises(RuleViolation, match="不开放"):
        made.ticket(minutes=190)
    with pytest.raises(Forbidden, match="引导台"):
        made.ticket(wish=Wish(priority=Priority.GREEN))
    with clock.at(NINE), pytest.raises(Forbidden, match="工作人员"):
        services.issue_ticket(made["张伟"], hall_id=made.hall.pk, line_id=made.lines["A"].pk, door="window")
    wish = Wish(applicant_id=made.house.applicant("王芳"))
    with clock.at(NINE), pytest.raises(Forbidden, match="本人"):
        services.issue_ticket(
            made["张伟"], hall_id=made.hall.pk, line_id=made.lines["A"].pk, door="phone", wish=wish
        )
    assert not Ticket.objects.exists()


def test_a_ticket_from_the_phone_is_called_after_arrival_only() -> None:
    made = factories.place()
    window, citizen = made.opened(), made["张伟"]
    wish = Wish(applicant_id=made.house.applicant())
    with clock.at(NINE):
        ticket = services.issue_ticket(
            citizen, hall_id=made.hall.pk, line_id=made.lines["A"].pk, door="phone", wish=wish
        )
        with pytest.raises(Conflict, match="已经有号"):
            services.issue_ticket(
                citizen, hall_id=made.hall.pk, line_id=made.lines["A"].pk, door="phone", wish=wish
            )
        assert services.call_next(made["clerk"], window.pk) is None
    made.ticket(minutes=5)
    with clock.at(later(20)):
        with pytest.raises(RuleViolation, match="签到码"):
            services.check_in(citizen, ticket_id=ticket.pk, code="000000")
        services.check_in(citizen, ticket_id=ticket.pk, code=services.hall_code(made.hall.pk))
        called = services.call_next(made["clerk"], window.pk)
    assert called is not None
    assert called.pk == ticket.pk


def test_nobody_opens_a_window_without_certificate_or_post() -> None:
    made = factories.place()
    staff, clerk = made.house.cast.staff["clerk"], made["clerk"]
    staff.certificates.update(expires_on=clock.wall(NINE).date().replace(day=1))
    with clock.at(NINE), pytest.raises(RuleViolation, match="证书"):
        services.open_window(clerk, made.windows["01"].pk)
    window = made.windows["02"]
    window.post = made.house.cast.posts["market_reviewer"]
    window.save()
    with pytest.raises(RuleViolation, match="岗位"):
        made.opened("02", "second_clerk")
    with pytest.raises(Forbidden):
        made.opened("01", "coordinator")
