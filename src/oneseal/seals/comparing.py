"""An outside party's days compared with a context's books: the columns of its tables, the comparison, the explanation.

What differs is asked for first, so that only real differences are left for somebody to look at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from django.db import models, transaction

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.seals.rules import statements
from oneseal.seals.rules.statements import Mismatch, Movement
from oneseal.seals.wire import Provider


class ComparedDay(models.Model):
    """A day of the party compared with ours: its movements and their sum in 分."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    compared_at = models.DateTimeField()
    movements = models.IntegerField()
    fen = models.BigIntegerField()

    class Meta:
        abstract = True


class DayDifference(models.Model):
    """Something on which the party and our books differ, in 分, until somebody says why; one row for each number.

    `trade_no` is the party's own number of it, such as a transaction or a waybill.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    number = models.CharField(max_length=64)
    trade_no = models.CharField(max_length=64, blank=True, default="")
    ours = models.BigIntegerField(null=True)
    theirs = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    said = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        abstract = True


D = TypeVar("D", bound=ComparedDay)
M = TypeVar("M", bound=DayDifference)


@dataclass(frozen=True, slots=True)
class Comparison(Generic[D]):
    """How a context's books are held against one party's.

    `ours` are a bureau's movements between two moments; `ask` asks the party for what differs; `keep` lists what still
    does, once; `event` tells the day, the party's movements, their sum and the differences, about `subject`.
    """

    provider: Provider
    days: type[D]
    subject: str
    ours: Callable[[int, datetime, datetime], list[Movement]]
    ask: Callable[[Mismatch], None]
    keep: Callable[[int, date, Mismatch], None]
    event: Callable[[str, int, int, int], Event]

    def compare(self, bureau_id: int, day: date) -> D:
        """Compare one day. May run again. Raises Unreachable, ValueError for a daily file that is not whole."""
        said = self.provider.current().call("statement", {"day": day.isoformat()})
        theirs = [each for each in statements.read(str(said["file"])) if _is_of(bureau_id, each)]
        for each in self._found(bureau_id, day, theirs):
            try:
                self.ask(each)
            except Conflict:
                continue  # it stays a difference
        found = self._found(bureau_id, day, theirs)
        fen = sum(each.fen for each in theirs)
        values = {"compared_at": clock.now(), "movements": len(theirs), "fen": fen}
        with transaction.atomic():
            row, _ = self.days._default_manager.update_or_create(
                bureau_id=bureau_id, day=day, defaults=values
            )
            for each in found:
                self.keep(bureau_id, day, each)
            event = self.event(day.isoformat(), len(theirs), fen, len(found))
            record(SYSTEM.of_bureau(bureau_id), Subject(self.subject, row.pk), event)
        return row

    def _found(self, bureau_id: int, day: date, theirs: list[Movement]) -> list[Mismatch]:
        first = clock.midnight(day)
        return statements.differences(self.ours(bureau_id, first, first + timedelta(days=1)), theirs)

    def days_to_compare(self) -> list[tuple[int, str]]:
        """Yesterday of every bureau; nothing where no party is set."""
        if not self.provider.is_configured():
            return []
        yesterday = (clock.today() - timedelta(days=1)).isoformat()
        return [(bureau_id, yesterday) for bureau_id in identity.bureau_ids()]


def _is_of(bureau_id: int, movement: Movement) -> bool:
    """The file is for the whole installation: our numbers begin with the bureau's id; others concern every bureau."""
    return movement.number.partition("-")[0] == str(bureau_id) or "-" not in movement.number


def keep_difference(
    model: type[DayDifference], bureau_id: int, day: date, each: Mismatch, **key: str
) -> None:
    """List a difference, once for its number (and `key`)."""
    model._default_manager.get_or_create(
        bureau_id=bureau_id,
        day=day,
        number=each.number[:64],
        **key,
        defaults={"trade_no": each.trade_no[:64], "ours": each.ours, "theirs": each.theirs},
    )


def settle(
    actor: Actor,
    model: type[M],
    *,
    difference_id: int,
    said: str,
    subject: str,
    event: Callable[[str], Event],
) -> M:
    """Say what became of a difference. Raises RuleViolation where nothing is said, Conflict where it was said before."""
    said = said.strip()[:300]
    if not said:
        raise RuleViolation("finding_missing", N_("请写明核实的结果，例如已与对方查证。"), field="said")
    with transaction.atomic():
        row = lock(model, difference_id)
        if row.bureau_id != actor.bureau_id or row.settled_at is not None:
            raise Conflict("settled_already", N_("这条差异已经核实过。请刷新页面。"))
        values = {"settled_at": clock.now(), "settled_by_id": actor.staff_id, "said": said}
        change = Update(model, row.pk, values, expect={"settled_at": None})
        record(actor, Subject(subject, row.pk), event(row.number), changes=[change], reason=said)
    return row
