"""A day of the hall played through the real services: visitors, windows, numbers, cases.

Visitors and windows are generators in one heap, as the stories of cases are; each act is a transaction of its own, so
that open boards and pages see it when it happens. The day has a hall of its own: the demonstration's lines stay as they
are. What was played is checked from the records afterwards (`lost_or_doubled`).
"""

import heapq
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count, pairwise
from typing import Any

from oneseal.demo import numbers
from oneseal.demo.files import Shelf
from oneseal.demo.organisation import CONTRACTOR
from oneseal.demo.people import CERTIFIED_BY
from oneseal.demo.stories import Cast, Story, cast
from oneseal.demo.world import World
from oneseal.feedback import selectors as feedback
from oneseal.feedback import services as feedback_services
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.identity import services as identity_services
from oneseal.identity.services import StaffRecord
from oneseal.kernel.access import NOBODY, Actor, Role
from oneseal.kernel.errors import Conflict
from oneseal.queueing import selectors as queue
from oneseal.queueing import services
from oneseal.queueing.rules.life import TicketState
from oneseal.queueing.rules.opening import ShiftKind, ShiftSpan

NAME = "模拟日大厅"
LOGIN, FIRST_PLACE = "moni", 500
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
"""Accounts and papers of the window helpers of the simulated day."""
LINES = {"A": ("综合受理", 5), "B": ("企业开办", 6), "C": ("社会事务", 4), "D": ("出件", 2)}
"""Letter → name and usual minutes."""
SHARE = {"A": 40, "B": 20, "C": 25, "D": 15}
HOURS = ((time(9), time(12)), (time(13, 30), time(17)))
RUSH = (2, 4, 5, 4, 3, 2, 1)
"""How visitors spread over the half hours of a session: the first hour and a half is the fullest."""
NO_SHOW, MOVED, TAKES_IN, BY_PHONE, BY_GUIDE = 0.04, 0.03, 0.06, 0.2, 0.1
JUDGES, TWICE = 0.3, 0.05
"""How many of those served say how it was, and how many of these press once more."""
LEVELS = {5: 70, 4: 16, 3: 8, 2: 4, 1: 2}
TAGS = {5: "patient", 4: "fast", 3: "wait", 2: "unclear", 1: "rude"}
WAYS = {"tablet": 50, "phone": 30, "kiosk": 20}
Going = Iterator[datetime]
Pace = Callable[[datetime], None]


@dataclass
class Tally:
    """What the day came to."""

    issued: int = 0
    served: int = 0
    missed: int = 0
    moved: int = 0
    cases: int = 0
    judged: int = 0
    refused: int = 0


IDLE = datetime.max.replace(tzinfo=clock.LOCAL)
"""When a window goes on that has nobody to call: as soon as somebody comes."""


@dataclass(frozen=True, slots=True, eq=False)
class Agent:
    """A visitor or a window; `lines`: what a window serves."""

    going: Going
    lines: frozenset[int] = frozenset()


