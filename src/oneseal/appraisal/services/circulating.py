"""Sending a bulletin to units and to those it is copied to, signing for it, handing it over, reminding (3.26)."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.urls import reverse

from oneseal.appraisal import events, selectors
from oneseal.appraisal.models import Bulletin, Delivery
from oneseal.appraisal.rules import circulation
from oneseal.appraisal.rules.circulation import WAYS, Way
from oneseal.appraisal.rules.scoring import BASIS
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.notices.services import notify_staff


def send(actor: Actor, bulletin: Bulletin) -> None:
    """A copy for each unit and each it is copied to: told where somebody takes papers in, else to go by hand.

    Inside the act's transaction.
    """
    known = {each.name: each for each in identity.visible_organisations(actor).filter(closed_on=None)}
    wanted = {name: False for name in bulletin.units} | {
        name: True for name in bulletin.cc if name not in bulletin.units
    }
    for name, copied in wanted.items():
        unit = known.get(name)
        told = selectors.takers(actor.bureau_id, unit.pk, unit.kind) if unit else []
        row = Delivery.objects.create(
            bureau_id=actor.bureau_id,
            bulletin=bulletin,
            unit=unit,
            name=name,
            copied=copied,
            state=Way.SENT if told else WAYS.step(Way.SENT, "divert"),
            told=told,
            sent_at=clock.now(),
        )
        _tell(actor, row, "bulletin_sent", "sent")


def send_bulletin(actor: Actor, *, bulletin_id: int) -> int:
    """Send a bulletin that was issued before copies were kept, once; how many copies. Raises as `sign_bulletin`."""
    _check_office(actor)
    selectors.access_bulletin(actor, bulletin_id)
    with transaction.atomic():
        row = lock(Bulletin, bulletin_id)
        if row.deliveries.exists():
            raise Conflict("sent_already", N_("这份通报已经发送，请刷新页面。"))
        send(actor, row)
        copies = selectors.copies_of(row)
        event = events.BulletinSent(len(copies), row.document.number if row.document else "")
        record(actor, Subject("bulletin", row.pk), event)
    return len(copies)


def _tell(actor: Actor, row: Delivery, template: str, occasion: str) -> None:
    month = row.bulletin.month
    notify_staff(
        actor,
        bureau_id=row.bureau_id,
        staff_ids=row.told,
        template=template,
        data={"month": {"say": N_("%(year)s年%(month)s月"), "year": month.year, "month": month.month}},
        occasion=f"{row.pk}:{occasion}",
        about=Subject("bulletin", row.bulletin_id),
        link=reverse("appraisal:delivery", args=[row.pk]),
    )


def sign_bulletin(actor: Actor, *, delivery_id: int) -> Delivery:
    """Sign for a unit's copy (签收), once. Raises Forbidden, NotFound, Conflict."""
    selectors.access_delivery(actor, delivery_id)
    with transaction.atomic():
        row = lock(Delivery, delivery_id)
        circulation.check_receiver(selectors.takes_in(actor, row))
        values = {"taken_by": actor.name, "signed_by_id": actor.staff_id, "settled_at": clock.now()}
        event = events.BulletinSigned(row.name, _number(row))
        return _settle(actor, row, "sign", event, values)


def hand_bulletin(actor: Actor, *, delivery_id: int, to: str, how: str, on: date) -> Delivery:
    """Write down that a copy went to a unit by hand: who took it, how, on which day. Raises as `sign_bulletin`."""
    _check_office(actor)
    selectors.access_delivery(actor, delivery_id)
    with transaction.atomic():
        row = lock(Delivery, delivery_id)
        circulation.check_handing(to, on, local_day(row.bulletin.issued_at), clock.today())
        at = clock.now() if on == clock.today() else datetime.combine(on, time(12), clock.LOCAL)
        values = {"taken_by": to.strip()[:120], "how": how.strip()[:200], "settled_at": at}
        event = events.BulletinHanded(row.name, _number(row), on.isoformat())
        return _settle(actor, row, "hand", event, values | {"handed_by_id": actor.staff_id})


def _settle(actor: Actor, row: Delivery, verb: str, event: Event, values: dict[str, object]) -> Delivery:
    change = Update(Delivery, row.pk, values | {"state": WAYS.step(row.state, verb)}, {"state": row.state})
    record(actor, Subject("bulletin", row.bulletin_id), event, changes=[change])
    row.refresh_from_db()
    return row


def remind_units(actor: Actor, *, bulletin_id: int) -> int:
    """Remind every unit that has not signed for a bulletin; each at most once a day. How many. Raises Forbidden."""
    _check_office(actor)
    rows = selectors.visible_deliveries(actor).filter(bulletin=bulletin_id, state=Way.SENT)
    today = clock.today()
    return _remind(actor, [row for row in rows if local_day(row.reminded_at or row.sent_at) < today])


def remind_late(*, bureau_id: int) -> int:
    """Remind the units that are late to sign, each after so many working days; how many."""
    calendar, today = calendars.current(), clock.today()
    rows = Delivery.objects.filter(bureau=bureau_id, state=Way.SENT).select_related("bulletin__document")
    late = [
        row
        for row in rows
        if circulation.is_reminded(
            row.state,
            local_day(row.sent_at),
            local_day(row.reminded_at) if row.reminded_at else None,
            today,
            calendar,
        )
    ]
    return _remind(SYSTEM.of_bureau(bureau_id), late)


def _remind(actor: Actor, rows: Iterable[Delivery]) -> int:
    by_bulletin: dict[int, list[Delivery]] = {}
    for row in rows:
        by_bulletin.setdefault(row.bulletin_id, []).append(row)
    done = 0
    for bulletin, found in by_bulletin.items():
        with transaction.atomic():
            lock(Bulletin, bulletin)
            waiting = Delivery.objects.filter(bulletin=bulletin, state=Way.SENT)
            known = dict(waiting.values_list("pk", "reminded_at"))
            # Reminded or signed by somebody else meanwhile: nothing more is said.
            late = [row for row in found if row.pk in known and known[row.pk] == row.reminded_at]
            if not late:
                continue
            done += len(late)
            changes = [Update(Delivery, row.pk, {"reminded_at": clock.now()}) for row in late]
            event = events.BulletinReminded(len(late), _number(late[0]))
            record(actor, Subject("bulletin", bulletin), event, changes=changes)
            for row in late:
                _tell(actor, row, "bulletin_unsigned", clock.today().isoformat())
    return done


def _number(row: Delivery) -> str:
    return row.bulletin.document.number if row.bulletin.document else ""


def _check_office(actor: Actor) -> None:
    if not actor.staff_id or not actor.has(*selectors.OFFICE):
        raise Forbidden("not_office", N_("通报的送达由办公室、督查或督办岗登记。"), basis=BASIS)
