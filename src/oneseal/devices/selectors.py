"""Every read of devices: the registry, who is offline, which device stands where."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from oneseal.cases import selectors as cases
from oneseal.devices.models import Confirmation, Device, Help, Sheet
from oneseal.devices.rules import health
from oneseal.devices.rules.health import Trouble
from oneseal.devices.rules.kinds import DOES, DeviceKind, DeviceState, Does
from oneseal.devices.rules.screens import ASK_WITHIN, HELP_WITHIN, AnswerState, HelpState
from oneseal.foundation import clock
from oneseal.foundation.db import not_found
from oneseal.hall import selectors as hall
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.queueing import selectors as queueing

KEEPERS = queueing.KEEPERS
WATCHERS = (*queueing.WATCHERS,)
ASKERS = (Role.CLERK,)
RED = frozenset({Trouble.OFFLINE, Trouble.PAPER_OUT, Trouble.PRINTER})


def visible_devices(actor: Actor) -> QuerySet[Device]:
    """The bureau's devices, for those who run the hall."""
    rows = Device.objects.select_related("hall", "zone", "window", "cabinet")
    return rows.filter(bureau=actor.bureau_id) if actor.has(*WATCHERS) else rows.none()


def access_device(actor: Actor, uid: UUID) -> Device:
    """One device. Raises NotFound."""
    found = visible_devices(actor).filter(uid=uid).first()
    if found is None:
        raise not_found()
    return found


def device_by_uid(uid: UUID) -> Device | None:
    """The device that a key names."""
    return Device.objects.select_related("hall", "zone", "window", "cabinet").filter(uid=uid).first()


def device_by_code(digest: str) -> Device | None:
    """The device that a code of pairing was made for."""
    return Device.objects.filter(code_digest=digest, code_until__gt=clock.now()).first() if digest else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A device as those who run the hall see it."""

    device: Device
    troubles: list[Trouble]

    @property
    def words(self) -> list[tuple[str, str]]:
        """What is wrong, in words, each with its tone."""
        return [(health.TROUBLES[each], "red" if each in RED else "amber") for each in self.troubles]

    @property
    def well(self) -> bool:
        """Whether it works and nothing is wrong."""
        return self.device.state == DeviceState.ACTIVE and not self.troubles


def troubles_of(device: Device) -> list[Trouble]:
    """What is wrong with a device now; one that is not in use is never offline."""
    if device.state != DeviceState.ACTIVE:
        return []
    offline = [Trouble.OFFLINE] if health.is_offline(device.seen_at, clock.now()) else []
    return [*offline, *(Trouble(each) for each in device.troubles)]


def registry(actor: Actor, *, retired: bool = False) -> list[Shown]:
    """Every device of the bureau, those with trouble first."""
    rows = visible_devices(actor)
    rows = rows if retired else rows.exclude(state=DeviceState.RETIRED)
    shown = [Shown(each, troubles_of(each)) for each in rows]
    return sorted(shown, key=lambda each: (each.well, each.device.state == "retired", each.device.name))


def in_trouble(actor: Actor) -> QuerySet[Device]:
    """Devices in use that were not heard of, and those that are locked."""
    rows = visible_devices(actor)
    lost = rows.filter(state=DeviceState.ACTIVE, seen_at__lt=clock.now() - health.OFFLINE_AFTER)
    return lost | rows.filter(state=DeviceState.LOCKED)


def tablet_at(window_id: int) -> Device | None:
    """The tablet on a window's counter, where it is in use."""
    rows = Device.objects.filter(window=window_id, kind=DeviceKind.TABLET, state=DeviceState.ACTIVE)
    return rows.first()


def does(device: Device) -> tuple[Does, ...]:
    """What a visitor can do on it; numbers are given out in a hall only, results where a cabinet stands beside it."""
    own = DOES[DeviceKind(device.kind)]
    if device.cabinet_id and Does.COLLECT not in own:
        own = (*own, Does.COLLECT)
    return own if device.hall_id else tuple(each for each in own if each != Does.TICKET)


