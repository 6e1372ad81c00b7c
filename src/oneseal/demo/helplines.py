"""Consulting numbers of the demonstration: two weeks of calls, some missed, test calls (inventory 3.23)."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from oneseal.catalog import selectors as catalog
from oneseal.demo.advance import ActorInPost
from oneseal.foundation import calendars, clock
from oneseal.helplines import selectors, services
from oneseal.helplines.rules.life import Outcome
from oneseal.helplines.services import Told
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.queueing import selectors as queueing

if TYPE_CHECKING:
    from oneseal.helplines.models import Helpline

AREA = "0990-88123"
WINDOWS = ("01", "02", "05", "07", "09")
SECTIONS = ("investment", "market", "social", "general", "window")
ASKED = (
    ("window", "food_licence", "要带几份复印件", Outcome.ANSWERED),
    ("window", "", "周六上午开不开门", Outcome.ANSWERED),
    ("05", "company_start", "公司章程有没有样本", Outcome.ANSWERED),
    ("market", "drug_retail", "药师挂证怎么查，请答复", Outcome.INQUIRY),
    ("social", "social_card", "", Outcome.ANSWERED),
)
"""Number, item, what was asked, how it ended: one working day after the other, by hand."""
RUNG = (
    (6, "window", "answered", "13900000511"),
    (5, "market", "missed", "13900000512"),
    (3, "01", "answered", "13900000513"),
    (1, "window", "missed", "13900000514"),
    (1, "general", "missed", ""),
    (0, "market", "missed", "13900000515"),
    (0, "01", "answered", "13900000516"),
)
"""Working days back, number, what the exchange told, caller. The missed one of five days ago was called back."""


def load_calls(bureau_id: int, post: ActorInPost) -> int:
    """Set the numbers up where the bureau has none yet, and play two weeks; return how many calls."""
    keeper = post(bureau_id, "administrator", 0)
    if selectors.lines_in_use(bureau_id).exists():
        return 0
    with clock.at(clock.now() - timedelta(days=40)):
        lines = _lines(keeper, bureau_id)
    made = 0
    for back, (key, item, note, outcome) in enumerate(ASKED, start=2):
        answering = post(bureau_id, f"{key}_reviewer" if key in SECTIONS[:4] else "window_clerk", 0)
        with clock.at(_moment(back, 10)):
            told = Told(outcome, note, _item(keeper, item))
            services.enter_call(answering, line_id=lines[key].pk, told=told, caller="13900000520")
        made += 1
    for number, (back, key, heard, caller) in enumerate(RUNG):
        _ring(keeper, lines[key], f"demo-{number}", heard, caller, _moment(back, 9 + number % 3))
    _after(bureau_id, post, keeper, lines)
    return made + len(RUNG)


def _lines(keeper: Actor, bureau_id: int) -> dict[str, "Helpline"]:
    sections = identity.sections_by_code(bureau_id)
    windows = {each.number: each for hall in queueing.halls_in_use(keeper) for each in queueing.windows(hall)}
    found = {
        code: services.keep_line(keeper, number=f"{AREA}{place:02}", section_id=sections[code].pk)
        for place, code in enumerate(SECTIONS)
    }
    reception = sections["window"].pk
    for place, number in enumerate(WINDOWS, start=11):
        if number in windows:
            found[number] = services.keep_line(
                keeper, number=f"{AREA}{place}", section_id=reception, window_id=windows[number].pk
            )
    return found


def _ring(keeper: Actor, line: "Helpline", call: str, heard: str, caller: str, at: datetime) -> None:
    for told, seconds in (("rang", 0), (heard, 12), ("hung_up", 150)):
        moment = at + timedelta(seconds=seconds)
        with clock.at(moment):
            services.hear(keeper, call=call, number=line.number, heard=told, at=moment, caller=caller)


def _after(bureau_id: int, post: ActorInPost, keeper: Actor, lines: dict[str, "Helpline"]) -> None:
    """One called back, one written up, one tried in vain; three test calls."""
    rows = {row.external: row for row in selectors.visible_calls(keeper).exclude(external="")}
    reviewer, clerk = post(bureau_id, "market_reviewer", 0), post(bureau_id, "window_clerk", 0)
    told = Told(Outcome.ANSWERED, "问变更经营范围要不要换证", _item(keeper, "food_licence"))
    with clock.at(_moment(5, 15)):
        services.return_call(reviewer, call_id=rows["demo-1"].pk, told=told)
    for call in ("demo-0", "demo-2"):
        with clock.at(rows[call].rang_at + timedelta(minutes=6)):
            services.settle_call(clerk, call_id=rows[call].pk, told=Told(Outcome.ANSWERED, "问领证要带什么"))
    with clock.at(_moment(1, 16)):
        services.try_call(clerk, call_id=rows["demo-3"].pk)
    watcher = post(bureau_id, "supervisor", 0)
    for back, key, answered, right in (
        (7, "window", True, True),
        (4, "01", True, False),
        (2, "05", False, False),
    ):
        note = "" if right else "没有报窗口和姓名" if answered else "响了一分钟没有人接"
        with clock.at(_moment(back, 11)):
            services.check_line(
                watcher,
                line_id=lines[key].pk,
                answered=answered,
                seconds=8 if answered else None,
                right=right,
                polite=right,
                note=note,
            )


def _moment(back: int, hour: int) -> datetime:
    """An hour of a working day so many back; none in the future."""
    calendar, day = calendars.current(), clock.today()
    day = calendar.latest_workday(day)
    for _ in range(back):
        day = calendar.latest_workday(day - timedelta(days=1))
    at = datetime.combine(day, time(hour, 20), clock.LOCAL)
    return min(at, clock.now() - timedelta(minutes=10))


def _item(keeper: Actor, code: str) -> int | None:
    found = catalog.visible_items(keeper).filter(code=code).first() if code else None
    return found.pk if found else None
