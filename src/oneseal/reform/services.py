"""What the bench writes: the sums of ended cases, and that a log left the system."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.foundation import calendars, clock, history
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.reform import events, selectors
from oneseal.reform.models import Spent, StepSpent
from oneseal.reform.rules import eventlog
from oneseal.reform.rules.lives import Entry, life
from oneseal.reform.rules.spending import Kind
from oneseal.reform.rules.spending import spent as where_it_went

FORMS = {"xes": "XES", "ocel": "OCEL 2.0"}


@transaction.atomic
def measure(case_ids: Collection[int]) -> int:
    """Keep where the time of these cases went, anew for those measured before; return how many are over."""
    hours, calendar = calendars.office_hours(), calendars.current()
    journals = history.entries_of("case", case_ids, selectors.TOLD)
    sums, steps = [], []
    for case in cases.by_ids(case_ids):
        found = life(
            Entry(each.kind, clock.wall(each.at).replace(second=0, microsecond=0), each.data)
            for each in journals.get(case.pk, ())
        )
        if found is None:
            continue
        lived, names = found
        spent = where_it_went(lived, hours, calendar)
        about = {
            "case_id": case.pk,
            "bureau_id": case.bureau_id,
            "item_id": case.item_id,
            "ended_on": lived.end.date(),
        }
        sums.append(Spent(**about, **{kind.value: spent.by_kind[kind] for kind in Kind}))
        steps += [
            StepSpent(**about, key=key, name=names.get(key, ""), waiting=waited, working=worked)
            for key, (waited, worked) in spent.by_step.items()
        ]
    _keep(sums, steps)
    return len(sums)


def _keep(sums: list[Spent], steps: list[StepSpent]) -> None:
    ids = [row.case_id for row in sums]
    StepSpent.objects.filter(case__in=ids).delete()
    Spent.objects.filter(case__in=ids).delete()
    Spent.objects.bulk_create(sums)
    StepSpent.objects.bulk_create(steps)


@transaction.atomic
def export_log(actor: Actor, *, scope: selectors.Scope, first: date, last: date, form: str) -> Iterator[str]:
    """The event log of what ended in a period, `form` one of FORMS; that it left is journaled.

    Raises RuleViolation where there are more than selectors.LOG_LIMIT cases, or none.
    """
    traces = selectors.traces(actor, scope, first, last)
    record(
        actor,
        Subject("bureau", actor.bureau_id),
        events.LogExported(FORMS[form], scope.name, first.isoformat(), last.isoformat(), len(traces)),
    )
    return eventlog.xes(traces) if form == "xes" else eventlog.ocel(traces)