@dataclass
class Day:
    """The hall at work on one day. `crew`: the windows with who sits at each."""

    hall: Any
    day: date
    rng: random.Random
    crew: Sequence[tuple[Any, Actor]]
    world: World
    shelf: Shelf
    tally: Tally = field(default_factory=Tally)
    heap: list[tuple[datetime, int, Agent]] = field(default_factory=list)
    idle: list[Agent] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    over: bool = False
    judged: list[int] = field(default_factory=list)

    def play(self, visitors: int, pace: Pace) -> Tally:
        """Play the day: windows open, people come, and at the end the last are served and the windows close."""
        for window, actor in self.crew:
            lines = frozenset(line.pk for line in window.lines.all())
            self._push(_at(self.day, HOURS[0][0]), Agent(self._window(window, actor), lines))
        letters = {line.letter: line for line in queue.lines(self.hall)}
        for moment in arrivals(self.day, visitors, self.rng):
            letter = self.rng.choices(list(SHARE), list(SHARE.values()))[0]
            self._push(moment, Agent(self._visitor(letters[letter])))
        self._run(pace)
        self.over = True
        for agent in self.idle:
            self._push(_at(self.day, HOURS[-1][1]), agent)
        self._run(pace)
        return self.tally

    def _run(self, pace: Pace) -> None:
        while self.heap:
            moment, _, agent = heapq.heappop(self.heap)
            pace(moment)
            with clock.at(moment):
                following = next(agent.going, None)
            if following is IDLE:
                self.idle.append(agent)
            elif following is not None:
                self._push(max(following, moment), agent)

    def _push(self, moment: datetime, agent: Agent) -> None:
        heapq.heappush(self.heap, (moment, next(self.order), agent))

    def _wake(self, line_id: int) -> None:
        """The window that serves the line and has been idle longest looks up."""
        found = next((agent for agent in self.idle if line_id in agent.lines), None)
        if found is not None:
            self.idle.remove(found)
            self._push(clock.now(), found)

    def _visitor(self, line: Any) -> Going:
        """Takes a number; from the phone a little before coming."""
        drawn = self.rng.random()
        door = "phone" if drawn < BY_PHONE else "guide" if drawn < BY_PHONE + BY_GUIDE else "kiosk"
        wish = services.Wish(priority="care") if door == "guide" else services.Wish()
        actor = self.crew[0][1] if door == "guide" else NOBODY
        ticket = services.issue_ticket(actor, hall_id=self.hall.pk, line_id=line.pk, door=door, wish=wish)
        self.tally.issued += 1
        if door == "phone":
            yield clock.now() + timedelta(minutes=self.rng.randint(3, 25))
            services.check_in(self.crew[0][1], ticket_id=ticket.pk)
        self._wake(line.pk)

    def _window(self, window: Any, actor: Actor) -> Going:
        """Calls one after the other until the day is over and nobody waits."""
        services.open_window(actor, window.pk)
        while True:
            ticket = services.call_next(actor, window.pk)
            if ticket is not None:
                yield from self._serve(actor, ticket)
            elif not self.over:
                yield IDLE
            else:
                break
        services.close_window(actor, window.pk)

    def _serve(self, actor: Actor, ticket: Any) -> Going:
        yield clock.now() + timedelta(seconds=self.rng.randint(15, 50))
        if self.rng.random() < NO_SHOW:
            services.recall(actor, ticket_id=ticket.pk)
            yield clock.now() + timedelta(seconds=40)
            services.skip(actor, ticket_id=ticket.pk)
            self.tally.missed += 1
            return
        services.begin(actor, ticket_id=ticket.pk)
        minutes = self.rng.lognormvariate(0, 0.5) * LINES[ticket.line.letter][1] * 0.88
        yield clock.now() + timedelta(minutes=minutes)
        if ticket.line.letter == "A" and self.rng.random() < MOVED:
            self._move(actor, ticket)
            return
        if actor.has(Role.CLERK) and ticket.line.letter != "D" and self.rng.random() < TAKES_IN:
            self._take_in(actor, ticket)
        services.finish(actor, ticket_id=ticket.pk)
        self.tally.served += 1
        if self.rng.random() < JUDGES:
            self._push(clock.now(), Agent(self._word(ticket)))

    def _word(self, ticket: Any) -> Going:
        """Says how it was, by tablet, phone or kiosk; some press twice, which is refused."""
        ended = clock.now()
        yield ended + timedelta(seconds=self.rng.randint(4, 150))
        way = self.rng.choices(list(WAYS), list(WAYS.values()))[0]
        level = self.rng.choices(list(LEVELS), list(LEVELS.values()))[0]
        handled = [case.pk for case in queue.cases_of(ticket)]
        visit = feedback_services.invite_by_ticket(ticket.pk, {"cases": handled}, ended)
        assert visit is not None
        source = feedback_services.Source(way, f"{LOGIN}-{ticket.pk}" if way == "phone" else "")
        said: dict[str, Any] = {"invitation_id": visit.pk, "level": level, "tags": [TAGS[level]]}
        feedback_services.evaluate(NOBODY, source, **said)
        self.tally.judged += 1
        self.judged.append(ticket.pk)
        if self.rng.random() < TWICE:
            try:
                feedback_services.evaluate(NOBODY, source, **said)
            except Conflict:
                self.tally.refused += 1

    def _move(self, actor: Actor, ticket: Any) -> None:
        target = next(line for line in queue.lines(self.hall) if line.letter == "C")
        services.transfer(actor, ticket_id=ticket.pk, line_id=target.pk, note="办社会事务")
        self.tally.moved += 1
        self._wake(target.pk)

    def _take_in(self, actor: Actor, ticket: Any) -> None:
        """An application handed in at the window, on the visitor's number."""
        item = self.rng.choice([one for one in self.world.items if "window" in one.content.channels])
        drawn = cast(self.world, item, self.rng)
        who = Cast(drawn.applicant, "window", actor, drawn.delivery, drawn.situation)
        services.identify(actor, ticket_id=ticket.pk, applicant_id=who.applicant.id)
        story = Story(self.world, self.shelf, item, who, self.rng)
        story.draft()
        story.hand_in()
        services.link_case(actor, ticket_id=ticket.pk, case_id=story.case_id)
        self.tally.cases += 1


def arrivals(day: date, visitors: int, rng: random.Random) -> list[datetime]:
    """So many moments over the hours of the day, fuller where people come."""
    slots = [
        (begin, weight)
        for start, end in HOURS
        for begin, weight in zip(_half_hours(day, start, end), RUSH, strict=False)
    ]
    drawn = rng.choices([begin for begin, _ in slots], [weight for _, weight in slots], k=visitors)
    return sorted(begin + timedelta(seconds=rng.randrange(1800)) for begin in drawn)


