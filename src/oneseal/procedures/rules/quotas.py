"""Limited licences: in order of acceptance, by score, by tender or auction (licence law arts. 53, 54, 57; LIC-17, 25)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
