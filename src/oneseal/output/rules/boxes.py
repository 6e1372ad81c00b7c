"""Doors of the self-service cabinet: what the controller's word makes of an opening (inventory 3.9, 3.15, 3.17; LIC-14).

A result counts as handed over only where the machine says that the door is shut again and the box is empty, and the door
stood open no longer than one person needs. Whatever is less than that is a doubt for a person at the delivery desk.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

ANSWER_WITHIN: Final = timedelta(seconds=30)
"""A controller that hears of an order later than this must not open: the visitor may have gone."""
EMPTY_WITHIN: Final = timedelta(seconds=60)
"""So long one person needs to take a paper out and shut the door."""
PATIENCE: Final = timedelta(seconds=90)
"""After so long without an end the machine is asked, and without an answer an opening is in doubt."""
CLOCKS: Final = timedelta(minutes=2)
"""So far a cabinet's clock may be from ours."""
HOLD_DAYS: Final = 7
"""Calendar days that a result may lie in a cabinet where nothing else is set (L)."""


class Purpose(StrEnum):
    """Why a door is opened."""

    LOAD = "load"
    COLLECT = "collect"
    TAKE_OUT = "take_out"


PURPOSES: Final = {Purpose.LOAD: N_("放入"), Purpose.COLLECT: N_("领取"), Purpose.TAKE_OUT: N_("取出")}


class OpeningState(StrEnum):
    """What became of an opening."""

    ASKED = "asked"
    OPEN = "open"
    DONE = "done"
    KEPT = "kept"
    JAMMED = "jammed"
    VOID = "void"
    DOUBT = "doubt"
    MISSING = "missing"


STATES: Final = {
    OpeningState.ASKED: N_("正在开门"),
    OpeningState.OPEN: N_("门开着"),
    OpeningState.DONE: N_("已完成"),
    OpeningState.KEPT: N_("没有动"),
    OpeningState.JAMMED: N_("门没打开"),
    OpeningState.VOID: N_("没有开门"),
    OpeningState.DOUBT: N_("待核实"),
    OpeningState.MISSING: N_("核实为遗失"),
}
LIVE: Final = (OpeningState.ASKED, OpeningState.OPEN, OpeningState.DOUBT)
"""A box with an opening in one of these is opened for nobody else."""
WAITING: Final = (OpeningState.ASKED, OpeningState.OPEN)


class Door(StrEnum):
    """What the controller says of an order."""

    OPENING = "OPENING"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    JAMMED = "JAMMED"
    INTERRUPTED = "INTERRUPTED"
    VOID = "VOID"


@dataclass(frozen=True, slots=True)
class Told:
    """The controller's word: where the door is, since when it stood open and shut, whether something lies in the box.

    `occupied` is None where the sensor cannot tell.
    """

    door: Door
    opened_at: datetime | None
    closed_at: datetime | None
    occupied: bool | None

    @property
    def stood_open(self) -> timedelta | None:
        """How long the door stood open; None where that is not known."""
        return self.closed_at - self.opened_at if self.opened_at and self.closed_at else None


def told(said: Mapping[str, Any], asked_at: datetime, now: datetime) -> Told:
    """The word as the rules see it. Raises ValueError for one that cannot be: no such door, times that do not fit."""
    occupied = said.get("occupied")
    if not (occupied is None or isinstance(occupied, bool)):
        raise ValueError("occupied is true, false or null")
    opened, closed = (_moment(said.get(name)) for name in ("opened_at", "closed_at"))
    moments = [asked_at - CLOCKS, *(each for each in (opened, closed) if each), now + CLOCKS]
    if moments != sorted(moments):
        raise ValueError("the times do not follow each other")
    return Told(Door(str(said["state"])), opened, closed, occupied)


def _moment(text: Any) -> datetime | None:
    found = datetime.fromisoformat(text) if text else None
    if found is not None and found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found


def next_state(now: str, purpose: str, word: Told) -> OpeningState | None:
    """The state after the controller's word; None where it is no news or an end stands.

    A doubt ends by the same facts told late (a call-back that was lost), never by less.
    """
    if now not in LIVE:
        return None
    if word.door in (Door.OPENING, Door.OPEN):
        return OpeningState.OPEN if now == OpeningState.ASKED and word.door == Door.OPEN else None
    target = _ended(Purpose(purpose), word)
    return None if target == now else target


