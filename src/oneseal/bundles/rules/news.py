"""Which news of the single items are told together, in how few words, and when (ONE-1: one notice)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import reduce
from typing import Any, Final

from oneseal.kernel.text import N_

GATHER: Final = timedelta(hours=1)
"""So long the first piece of news waits for those of the other items; what asks the applicant to act does not wait."""
COVERED: Final = frozenset({"correction_needed"})
"""Told by a message about the whole already: the one correction notice."""
RECEIVED: Final = "application_received"
PASSING: Final = frozenset({RECEIVED, "accepted", "deemed_accepted", "granted"})
"""Not worth a word where the same item has gone on meanwhile."""
PHRASES: Final[Mapping[str, str]] = {
    RECEIVED: N_("“%(item_name)s”已自动开始办理，编号%(case_number)s"),
    "accepted": N_("“%(item_name)s”已受理，承诺%(due)s前办结"),
    "deemed_accepted": N_("“%(item_name)s”视为已受理，%(due)s前办结"),
    "granted": N_("“%(item_name)s”已准予"),
    "refused": N_("“%(item_name)s”不予许可，理由和救济途径见决定书"),
    "ready_for_pickup": N_("“%(item_name)s”的结果可到%(place)s领取，取件码%(pickup_code)s"),
    "shipped": N_("“%(item_name)s”的结果已由%(courier)s寄出，单号%(courier_number)s"),
    "please_evaluate": N_("“%(item_name)s”已办结，请评价"),
}
"""Everything else is told at once and by itself: it asks for something, or moves a day."""
AND: Final = N_("%(first)s；%(second)s")
News = tuple[int, str, Mapping[str, str]]
"""Item, template and data, in order of time."""


def gathered(template: str) -> bool:
    """Whether a message about one item is told together with those about others."""
    return template in PHRASES


def told(rows: Sequence[News]) -> dict[str, Any]:
    """What one message says of them, the newest state of each item, for its reader's language (display.in_words)."""
    last = {item: place for place, (item, _template, _data) in enumerate(rows)}
    kept: list[dict[str, Any]] = [
        {**data, "say": PHRASES[template]}
        for place, (item, template, data) in enumerate(rows)
        if template not in PASSING or last[item] == place
    ]
    return reduce(lambda first, second: {"say": AND, "first": first, "second": second}, kept)
