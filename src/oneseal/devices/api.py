"""For kiosks of other makers: pairing, heartbeat, a number, where a case stands. Each has a token of its own.

The token is the device's key: it comes from pairing and is renewed by heartbeats, as in a browser.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Router, Schema, Status
from ninja.decorators import decorate_view
from ninja.security import HttpBearer

from oneseal.assurance import services as assurance
from oneseal.cases.selectors.citizen import case_for_visitor
from oneseal.certificates import services as certificates
from oneseal.devices import selectors, services
from oneseal.devices.models import Device
from oneseal.devices.rules.health import Report
from oneseal.devices.rules.kinds import Does
from oneseal.foundation import clock, ratelimit
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import client_address
from oneseal.kernel.access import NOBODY
from oneseal.kernel.errors import Forbidden, NotFound
from oneseal.kernel.text import N_
from oneseal.output import services as output
from oneseal.output.selectors import cabinets
from oneseal.queueing import selectors as queueing
from oneseal.queueing import services as queue

if TYPE_CHECKING:
    from oneseal.output.models import Cabinet

LARGEST = 2**63 - 1


class DeviceToken(HttpBearer):
    """Lets a device in by its own key; a copy of it locks the device (403)."""

    scope = "device"

    def authenticate(self, request: HttpRequest, token: str) -> Device | None:
        """The device, or None."""
        standing = services.identify(token)
        if standing.problem == "locked":
            raise Forbidden("device_locked", N_("这台设备已锁定，请联系审批局管理员。"))
        request.station = standing  # type: ignore[attr-defined]
        return standing.device


router = Router(tags=["自助设备"], auth=DeviceToken())


class DevicePairIn(Schema):
    """The code that the administrator sees, and what the machine is."""

    code: str = Field(max_length=12)
    version: str = Field(default="", max_length=80)


class DevicePairOut(Schema):
    """The device's key; shown this once."""

    uid: str
    name: str
    token: str


class DeviceBeatIn(Schema):
    """How the machine is. `clock` with its offset; `paper` sheets left; `printer` ok, error or none."""

    clock: datetime | None = None
    version: str = Field(default="", max_length=80)
    printer: str = Field(default="", pattern="^(|ok|error|none)$")
    paper: int | None = Field(default=None, ge=0, le=100_000)
    printed: int = Field(default=0, ge=0, le=10_000)
    network_ms: int | None = Field(default=None, ge=0, le=600_000)


class DeviceBeatOut(Schema):
    """The server's time, what is wrong, and a new token where one was due: it counts from its first use."""

    now: datetime
    troubles: list[str]
    token: str = ""


class DeviceTicketIn(Schema):
    """The line of the device's own hall."""

    line: int = Field(ge=1, le=LARGEST)


class DeviceTicketOut(Schema):
    """What is printed on the slip."""

    uid: str
    number: str
    line: str
    minutes: int | None


class DeviceQueryIn(Schema):
    """A case's number and a proof: its pick-up code or the last four signs of the applicant's number."""

    number: str = Field(max_length=30)
    proof: str = Field(min_length=4, max_length=12)


class DeviceQueryOut(Schema):
    """The state only; nothing about the person."""

    number: str
    item: str
    state: str
    section: str


class DeviceTakeIn(Schema):
    """The pick-up code, and the number of the identity document that the machine read or the visitor typed."""

    code: str = Field(min_length=6, max_length=12)
    document: str = Field(min_length=2, max_length=60)


class DeviceBoxOut(Schema):
    """The opened box; `state`: asked, open, done (handed over), kept (it lies there still), jammed, void or doubt."""

    uid: UUID
    box: str
    state: str


class DeviceReadingIn(Schema):
    """What the machine read: a document (`reader`), or a finger against it (`fingerprint`, with the person's consent)."""

    number: str = Field(min_length=2, max_length=60)
    way: Literal["reader", "fingerprint"]
    serial: str = Field(min_length=1, max_length=80)
    consent: bool = False


