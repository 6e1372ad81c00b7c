"""Who was where in the hall: a planned day at the windows with one late and one early, guides and what they did
(3.25, 3.26)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from oneseal.demo.advance import ActorInPost
from oneseal.foundation import calendars, clock
from oneseal.guides import selectors as guides
from oneseal.guides import services
from oneseal.kernel.access import Actor
from oneseal.queueing import selectors as queueing
from oneseal.queueing import services as windows

SEATS = (
    ("02", 2, time(9, 24), time(17, 0)),
    ("05", 3, time(8, 58), time(16, 20)),
)
"""Window, place among the window clerks, when opened and closed; planned from nine to five."""
GUIDE = 1
"""The window clerk who guides."""
DONE = ("walk", "A007 领到 03 号窗口，老人行动不便", "已领到，等候时给了座位")


def load_guiding(bureau_id: int, post: ActorInPost) -> int:
    """The last working day as it was planned and as it was; guides of that day and of the next; how many shifts."""
    keeper = post(bureau_id, "coordinator", 0)
    hall = next(iter(queueing.halls_in_use(keeper)), None)
    if hall is None or guides.visible_shifts(keeper).exists():
        return 0
    day = calendars.current().latest_workday(clock.today() - timedelta(days=1))
    numbers = {each.number: each.pk for each in queueing.windows(hall)}
    clerks = {number: post(bureau_id, "window_clerk", place) for number, place, _, _ in SEATS}
    guide = post(bureau_id, "window_clerk", GUIDE)
    with clock.at(_at(day - timedelta(days=1), time(16))):
        for number, clerk in clerks.items():
            windows.plan_seat(
                keeper,
                window_id=numbers[number],
                staff_id=clerk.staff_id,
                starts=_at(day, time(9)),
                ends=_at(day, time(17)),
            )
        shift = _shift(keeper, hall, guide, day)
    for number, _place, opened, _closed in SEATS:
        with clock.at(_at(day, opened)):
            windows.open_window(clerks[number], numbers[number])
    _guided(guide, keeper, hall, shift, day)
    for number, _place, _opened, closed in sorted(SEATS, key=lambda seat: seat[3]):
        with clock.at(_at(day, closed)):
            windows.close_window(clerks[number], numbers[number])
    _shift(keeper, hall, guide, calendars.current().next_workday(clock.today() + timedelta(days=1)).day)
    services.ask_guide(keeper, hall_id=hall.pk, kind="assist", text="南门有坐轮椅的老人，领到 03 号窗口")
    return 2


def _shift(keeper: Actor, hall: Any, guide: Actor, day: date) -> int:
    row = services.plan_shift(
        keeper,
        hall_id=hall.pk,
        staff_id=guide.staff_id,
        starts=_at(day, time(9)),
        ends=_at(day, time(12)),
    )
    return row.pk


def _guided(guide: Actor, keeper: Actor, hall: Any, shift: int, day: date) -> None:
    with clock.at(_at(day, time(8, 55))):
        services.begin_shift(guide, shift_id=shift)
    kind, text, outcome = DONE
    with clock.at(_at(day, time(9, 30))):
        task = services.ask_guide(keeper, hall_id=hall.pk, kind=kind, text=text)
        services.take_task(guide, task_id=task.pk)
        services.finish_task(guide, task_id=task.pk, outcome=outcome)
    with clock.at(_at(day, time(12, 3))):
        services.end_shift(guide, shift_id=shift)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, clock.LOCAL)
