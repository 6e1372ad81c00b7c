"""The hall of the demonstration: twelve windows, hours round the year, today's tickets, appointments (3.1–3.5, 3.12–3.14)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from oneseal.demo import organisation
from oneseal.demo.advance import ActorInPost
from oneseal.demo.agents import citizen
from oneseal.demo.guiding import load_guiding
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import NOBODY, Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.queueing import selectors, services
from oneseal.queueing.rules.opening import ShiftKind, ShiftSpan
from oneseal.queueing.services import Slotted, Wish

SHIFTS = (
    (ShiftKind.REGULAR, time(9), time(12)),
    (ShiftKind.NOON, time(12), time(13, 30)),
    (ShiftKind.REGULAR, time(13, 30), time(17)),
    (ShiftKind.WEEKEND, time(9), time(17)),
    (ShiftKind.HOLIDAY, time(9), time(17)),
)
LINES = (
    ("A", "综合受理", 12, 3, 1),
    ("B", "企业开办", 15, 2, 1),
    ("C", "工程建设", 25, 1, 1),
    ("D", "一件事一次办", 20, 1, 1),
    ("E", "领取证照", 4, 0, 0),
    ("F", "咨询协调", 8, 0, 0),
    ("G", "不动产登记和缴税", 20, 1, 1),
)
"""Letter, name, planned minutes, appointments in a slot, days ahead."""
FOLLOWED = {"B": "start-up", "G": "house-transfer"}
"""Lines that take the items of a theme, so that the special window changes with it (3.5)."""
ZONES = (("综合受理区", "一层"), ("专窗区", "一层"), ("出件区", "一层"), ("协调室", "二层"))
WINDOWS = (
    ("01", "", "integrated", 0, "AE"),
    ("02", "", "integrated", 0, "A"),
    ("03", "", "integrated", 0, "AF"),
    ("04", "", "integrated", 0, "A"),
    ("05", "企业开办专窗", "special", 1, "B"),
    ("06", "企业开办专窗", "special", 1, "B"),
    ("07", "工程建设专窗", "special", 1, "C"),
    ("08", "一件事专窗", "special", 1, "D"),
    ("13", "不动产登记专窗（登记、缴税）", "special", 1, "G"),
    ("09", "出件窗口", "output", 2, "E"),
    ("10", "协调窗口", "coordination", 3, "F"),
    ("11", "错时延时窗口", "off_hours", 0, "ABE"),
    ("12", "错时延时窗口", "off_hours", 0, "ABE"),
)
SEATED = (("01", 0), ("02", 2), ("05", 3), ("09", 4))
"""Windows that are open, and which of the window clerks sits there; the second one is free to open another."""
ARRIVALS = "AAEBAAFAEBAACAABAEADA"
"""Who came today, in order, by the line that they stood in."""
LI = 2


def load_queue(bureau_id: int, post: ActorInPost) -> int:
    """Set the hall up where the bureau has none yet, and play today; return how many tickets."""
    keeper = post(bureau_id, "coordinator", 0)
    if selectors.visible_halls(keeper).exists():
        return 0
    now = clock.now()
    with clock.at(now - timedelta(days=30)):
        hall = services.keep_hall(
            keeper, name="云岭市政务服务大厅", address="云岭市政务路1号", phone="0990-8812345"
        )
        lines, windows = _places(keeper, hall)
    load_guiding(bureau_id, post)
    made = _today(bureau_id, post, hall, lines, windows, now)
    _appointments(lines["A"], lines["B"])
    return made


def _places(keeper: Actor, hall: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    for kind, starts, ends in SHIFTS:
        span = ShiftSpan(kind, starts, ends, date(clock.today().year - 1, 1, 1))
        services.keep_shift(keeper, hall_id=hall.pk, span=span)
    zones = [services.keep_zone(keeper, hall_id=hall.pk, name=name, floor=floor) for name, floor in ZONES]
    lines = {
        letter: services.keep_line(
            keeper,
            hall_id=hall.pk,
            letter=letter,
            name=name,
            minutes=minutes,
            per_slot=per_slot,
            ahead=ahead,
            theme=FOLLOWED.get(letter, ""),
        )
        for letter, name, minutes, per_slot, ahead in LINES
    }
    clerks = identity.posts_by_code(hall.bureau_id)["window_clerk"]
    windows = {
        number: services.keep_window(
            keeper,
            zone_id=zones[zone].pk,
            number=number,
            name=name,
            kind=kind,
            post_id=clerks.pk,
            lines=[lines[letter].pk for letter in letters],
        )
        for number, name, kind, zone, letters in WINDOWS
    }
    return lines, windows


def _today(
    bureau_id: int,
    post: ActorInPost,
    hall: Any,
    lines: dict[str, Any],
    windows: dict[str, Any],
    now: datetime,
) -> int:
    """People come, are called and served until now; outside the opening hours there is nobody."""
    begins = datetime.combine(clock.today(), time(9, 1), clock.LOCAL)
    ends = min(now, datetime.combine(clock.today(), time(16, 50), clock.LOCAL))
    if ends < begins + timedelta(minutes=10):
        return 0
    clerks = {number: post(bureau_id, "window_clerk", place) for number, place in SEATED}
    with clock.at(begins):
        for number, clerk in clerks.items():
            services.open_window(clerk, windows[number].pk)
    step = min(timedelta(minutes=4), (ends - begins) / (len(ARRIVALS) + 4))
    start = max(begins, ends - step * (len(ARRIVALS) + 4))
    for place, letter in enumerate(ARRIVALS):
        with clock.at(start + step * place):
            _arrive(hall, lines[letter], clerks, place)
        if place in {3, 6, 9, 12}:
            with clock.at(start + step * place + step / 2):
                for number, clerk in clerks.items():
                    _serve(clerk, windows[number], step)
    return len(ARRIVALS)


def _arrive(hall: Any, line: Any, clerks: dict[str, Actor], place: int) -> None:
    door, who = ("guide", clerks[SEATED[0][0]]) if place % 5 == 3 else ("kiosk", NOBODY)
    wish = Wish(priority="care") if door == "guide" else Wish()
    services.issue_ticket(who, hall_id=hall.pk, line_id=line.pk, door=door, wish=wish)


def _serve(clerk: Actor, window: Any, step: timedelta) -> None:
    """The one at the window goes, the next is called; now and then nobody comes."""
    there = selectors.at_window(window)
    if there is not None:
        services.finish(clerk, ticket_id=there.pk)
    called = services.call_next(clerk, window.pk)
    if called is None:
        return
    with clock.at(clock.now() + step / 4):
        services.begin(clerk, ticket_id=called.pk)


def _appointments(*booked: Any) -> None:
    """Two of 李晓梅's and some others' in the coming days."""
    people: Any = organisation.persons()
    for place, line in ((LI, booked[0]), (LI, booked[1]), (0, booked[0]), (5, booked[0])):
        who = citizen(people[place].number)
        days = selectors.days_to_book(line)
        if who is None or not days:
            continue
        day = sorted(days)[min(place, len(days) - 1)]
        wanted = Slotted(line.pk, day, days[day][3].starts)
        try:
            services.book(who, wanted, applicant_id=who.applicant_id)
        except RuleViolation:
            continue
