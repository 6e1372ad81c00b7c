"""How a hall shows itself today: its brand, or the bureau's own name and emblem (inventory 3.22)."""

from dataclasses import dataclass
from datetime import date
from typing import IO

from django.conf import settings
from django.core.cache import caches
from django.db.models import Q, QuerySet
from django.templatetags.static import static
from django.urls import reverse

from oneseal.documents import selectors as documents
from oneseal.foundation import clock
from oneseal.foundation.db import not_found
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.queueing.models import Brand, Hall
from oneseal.queueing.rules.branding import usual_name
from oneseal.queueing.selectors.places import KEEPERS

LOGO = "hall_logo"
"""Purpose under which logos are stored (documents.services.store_file)."""
KEPT_SECONDS = 60
EMBLEM = "oneseal/emblem.svg"


@dataclass(frozen=True, slots=True)
class ShownBrand:
    """What pages, boards, stations and slips show of a hall. `style`: address of its colours, empty for the house's."""

    name: str
    short_name: str
    slogan: str
    phone: str
    address: str
    logo: str
    style: str
    colour: str
    own: bool


def brand_of(hall_id: int | None) -> ShownBrand:
    """How a hall shows itself today; without one the bureau. Each process keeps it for a minute."""
    if hall_id is None:
        return _plain("", "", identity.bureau_name(0))
    kept, key = caches["process"], brand_key(hall_id)
    found: ShownBrand | None = kept.get(key)
    if found is None:
        found = _brand_of(hall_id, clock.today())
        kept.set(key, found, KEPT_SECONDS)
    return found


def brand_key(hall_id: int) -> str:
    """Under which key a process keeps a hall's brand of today."""
    return f"queueing.brand:{hall_id}:{clock.today()}"


def _brand_of(hall_id: int, day: date) -> ShownBrand:
    row = standing_brands(day).filter(hall=hall_id).select_related("hall").first()
    if row is not None:
        return shown_brand(row)
    hall = Hall.objects.get(pk=hall_id)
    return _plain(hall.phone, hall.address, identity.bureau_name(hall.bureau_id))


def _plain(phone: str, address: str, name: str) -> ShownBrand:
    return ShownBrand(name, name, "", phone, address, static(EMBLEM), "", "", own=False)


def shown_brand(row: Brand) -> ShownBrand:
    """A brand as it is shown, a draft too; what it leaves empty is the hall's own."""
    part = [row.hall_id, row.pk]
    return ShownBrand(
        name=row.name,
        short_name=row.short_name,
        slogan=row.slogan,
        phone=row.phone or row.hall.phone,
        address=row.address or row.hall.address,
        logo=reverse("queueing:brand_logo", args=part) if row.logo_id else static(EMBLEM),
        style=reverse("queueing:brand_style", args=part),
        colour=row.colour,
        own=True,
    )


def standing_brands(day: date) -> QuerySet[Brand]:
    """Brands that counted on a day or before, the newest first."""
    return Brand.objects.filter(withdrawn_at=None, from_on__lte=day)


def brands(hall: Hall) -> list[Brand]:
    """The versions of a hall that count, counted or will count, the newest first; without drafts."""
    return list(Brand.objects.filter(hall=hall, withdrawn_at=None, from_on__isnull=False))


def brand_draft(hall: Hall) -> Brand | None:
    """What is proposed for a hall and does not count yet."""
    return Brand.objects.filter(hall=hall, withdrawn_at=None, from_on=None).select_related("hall").first()


def access_brand(actor: Actor, hall_id: int, brand_id: int) -> Brand:
    """One version: everybody what counts or counted, the hall's keepers also what is to come. Raises NotFound."""
    allowed = Q(withdrawn_at=None, from_on__lte=clock.today())
    if actor.has(*KEEPERS):
        allowed |= Q(hall__bureau=actor.bureau_id)
    rows = Brand.objects.select_related("hall", "logo")
    found = rows.filter(allowed, pk=brand_id, hall=hall_id).first()
    if found is None:
        raise not_found()
    return found


def logo_of(row: Brand) -> tuple[IO[bytes], str]:
    """The logo's bytes, and their type. Raises NotFound where the brand has none."""
    if row.logo is None:
        raise not_found()
    return documents.open_file(row.logo), row.logo.media_type


def usual_hall_name(hall: Hall) -> str:
    """What the hall is to be called by the pattern of ONESEAL_HALL_NAME; empty where none is set."""
    code = identity.region_of_bureau(hall.bureau_id)
    return usual_name(settings.HALL_NAME, identity.region(code).name) if code else ""
