"""Two windows at once, a killed process, a board that was away: one truth, nothing missed, nothing twice."""

import asyncio
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection

from oneseal.foundation import clock
from oneseal.foundation.tests.concurrency import in_threads
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.queueing import selectors, services
from oneseal.queueing.boards import Boards, conninfo
from oneseal.queueing.models import Call, Loan, Ticket, Turn
from oneseal.queueing.services import Slotted
from oneseal.queueing.tests import factories
from oneseal.queueing.tests.factories import NINE, Place

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = ("clerk", "second_clerk")


def called_by_two(made: Place) -> list[str]:
    """Both windows call at once."""
    numbers: list[str] = []
    windows = [made.windows["01"], made.windows["02"]]
    actors = [made[who] for who in PEOPLE]

    def call(place: int) -> None:
        with clock.at(NINE):
            ticket = services.call_next(actors[place], windows[place].pk)
        assert ticket is not None
        numbers.append(ticket.number)

    in_threads(2, call)
    return numbers


def test_windows_that_call_at_once_and_boards_that_were_away() -> None:
    made = factories.place()
    made.opened("01"), made.opened("02", "second_clerk")
    for _ in range(3):
        made.ticket()
    assert sorted(called_by_two(made)) == ["A001", "A002"]
    assert list(Call.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4]
    _killed_while_calling(made)
    _boards(made)
    _last_place_of_a_slot(made)
    _lent_by_two_and_while_it_closes(made)


def _killed_while_calling(made: Place) -> None:
    """The process dies between its statements and the commit: nothing of the call remains, and the next one is whole."""
    window, clerk = made.windows["01"], made["clerk"]
    with clock.at(NINE):
        services.skip(clerk, ticket_id=Ticket.objects.get(window=window, state="called").pk)
    before = Call.objects.count()

    def die(_: int) -> None:
        dying = connection.execute_wrapper(_kill_before_commit)
        with dying, clock.at(NINE), pytest.raises(OperationalError):
            services.call_next(clerk, window.pk)

    in_threads(1, die)
    assert (Call.objects.count(), Turn.objects.filter(outcome="").count()) == (before, 1)
    assert Ticket.objects.get(number="A003").state == "waiting"
    with clock.at(NINE):
        called = services.call_next(clerk, window.pk)
    assert called is not None
    assert called.number == "A003"


def _kill_before_commit(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """The server ends the connection as soon as the journal was written, before anybody could commit."""
    done = execute(sql, params, many, context)
    if "foundation_journalentry" in sql:
        pid = context["connection"].connection.info.backend_pid
        with psycopg.connect(conninfo(), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])
    return done


class Screen:
    """A browser: what it was sent, and when it closes."""

    def __init__(self, hall: int, query: str, back: str = "") -> None:
        headers = [(b"last-event-id", back.encode())] if back else []
        self.scope = {
            "type": "http",
            "path": f"/events/{hall}",
            "query_string": query.encode(),
            "headers": headers,
        }
        self.sent = b""
        self.closed = asyncio.Event()
        self.news = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.closed.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent += message.get("body", b"")
        self.news.set()

    def ids(self) -> list[int]:
        return [int(line[4:]) for line in self.sent.decode().splitlines() if line.startswith("id: ")]

    async def until(self, seq: int) -> None:
        async with asyncio.timeout(20):
            while seq not in self.ids():
                self.news.clear()
                await self.news.wait()


def _boards(made: Place) -> None:
    last = Call.objects.order_by("-seq").values_list("seq", flat=True)[0]
    asyncio.run(_watch(made, last))


async def _watch(made: Place, last: int) -> None:
    boards, window = Boards(), made.windows["01"]
    listener = asyncio.create_task(boards._listen())
    other = made.windows["02"]
    away = Screen(made.hall.pk, "after=0", back="2")
    all_of_it, fresh = Screen(made.hall.pk, "after=0"), Screen(made.hall.pk, f"after={last}")
    only = Screen(made.hall.pk, f"after=0&window={other.pk}")
    screens = [away, all_of_it, fresh, only]
    tasks = [asyncio.create_task(boards(each.scope, each.receive, each.send)) for each in screens]
    await all_of_it.until(last)
    await only.until(4 if 4 in await asyncio.to_thread(_of_window, other.pk) else 3)
    while not all(len(feed.screens) == 4 for feed in boards.feeds.values()):
        await asyncio.sleep(0.01)
    clerk = await asyncio.to_thread(lambda: made["clerk"])
    await asyncio.to_thread(_recall, clerk, window.pk)
    for each in (away, all_of_it, fresh):
        await each.until(last + 1)
    for each in screens:
        each.closed.set()
    await asyncio.gather(*tasks)
    listener.cancel()
    assert all_of_it.ids() == list(range(1, last + 2))
    assert away.ids() == list(range(3, last + 2))
    assert fresh.ids() == [last + 1]
    assert only.ids() == await asyncio.to_thread(_of_window, other.pk)


def _of_window(window_id: int) -> list[int]:
    try:
        return list(Call.objects.filter(window=window_id).order_by("seq").values_list("seq", flat=True))
    finally:
        connection.close()


def _recall(clerk: Any, window_id: int) -> None:
    try:
        with clock.at(NINE):
            services.recall(clerk, ticket_id=Ticket.objects.get(window=window_id, state="called").pk)
    finally:
        connection.close()


def _last_place_of_a_slot(made: Place) -> None:
    line, outcomes = made.lines["A"], []
    people = [(made[who], made.house.applicant(who)) for who in ("张伟", "王芳", "李娜")]
    with clock.at(NINE):
        wanted = Slotted(line.pk, factories.later(24 * 60).date(), factories.SLOT)

    def book(place: int) -> None:
        try:
            with clock.at(NINE):
                services.book(people[place][0], wanted, applicant_id=people[place][1])
            outcomes.append("booked")
        except Conflict as error:
            outcomes.append(error.code)
        except Exception as error:  # noqa: BLE001  (compared below)
            outcomes.append(getattr(error, "code", str(error)))

    in_threads(3, book)
    assert sorted(outcomes) == ["booked", "booked", "slot_full"]


def _lent_by_two_and_while_it_closes(made: Place) -> None:
    """One loan for two presses; of lending and closing at once nothing is lent that nobody serves."""
    window, line, outcomes = made.windows["02"], made.lines["B"], list[str]()
    lenders = [made["coordinator"], made["clerk"]]

    def at_nine(act: Callable[[], object]) -> None:
        try:
            with clock.at(NINE):
                act()
            outcomes.append("done")
        except RuleViolation as error:
            outcomes.append(error.code)

    def lend(place: int) -> None:
        at_nine(lambda: services.lend_window(lenders[place], window.pk, line_id=line.pk))

    in_threads(2, lend)
    assert sorted(outcomes) == ["done", "serves_already"]
    with clock.at(NINE):
        assert selectors.loans_now(window).count() == 1
        services.return_line(lenders[0], window.pk, line_id=line.pk)
        services.skip(made["second_clerk"], ticket_id=Ticket.objects.get(window=window, state="called").pk)
    leaver = made["second_clerk"]
    outcomes.clear()
    in_threads(
        2, lambda place: at_nine(lambda: services.close_window(leaver, window.pk)) if place else lend(0)
    )
    assert sorted(outcomes) in [["done", "done"], ["done", "window_closed"]]
    with clock.at(NINE):
        assert selectors.lines_now(window) == [made.lines["A"]]
    assert Loan.objects.filter(window=window, until__gt=NINE).count() == 0
