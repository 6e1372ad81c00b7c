"""Expert review: who may be drawn, a draw that can be repeated, how a panel concludes (LIC-13; inventory 5.17)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

LEAST: Final = 3
BASIS: Final = "专家评审回避（行政许可法第五条）"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert of the pool."""

    id: int
    field: str
    unit: str
    valid_until: date


def check_size(size: int) -> None:
    """A panel is odd and has three members at least, so that it always concludes. Raises RuleViolation."""
    if size < LEAST or size % 2 == 0:
        raise RuleViolation("panel_size", N_("评审组人数应为3人以上的单数，请填3、5、7……"), field="size")


def may_sit(
    expert: Candidate, field: str, today: date, units: Collection[str], gone: Collection[int]
) -> bool:
    """Of the field, still in the pool, of another unit than the parties, not recused before (recusal)."""
    return (
        expert.field == field
        and expert.valid_until >= today
        and expert.unit not in units
        and expert.id not in gone
    )


def draw(candidates: Iterable[Candidate], count: int, seed: str) -> list[Candidate]:
    """So many of the candidates in an order given by the seed alone: anybody can repeat the draw.

    Raises RuleViolation where the pool is too small.
    """
    pool = list(candidates)
    if len(pool) < count:
        raise RuleViolation(
            "pool_too_small",
            N_("专家库里可以抽取的只有%(have)s人，需要%(need)s人。请补充专家或减少人数（不少于3人）。"),
            params={"have": len(pool), "need": count},
            field="field",
        )
    return sorted(pool, key=lambda each: sha256(f"{seed}:{each.id}".encode()).digest())[:count]


def conclusion(verdicts: Sequence[str]) -> str:
    """What the majority says: `fit` or `unfit`. Every member must have spoken; raises RuleViolation otherwise."""
    missing = sum(1 for each in verdicts if not each)
    if missing or not verdicts:
        raise RuleViolation(
            "opinions_missing",
            N_("还有%(count)s位专家没有提交签名的意见，不能形成结论。"),
            params={"count": missing},
        )
    fit = sum(1 for each in verdicts if each == "fit")
    return "fit" if fit * 2 > len(verdicts) else "unfit"