def administrators(bureau_id: int) -> list[int]:
    """The staff who are told about devices: whoever holds a post of an administrator."""
    posts = [
        post.pk
        for post in identity.posts_by_code(bureau_id).values()
        if Role.ADMINISTRATOR.value in post.roles
    ]
    return [each.pk for each in identity.present_holders(posts, clock.today())]


def tablet_of(actor: Actor) -> Device | None:
    """The tablet of the window at which the actor sits now."""
    seat = queueing.seat_of(actor.staff_id) if actor.staff_id else None
    return tablet_at(seat.window_id) if seat else None


def latest_confirmation(**about: int) -> Confirmation | None:
    """The newest question about a case (`case=`) or a slip (`slip=`)."""
    rows = Confirmation.objects.filter(**about).select_related("device", "signature")
    return rows.order_by("-id").first()


def access_confirmation(actor: Actor, uid: UUID) -> Confirmation:
    """One question, for those who may see its case or slip. Raises NotFound."""
    found = Confirmation.objects.filter(uid=uid).select_related("device", "signature").first()
    if found is None:
        raise not_found()
    kind, pk = found.subject
    if kind == "case":
        cases.access_case(actor, pk)
    else:
        hall.access_slip(actor, pk)
    return found


def asked_on(device: Device) -> Confirmation | None:
    """What a tablet is to show now."""
    rows = Confirmation.objects.filter(device=device, state=AnswerState.ASKED)
    return rows.filter(asked_at__gt=clock.now() - ASK_WITHIN).first()


def stale_questions() -> list[Confirmation]:
    """Questions that no screen shows any more."""
    return list(Confirmation.objects.filter(state=AnswerState.ASKED, asked_at__lte=clock.now() - ASK_WITHIN))


def may_read_signature(actor: Actor, file_id: int) -> bool:
    """Whether somebody may see a signature: whoever may see the case or the slip."""
    row = Confirmation.objects.filter(signature=file_id).first()
    if row is None:
        return False
    kind, pk = row.subject
    rows = cases.visible_cases(actor) if kind == "case" else hall.visible_slips(actor)
    return rows.filter(pk=pk).exists()


def sheet_by_code(actor: Actor, digest: str) -> Sheet:
    """A form filled at a station of the bureau. Raises NotFound for a wrong or outdated code."""
    rows = Sheet.objects.select_related("device", "item").filter(device__bureau=actor.bureau_id)
    found = rows.filter(code_digest=digest, until__gt=clock.now()).first()
    if found is None or not actor.has(Role.CLERK):
        message = N_("没有这份申请表，请核对八位取表码；三天没有调用的已经删除。")
        raise NotFound("sheet_unknown", message, field="code")
    return found


def drafts_for(actor: Actor, item_id: int) -> list[Any]:
    """The drafts of an item at the window that a form may be put into, newest first."""
    rows = cases.visible_cases(actor).filter(item=item_id, state="draft").exclude(channel="online")
    return list(rows.order_by("-id")[:20])


def visible_helps(actor: Actor) -> QuerySet[Help]:
    """Calls of the bureau's devices, for those who answer them."""
    rows = Help.objects.select_related("device", "staff")
    return rows.filter(bureau=actor.bureau_id) if actor.has(*queueing.GUIDES) else rows.none()


def access_help(actor: Actor, uid: UUID) -> Help:
    """One call. Raises NotFound."""
    found = visible_helps(actor).filter(uid=uid).first()
    if found is None:
        raise not_found()
    return found


def help_on(device: Device) -> Help | None:
    """The call that is open from a device."""
    rows = Help.objects.filter(device=device).exclude(state=HelpState.ENDED)
    return rows.select_related("device", "staff").first()


def calling(actor: Actor) -> QuerySet[Help]:
    """Calls that nobody has answered yet."""
    return visible_helps(actor).filter(state=HelpState.CALLING)


def stale_helps() -> list[Help]:
    """Open calls in which nothing has happened for a while."""
    since = clock.now() - HELP_WITHIN
    rows = Help.objects.exclude(state=HelpState.ENDED).annotate(last=Max("lines__at"))
    quiet = Q(last__lt=since) | Q(last=None, called_at__lt=since)
    return list(rows.filter(quiet).filter(Q(taken_at=None) | Q(taken_at__lt=since)).select_related("device"))