def _ended(purpose: Purpose, word: Told) -> OpeningState:
    if word.door == Door.VOID:
        return OpeningState.DOUBT if word.opened_at else OpeningState.VOID
    if word.door == Door.CLOSED:
        return _shut(purpose, word)
    unmoved = word.occupied is (purpose != Purpose.LOAD)
    if not unmoved or (word.door == Door.JAMMED and word.opened_at):
        return OpeningState.DOUBT
    return OpeningState.JAMMED if word.door == Door.JAMMED else OpeningState.KEPT


def _shut(purpose: Purpose, word: Told) -> OpeningState:
    """The door is shut again: the sensor decides, and for visitors how long it stood open."""
    if word.occupied is None:
        return OpeningState.DOUBT
    if word.occupied is not (purpose == Purpose.LOAD):
        return OpeningState.KEPT
    stood = word.stood_open
    if purpose == Purpose.COLLECT and (stood is None or stood > EMPTY_WITHIN):
        return OpeningState.DOUBT
    return OpeningState.DONE


def is_late(state: str, asked_at: datetime, opened_at: datetime | None, now: datetime) -> bool:
    """Whether an order without an end has to be asked for, and is in doubt where nobody answers."""
    return state in WAITING and now - (opened_at or asked_at) > PATIENCE


class Found(StrEnum):
    """What a clerk found who looked into the box of an opening in doubt."""

    THERE = "there"
    TAKEN = "taken"
    MISSING = "missing"


FOUND: Final = {
    Found.THERE: N_("结果在格子里"),
    Found.TAKEN: N_("格子是空的，已经核实由领取人取走（放入、取出的由本人取走）"),
    Found.MISSING: N_("格子是空的，领取人没有取到"),
}
SETTLED: Final = {
    (Purpose.LOAD, Found.THERE): OpeningState.DONE,
    (Purpose.LOAD, Found.TAKEN): OpeningState.KEPT,
    (Purpose.LOAD, Found.MISSING): OpeningState.MISSING,
    (Purpose.COLLECT, Found.THERE): OpeningState.KEPT,
    (Purpose.COLLECT, Found.TAKEN): OpeningState.DONE,
    (Purpose.COLLECT, Found.MISSING): OpeningState.MISSING,
    (Purpose.TAKE_OUT, Found.THERE): OpeningState.KEPT,
    (Purpose.TAKE_OUT, Found.TAKEN): OpeningState.DONE,
    (Purpose.TAKE_OUT, Found.MISSING): OpeningState.MISSING,
}


def settled(purpose: str, found: str, said: str) -> OpeningState:
    """What an opening in doubt becomes by what was found. Raises RuleViolation where how it was verified is not said."""
    if found not in FOUND:
        raise RuleViolation("found_missing", N_("请选择打开格子以后看到的情况。"), field="found")
    if not said.strip():
        raise RuleViolation(
            "said_missing",
            N_("请写明怎样核实的，例如“已电话联系领取人，本人取走”。"),
            field="said",
        )
    return SETTLED[Purpose(purpose), Found(found)]


def is_overdue(placed_at: datetime, hold_days: int, now: datetime) -> bool:
    """Whether a result lay in the cabinet longer than it may and has to be taken out again."""
    return now - placed_at >= timedelta(days=hold_days)


class Trouble(StrEnum):
    """What a controller says of a box that does not fit our books."""

    UNKNOWN = "unknown"
    OPEN = "open"
    EMPTY = "empty"
    OCCUPIED = "occupied"


TROUBLES: Final = {
    Trouble.UNKNOWN: N_("柜子没有报告这一格"),
    Trouble.OPEN: N_("没有人在用，门却开着"),
    Trouble.EMPTY: N_("登记有件，柜子说是空的"),
    Trouble.OCCUPIED: N_("登记是空的，柜子说里面有东西"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A box as the controller sees it now; `occupied` is None where its sensor cannot tell."""

    open: bool
    occupied: bool | None


def seen(said: Mapping[str, Any]) -> Seen:
    """A line of the controller's status. Raises KeyError, ValueError."""
    occupied = said["occupied"]
    if not (occupied is None or isinstance(occupied, bool)) or said["door"] not in ("OPEN", "CLOSED"):
        raise ValueError("a box is OPEN or CLOSED, occupied true, false or null")
    return Seen(said["door"] == "OPEN", occupied)


def trouble(box: Seen | None, *, holds: bool) -> Trouble | None:
    """What somebody has to look at; `holds`: whether by our books a result lies there."""
    if box is None:
        return Trouble.UNKNOWN
    if box.open:
        return Trouble.OPEN
    if box.occupied is None or box.occupied == holds:
        return None
    return Trouble.EMPTY if holds else Trouble.OCCUPIED