class DeviceReadingOut(Schema):
    """Until when it counts."""

    level: int
    until: datetime


def _device(request: HttpRequest, does: Does) -> Device:
    device: Device = request.auth  # type: ignore[attr-defined]
    if does not in selectors.does(device):
        raise NotFound("not_on_this_device", N_("这台设备不办理这项内容，请返回首页选择。"))
    return device


@router.post("/pair", response={201: DevicePairOut}, auth=None, operation_id="pair_device")
def pair_device(request: HttpRequest, asked: DevicePairIn) -> Status[DevicePairOut]:
    """Become the device that the code was made for."""
    address = client_address(request)
    ratelimit.count(f"devices.pair:{address}", 10, 60)
    device, key = services.pair(code=asked.code, address=address, version=asked.version)
    return Status(201, DevicePairOut(uid=str(device.uid), name=device.name, token=key))


@router.post("/beat", response={200: DeviceBeatOut}, operation_id="device_beat")
def device_beat(request: HttpRequest, asked: DeviceBeatIn) -> DeviceBeatOut:
    """Heartbeat, every thirty seconds."""
    clock_said = asked.clock if asked.clock is not None and asked.clock.tzinfo is not None else None
    report = Report(
        clock=clock_said,
        version=asked.version,
        printer=asked.printer,
        paper=asked.paper,
        printed=asked.printed,
        network_ms=asked.network_ms,
    )
    device: Device = request.auth  # type: ignore[attr-defined]
    done = services.beat(device, report, address=client_address(request))
    return DeviceBeatOut(now=clock.now(), troubles=done.device.troubles, token=done.key)


@router.post("/tickets", response={201: DeviceTicketOut}, operation_id="issue_device_ticket")
@decorate_view(idempotent)
def issue_device_ticket(request: HttpRequest, asked: DeviceTicketIn) -> Status[DeviceTicketOut]:
    """A number in a line of the hall where the device stands."""
    device = _device(request, Does.TICKET)
    line = queueing.access_line(NOBODY, asked.line)
    ticket = queue.issue_ticket(NOBODY, hall_id=device.hall_id or 0, line_id=line.pk, door="kiosk")
    out = DeviceTicketOut(uid=str(ticket.uid), number=ticket.number, line=line.name, minutes=ticket.estimate)
    return Status(201, out)


@router.post("/query", response={200: DeviceQueryOut}, operation_id="query_on_device")
def query_on_device(request: HttpRequest, asked: DeviceQueryIn) -> DeviceQueryOut:
    """Where a case stands, for who proves to know it."""
    _device(request, Does.QUERY)
    ratelimit.count(f"cases.query:{asked.number}", 10, 3600)
    case = case_for_visitor(asked.number, asked.proof)
    return DeviceQueryOut(
        number=case.number,
        item=case.item_name,
        state=str(case.get_state_display()),
        section=case.section.name,
    )


def _cabinet(request: HttpRequest) -> "tuple[Device, Cabinet]":
    device = _device(request, Does.COLLECT)
    if device.cabinet is None:
        raise NotFound("no_cabinet", N_("这台设备旁边没有取件柜，请到出件窗口领取。"))
    return device, device.cabinet


@router.post("/boxes", response={201: DeviceBoxOut}, operation_id="open_box")
@decorate_view(idempotent)
def open_box(request: HttpRequest, asked: DeviceTakeIn) -> Status[DeviceBoxOut]:
    """Open the box of the cabinet beside the machine for who has its code and the right document."""
    device, cabinet = _cabinet(request)
    ratelimit.count(f"devices.take:{asked.document}", 10, 3600)
    row = output.collect(
        services.of_device(device),
        cabinet=cabinet,
        pickup_code=asked.code,
        identifier=asked.document,
        device=device.name,
    )
    return Status(201, DeviceBoxOut(uid=row.uid, box=row.place.code, state=row.state))