def _half_hours(day: date, start: time, end: time) -> list[datetime]:
    begin, last = _at(day, start), _at(day, end)
    return [
        begin + timedelta(minutes=30 * place) for place in range(int((last - begin).total_seconds() // 1800))
    ]


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, clock.LOCAL)


def hall_of(keeper: Actor, windows: int) -> Any:
    """The simulated day's own hall, with so many windows; set up where it is missing."""
    found = next((hall for hall in queue.halls_in_use(keeper) if hall.name == NAME), None)
    if found is not None:
        return found
    hall = services.keep_hall(keeper, name=NAME, address="云岭市政务路1号")
    for kind in (ShiftKind.REGULAR, ShiftKind.WEEKEND, ShiftKind.HOLIDAY):
        for starts, ends in HOURS:
            span = ShiftSpan(kind, starts, ends, clock.today() - timedelta(days=366))
            services.keep_shift(keeper, hall_id=hall.pk, span=span)
    zone = services.keep_zone(keeper, hall_id=hall.pk, name="一楼", floor="1 楼")
    lines = {
        letter: services.keep_line(keeper, hall_id=hall.pk, letter=letter, name=name, minutes=minutes)
        for letter, (name, minutes) in LINES.items()
    }
    for number in range(1, windows + 1):
        output = number % 6 == 0
        services.keep_window(
            keeper,
            zone_id=zone.pk,
            number=f"{number:02d}",
            kind="output" if output else "integrated",
            lines=[line.pk for letter, line in lines.items() if (letter == "D") == output],
        )
    return hall


def leave_windows(bureau_id: int, hall: Any) -> None:
    """Get up from every window of the hall: the day is over, or an earlier one was interrupted."""
    actors = {actor.staff_id: actor for _login, actor in _staff(bureau_id)}
    for window in queue.windows(hall):
        seat = queue.open_seats(hall).get(window.pk)
        if seat is None:
            continue
        there = queue.at_window(window)
        if there is not None:
            end = services.finish if there.state == TicketState.SERVING else services.skip
            end(actors[seat.staff_id], ticket_id=there.pk)
        services.close_window(actors[seat.staff_id], window.pk)


def _staff(bureau_id: int) -> list[tuple[str, Actor]]:
    """Everybody with an account, by login."""
    reader = Actor(bureau_id=bureau_id, roles=frozenset({Role.ADMINISTRATOR}))
    accounts = identity.visible_accounts(reader).filter(is_active=True).order_by("login")
    return [(account.login, identity.actor_for(account)) for account in accounts]


def crew_of(bureau_id: int, hall: Any) -> list[tuple[Any, Actor]]:
    """A window helper for each window: those of earlier days, and new ones where they are too few.

    They are people of the contractor, enrolled for the simulated day, so that nobody of the bureau leaves their window.
    """
    today, windows = clock.today(), queue.windows(hall)
    founder = Actor(name="系统初始化", bureau_id=bureau_id, roles=frozenset({Role.ADMINISTRATOR}))
    post = identity.posts_by_code(bureau_id)["window_helper"]
    contractor = next(unit.pk for unit in identity.visible_organisations(founder) if unit.name == CONTRACTOR)
    known = {account.login for account in identity.visible_accounts(founder)}
    for place in range(1, len(windows) + 1):
        if f"{LOGIN}{place:02d}" in known:
            continue
        record = StaffRecord(
            number=f"M{place:03d}",
            name=f"{SURNAMES[(place - 1) % len(SURNAMES)]}模拟",
            home_unit_id=contractor,
            section_id=post.section_id,
            employment="outsourced",
            joined_on=today,
            phone="",
            id_number=numbers.staff_id(FIRST_PLACE + place),
        )
        staff = identity_services.enrol_staff(founder, record).pk
        identity_services.register_certificate(
            founder,
            staff,
            number=f"YLSIM{place:06d}",
            level=5,
            issuer=CERTIFIED_BY,
            issued_on=today - timedelta(days=60),
            expires_on=today + timedelta(days=700),
        )
        identity_services.appoint(founder, post.pk, staff, from_on=today)
        identity_services.open_staff_account(founder, staff, login=f"{LOGIN}{place:02d}")
    helpers = [actor for login, actor in _staff(bureau_id) if login.startswith(LOGIN)]
    return list(zip(windows, helpers, strict=False))


def words_lost(played: Day) -> list[str]:
    """Visitors who said how it was and of whom nothing, or more than one word, is kept."""
    kept = feedback.words_kept(played.judged)
    return [f"{pk} 的评价有 {kept.get(pk, 0)} 条" for pk in played.judged if kept.get(pk) != 1]


def lost_or_doubled(hall: Any, day: date) -> list[str]:
    """What went wrong on a day, from its records; nothing if every number was called by one window at a time.

    Looked at: numbers that are still in line, turns of a number or of a window that overlap, turns without an end.
    """
    turns = queue.visits(day, hall_id=hall.pk)
    found = [
        f"{one.number} 没有办完也没有离开"
        for one in turns
        if one.outcome in {"", "waiting", "called", "serving"}
    ]
    for key in ("ticket_id", "window_id"):
        known = sorted((getattr(one, key), one.called, one.ended, one.number) for one in turns if one.called)
        found += [
            f"{two[3]} 与 {one[3]} 重叠（{key}）"
            for one, two in pairwise(known)
            if one[0] == two[0] and (one[2] is None or two[1] < one[2])
        ]
    return found
