"""How a hall shows itself: drafted, looked at, then counting from a day on (inventory 3.22)."""

from datetime import date
from typing import Any

from django.core.cache import caches
from django.db import transaction

from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.queueing import events
from oneseal.queueing.models import Brand, Hall
from oneseal.queueing.rules import branding as rules
from oneseal.queueing.selectors import KEEPERS, LOGO, access_hall
from oneseal.queueing.selectors.branding import access_brand, brand_key

PICTURES = ("image/png", "image/jpeg")


def draft_brand(
    actor: Actor,
    *,
    hall_id: int,
    name: str,
    short_name: str,
    colour: str,
    logo: tuple[str, bytes] | None = None,
    bare: bool = False,
    **facts: str,
) -> Brand:
    """Propose how a hall shows itself; the draft that there is, is changed. Nobody else sees it before it is confirmed.

    `logo`: name and bytes of a picture, none keeps the draft's (else today's), `bare` takes it off. Facts: slogan,
    phone, address. Raises RuleViolation for a colour on which white letters are not read, for a logo that is no picture.
    """
    _check_keeper(actor)
    hall = access_hall(actor, hall_id)
    if not name.strip() or not short_name.strip():
        field = "short_name" if name.strip() else "name"
        raise RuleViolation("name_missing", N_("请填写名称。"), field=field)
    colour = rules.colour_of(colour)
    with transaction.atomic():
        lock(Hall, hall_id)
        rows = Brand.objects.filter(hall=hall, withdrawn_at=None)
        draft = rows.filter(from_on=None).first()
        row = draft or Brand(hall=hall)
        standing = draft or rows.filter(from_on__lte=clock.today()).first()
        row.logo_id = standing.logo_id if standing and not bare else None
        if logo is not None:
            row.logo_id = _stored(actor, hall, *logo)
        values = {"name": name.strip(), "short_name": short_name.strip(), "colour": colour, **facts}
        for field, value in values.items():
            setattr(row, field, value)
        row.made_at = clock.now()
        row.save()
        _say(actor, row, events.BrandDrafted(row.pk, row.name, colour))
    return row


def confirm_brand(actor: Actor, *, hall_id: int, brand_id: int, from_on: date) -> Brand:
    """Let a draft count from a day on. Raises RuleViolation for a day that is over or taken, Conflict for no draft."""
    _check_keeper(actor)
    with transaction.atomic():
        lock(Hall, hall_id)
        row = access_brand(actor, hall_id, brand_id)
        if row.from_on is not None or row.withdrawn_at is not None:
            raise Conflict("brand_settled", N_("这一版已经确定或者撤回，请重新起草。"))
        if from_on < clock.today():
            text = N_("启用日期已经过去，请选今天或以后的日子。")
            raise RuleViolation("day_past", text, field="from_on")
        if Brand.objects.filter(hall=hall_id, from_on=from_on, withdrawn_at=None).exists():
            text = N_("这一天已经有一版启用，请换一天，或者先撤回那一版。")
            raise RuleViolation("day_taken", text, field="from_on")
        event = events.BrandSet(row.pk, row.name, from_on.isoformat())
        _say(actor, row, event, Update(Brand, row.pk, {"from_on": from_on}, expect={"from_on": None}))
        _forget(hall_id)
    return row


def withdraw_brand(actor: Actor, *, hall_id: int, brand_id: int) -> None:
    """Take back a draft, or a version before its first day. Raises Conflict for one that counts or counted."""
    _check_keeper(actor)
    with transaction.atomic():
        lock(Hall, hall_id)
        row = access_brand(actor, hall_id, brand_id)
        if row.withdrawn_at is not None or (row.from_on is not None and row.from_on <= clock.today()):
            text = N_("这一版已经启用或者撤回。要换，请另起草一版。")
            raise Conflict("brand_counts", text)
        change = Update(Brand, row.pk, {"withdrawn_at": clock.now()})
        _say(actor, row, events.BrandWithdrawn(row.pk, row.name), change)


def _stored(actor: Actor, hall: Hall, name: str, content: bytes) -> int:
    rules.check_logo(content)
    kept = documents.store_file(actor, bureau_id=hall.bureau_id, name=name, content=content, purpose=LOGO)
    if kept.media_type not in PICTURES:
        text = N_("标识图案要用 PNG 或 JPEG 图片。")
        raise RuleViolation("logo_type", text, field="file")
    return kept.pk


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*KEEPERS):
        raise Forbidden("not_keeper", N_("大厅、窗口和开放时间由系统管理岗或协调督办岗设置。"))


def _forget(hall_id: int) -> None:
    key = brand_key(hall_id)
    transaction.on_commit(lambda: caches["process"].delete(key))


def _say(actor: Actor, row: Brand, event: Any, *changes: Update) -> None:
    record(actor, Subject("service_hall", row.hall_id), event, changes=list(changes))