@router.get("/boxes/{uid}", response={200: DeviceBoxOut}, operation_id="get_box")
def get_box(request: HttpRequest, uid: Path[UUID]) -> DeviceBoxOut:
    """What became of an opened box."""
    _, cabinet = _cabinet(request)
    row = cabinets.opening_at(cabinet.pk, str(uid))
    if row is None:
        raise NotFound("opening_not_found", N_("没有这次开门的记录。"))
    row = output.follow_door(row)
    return DeviceBoxOut(uid=row.uid, box=row.place.code, state=row.state)


@router.post(
    "/identity-checks", response={201: DeviceReadingOut}, operation_id="report_device_identity_check"
)
@decorate_view(idempotent)
def report_device_identity_check(request: HttpRequest, asked: DeviceReadingIn) -> Status[DeviceReadingOut]:
    """Somebody's identity document was read here, or their finger compared with it; no image is sent."""
    device: Device = request.auth  # type: ignore[attr-defined]
    ratelimit.count(f"devices.identity:{device.pk}", 30, 60)
    row = assurance.note_reading(
        bureau_id=device.bureau_id,
        device=device.name,
        number=asked.number,
        way=asked.way,
        serial=asked.serial,
        consent=asked.consent,
    )
    return Status(201, DeviceReadingOut(level=row.level, until=row.until))


class DevicePrintIn(Schema):
    """`blank`: the number that the machine reads off the paper; `why`: what went wrong."""

    blank: str = Field(default="", max_length=24)
    why: str = Field(default="", max_length=200)


class DevicePrintOut(Schema):
    """One certificate to print on exactly this blank; `state` waiting, taken, done or cancelled."""

    uid: UUID
    state: str
    blank: str
    name: str
    number: str


def _print_out(job: Any) -> DevicePrintOut:
    return DevicePrintOut(
        uid=job.uid,
        state=job.state,
        blank=job.blank.code if job.blank else "",
        name=job.certificate.name,
        number=job.certificate.number,
    )


def _machine(request: HttpRequest) -> int:
    """The certificate printer that this device was put to."""
    device: Device = request.auth  # type: ignore[attr-defined]
    if device.blank_printer_id is None:
        text = N_("这台设备还没有接到打证机。请在“自助设备”里打开它，选择打印哪台打证机的证照。")
        raise NotFound("no_printer", text)
    return device.blank_printer_id


@router.post("/prints/next", response={200: DevicePrintOut, 204: None}, operation_id="take_device_print")
def take_device_print(request: HttpRequest) -> Status[DevicePrintOut | None]:
    """The next certificate to print; the same again until it is reported. 204: nothing waits."""
    job = certificates.take_print(NOBODY, printer_id=_machine(request))
    return Status(200, _print_out(job)) if job else Status(204, None)


@router.get("/prints/{uid}/file", operation_id="get_device_print_file")
def get_device_print_file(request: HttpRequest, uid: Path[UUID]) -> HttpResponse:
    """The sealed PDF of the print under way."""
    content = certificates.print_file(printer_id=_machine(request), uid=uid)
    return HttpResponse(content, content_type="application/pdf")


@router.post("/prints/{uid}/done", response={200: DevicePrintOut}, operation_id="finish_device_print")
def finish_device_print(request: HttpRequest, uid: Path[UUID], asked: DevicePrintIn) -> DevicePrintOut:
    """It is on paper. `cancelled`: the certificate ended meanwhile, keep the paper back."""
    machine = _machine(request)
    return _print_out(certificates.finish_print(NOBODY, printer_id=machine, uid=uid, blank=asked.blank))


@router.post("/prints/{uid}/spoiled", response={200: DevicePrintOut}, operation_id="spoil_device_print")
def spoil_device_print(request: HttpRequest, uid: Path[UUID], asked: DevicePrintIn) -> DevicePrintOut:
    """The blank was spoiled; it waits for the next one."""
    machine = _machine(request)
    return _print_out(certificates.spoil_print(NOBODY, printer_id=machine, uid=uid, why=asked.why))
