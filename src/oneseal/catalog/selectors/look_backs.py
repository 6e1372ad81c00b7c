"""Delegated powers with the looks back at them, and which are due (2.20)."""

from dataclasses import dataclass
from datetime import date

from oneseal.catalog.models import ChangeLedger, LookBack
from oneseal.catalog.rules import look_backs as rules
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

KINDS = (ChangeLedger.Kind.DELEGATE, ChangeLedger.Kind.TAKE_OVER)
ORDER = ("rectification_late", "not_taken_over", "to_rectify", "due", "in_order")


@dataclass(frozen=True, slots=True)
class PowerLine:
    """A line of the ledger with the looks at it, newest first."""

    entry: ChangeLedger
    looks: list[LookBack]
    state: str
    due_on: date


def power_lines(actor: Actor) -> list[PowerLine]:
    """Delegated and taken-over powers of the bureau, the worst first."""
    entries = ChangeLedger.objects.filter(bureau_id=actor.bureau_id, kind__in=KINDS)
    rows = entries.select_related("item").prefetch_related("look_backs")
    lines = [_line(entry) for entry in rows]
    return sorted(lines, key=lambda line: (ORDER.index(line.state), line.due_on, line.entry.pk))


def power_line(actor: Actor, entry_id: int) -> PowerLine:
    """One of them. Raises NotFound."""
    entries = ChangeLedger.objects.filter(bureau_id=actor.bureau_id, kind__in=KINDS, pk=entry_id)
    entry = entries.select_related("item").first()
    if entry is None:
        text = N_("没有找到这条委托或承接记录，或者您无权检查。")
        raise NotFound("ledger_entry_not_found", text)
    return _line(entry)


def _line(entry: ChangeLedger) -> PowerLine:
    rows = list(entry.look_backs.all())
    looks = [rules.Look(r.checked_on, r.in_order, r.rectify_by, r.rectified_on) for r in rows]
    state = rules.state_of(
        entry.effective_on, entry.deadline, entry.taken_over_on is not None, looks, clock.today()
    )
    return PowerLine(entry, rows, state, rules.due_on(entry.effective_on, looks))
