"""Limited licences: in order of acceptance, by score, by tender or auction (licence law arts. 53, 54, 57; LIC-17, 25)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

ORDER, SCORE, TENDER, AUCTION = "order", "score", "tender", "auction"
WAYS: Final[dict[str, str]] = {
    ORDER: N_("按受理先后"),
    SCORE: N_("按考试成绩"),
    TENDER: N_("招标"),
    AUCTION: N_("拍卖"),
}
BASIS: Final = {
    ORDER: "行政许可法第五十七条",
    SCORE: "行政许可法第五十四条",
    TENDER: "行政许可法第五十三条",
    AUCTION: "行政许可法第五十三条",
}


@dataclass(frozen=True, slots=True)
class Score:
    """A mark in hundredths and how early the application was accepted (smaller is earlier)."""

    case: int
    points: int
    order: int


def mark_text(points: int) -> str:
    """A mark as people write it: 91.2 for 9120 hundredths, 91 for 9100."""
    whole, rest = divmod(points, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)


def ranked(scores: Sequence[Score], pass_mark: int) -> list[Score]:
    """Who passed, best first; equal marks in order of acceptance (art. 54, LIC-25)."""
    passed = [each for each in scores if each.points >= pass_mark]
    return sorted(passed, key=lambda each: (-each.points, each.order))


@dataclass(frozen=True, slots=True)
class Queue:
    """Who stands for so many places: `order` is by acceptance, by rank, or the winners of tender or auction.

    `granted`: cases of the queue that hold a licence already; a better mark entered later does not take it away.
    """

    order: Sequence[int]
    granted: Collection[int]
    places: int

    def line(self) -> list[int]:
        """Everybody as shown in public: who holds a licence from before the queue was opened stands first."""
        return [*(case for case in self.granted if case not in self.order), *self.order]

    def within(self) -> frozenset[int]:
        """The cases that have a place: those granted, then the first of the others (LIC-17, LIC-25)."""
        others = [case for case in self.order if case not in self.granted]
        return frozenset([*self.granted, *others[: max(0, self.places - len(self.granted))]])


@dataclass(frozen=True, slots=True)
class Said:
    """What a publication says that may be corrected: places, its last day, the pass mark in hundredths."""

    places: int
    last: date
    pass_mark: int

    def facts(self) -> dict[str, int | str]:
        """As the journal and the list of corrections keep it."""
        return {"places": self.places, "last": self.last.isoformat(), "pass_mark": self.pass_mark}


@dataclass(frozen=True, slots=True)
class Filled:
    """How far a quota was used: licences granted, marks entered, the last day on which somebody in line was accepted."""

    granted: int
    marked: bool
    accepted_until: date | None


def check_correction(old: Said, new: Said, filled: Filled) -> None:
    """A published quota may be corrected, but nobody loses what they were granted or their place in line.

    Whoever applied relied on what was published (licence law art. 8); which item, from which day and in which way is
    not corrected: that would be another quota (LIC-17). Raises RuleViolation.
    """
    if new == old:
        raise RuleViolation(
            "nothing_corrected", N_("没有改动。请改名额、结束日期或者合格分数。"), field="places"
        )
    if new.places < max(1, filled.granted):
        raise RuleViolation(
            "below_granted",
            N_("已经准予%(granted)s件，名额不能少于%(least)s个。"),
            params={"granted": filled.granted, "least": max(1, filled.granted)},
            field="places",
            basis="行政许可法第八条",
        )
    if filled.accepted_until is not None and new.last < filled.accepted_until:
        raise RuleViolation(
            "leaves_line",
            N_("%(day)s已经受理过这项名额的申请，结束日期不能早于这一天。"),
            params={"day": filled.accepted_until.isoformat()},
            field="last",
            basis="行政许可法第八条",
        )
    if filled.marked and new.pass_mark != old.pass_mark:
        raise RuleViolation(
            "marks_known",
            N_("已经登记成绩，合格分数不能再改。"),
            field="pass_mark",
            basis="行政许可法第五十四条",
        )


def difference(old: Said, new: Said) -> list[dict[str, str]]:
    """What a correction changed: phrases for `foundation.display.in_words`."""
    parts: list[dict[str, str]] = []
    if new.places != old.places:
        said = {"before": str(old.places), "after": str(new.places)}
        parts.append({"say": N_("名额由%(before)s个改为%(after)s个"), **said})
    if new.last != old.last:
        said = {"before": old.last.isoformat(), "after": new.last.isoformat()}
        parts.append({"say": N_("结束日期由%(before)s改为%(after)s"), **said})
    if new.pass_mark != old.pass_mark:
        said = {"before": mark_text(old.pass_mark), "after": mark_text(new.pass_mark)}
        parts.append({"say": N_("合格分数由%(before)s分改为%(after)s分"), **said})
    return parts


def check_place(case: int, queue: Queue, way: str) -> None:
    """Whether a case has one of the places (licence law arts. 53, 54, 57; LIC-17, LIC-25). Raises RuleViolation."""
    if case in queue.within():
        return
    order, places = queue.order, queue.places
    texts: Mapping[str, str] = {
        ORDER: N_(
            "数量有限的许可按受理先后发放：共%(places)s个名额，本件排第%(place)s位，名额属于先受理的申请。"
        ),
        SCORE: N_("按考试成绩择优：共%(places)s个名额，本件没有进入名次或者没有达到合格线。"),
        TENDER: N_("没有登记本件的中标结果，不能准予。请先登记招标结果。"),
        AUCTION: N_("没有登记本件的竞买结果，不能准予。请先登记拍卖结果。"),
    }
    place = order.index(case) + 1 if case in order else len(order) + 1
    raise RuleViolation(
        "no_place_left",
        texts[way],
        params={"places": places, "place": place},
        field="outcome",
        basis=BASIS[way],
    )
