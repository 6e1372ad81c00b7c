"""Who may not apply again for a while, and for what (LIC-21)."""

from datetime import date
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after


class BanKind(StrEnum):
    """Why."""

    FALSE_MATERIALS = "false_materials"
    FRAUD = "fraud"


LABELS: Final = {
    BanKind.FALSE_MATERIALS: N_("申请时隐瞒情况或者提供虚假材料"),
    BanKind.FRAUD: N_("以欺骗、贿赂等不正当手段取得许可"),
}
MONTHS: Final = {BanKind.FALSE_MATERIALS: 12, BanKind.FRAUD: 36}
BASIS: Final = {BanKind.FALSE_MATERIALS: "行政许可法第七十八条", BanKind.FRAUD: "行政许可法第七十九条"}


def ban_until(kind: BanKind, since: date, *, public_safety: bool) -> date | None:
    """The last day of the ban: one year or three. None where the item does not bear directly on public safety,
    health, life or property: then the law knows no ban (art. 78, 79; LIC-21)."""
    return months_after(since, MONTHS[kind]) if public_safety else None


def refusal(kind: str, until: date) -> RuleViolation:
    """What an applicant under a ban is told."""
    why = BanKind(kind)
    return RuleViolation(
        "banned",
        N_(
            "%(until)s以前不能再次申请这个事项（原因：%(why)s）。有异议的，可以到窗口查阅决定并申请行政复议。"
        ),
        params={"until": until.isoformat(), "why": LABELS[why]},
        field="applicant",
        basis=BASIS[why],
    )
