"""The registry at the desk: which devices there are, which are well, pairing, locking, paper."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.certificates.selectors import blanks
from oneseal.devices import forms, selectors, services
from oneseal.devices.models import Device
from oneseal.devices.rules.kinds import BESIDE, PRINTS, STATES, DeviceState
from oneseal.devices.views.station import TILES
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.output.selectors import cabinets
from oneseal.queueing import selectors as queueing


@require_safe
@allow(*selectors.WATCHERS)
def devices(request: HttpRequest) -> HttpResponse:
    """Every device: those with trouble first."""
    actor = actor_of(request)
    rows = selectors.registry(actor, retired=request.GET.get("retired") == "1")
    active = [each for each in rows if each.device.state == DeviceState.ACTIVE]
    context = {
        "rows": rows,
        "well": sum(each.well for each in active),
        "ill": len(active) - sum(each.well for each in active),
        "locked": sum(each.device.state == DeviceState.LOCKED for each in rows),
        "keeper": actor.has(*selectors.KEEPERS),
        "retired": request.GET.get("retired") == "1",
    }
    return render(request, "devices/desk/devices.html", context)


def _form(actor: Actor, data: Any = None) -> forms.DeviceForm:
    halls = queueing.halls_in_use(actor)
    return forms.DeviceForm(
        data,
        halls=[(hall.pk, hall.name) for hall in halls],
        zones=[(zone.pk, f"{hall.name} {zone.name}") for hall in halls for zone in queueing.zones(hall)],
        windows=[
            (window.pk, f"{hall.name} {window.number} {window.name}".strip())
            for hall in halls
            for window in queueing.windows(hall)
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Put a device on the list."""
    actor = actor_of(request)
    posted = request.method == "POST"
    form = _form(actor, request.POST if posted else None)
    made: list[Device] = []
    if posted and attempt(form, lambda: made.append(services.register_device(actor, **form.cleaned_data))):
        messages.success(request, gettext("已登记。现在可以生成配对码。"))
        return redirect("devices:device", uid=made[0].uid)
    return render(request, "devices/desk/new.html", {"form": form}, status=422 if posted else 200)


@require_safe
@never_cache
@allow(*selectors.WATCHERS)
def device(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One device: how it is, what it does, what may be done about it."""
    actor = actor_of(request)
    return _page(request, actor, selectors.access_device(actor, uid))


def _page(
    request: HttpRequest, actor: Actor, row: Device, *, code: str = "", refused: str = "", **own: Any
) -> HttpResponse:
    keeper = actor.has(*selectors.KEEPERS)
    context = {
        "device": row,
        "shown": selectors.Shown(row, selectors.troubles_of(row)),
        "does": [gettext(TILES[each][0]) for each in selectors.does(row) if each in TILES],
        "allowed": [verb for verb in STATES.allowed(row.state) if keeper],
        "keeper": keeper,
        "refiller": actor.has(*queueing.GUIDES, *selectors.KEEPERS) and row.state == DeviceState.ACTIVE,
        "code": code,
        "refused": refused,
        "beside_form": own.get("beside") or _beside(actor, row) if keeper and row.kind in BESIDE else None,
        "prints_form": own.get("prints") or _prints(actor, row) if keeper and row.kind in PRINTS else None,
        "lock_form": own.get("lock") or forms.LockForm(),
        "paper_form": own.get("paper") or forms.PaperForm(device=row),
    }
    return render(request, "devices/desk/device.html", context, status=422 if refused or own else 200)


def _beside(actor: Actor, row: Device, data: Any = None) -> forms.BesideForm | None:
    """Which cabinet stands beside it; None where the bureau has none."""
    found = cabinets.cabinets_in_use(actor.bureau_id)
    return forms.BesideForm(data, device=row, cabinets=found) if found else None


def _prints(actor: Actor, row: Device, data: Any = None) -> forms.PrintsForm | None:
    """Whose certificates it prints; None where the bureau has no printer of certificates."""
    found = list(blanks.printers(actor))
    return forms.PrintsForm(data, device=row, printers=found) if found else None


Act = Callable[[Actor, Device], object]
PLAIN: dict[str, Act] = {
    "unlock": lambda actor, row: services.unlock_device(actor, device_id=row.pk),
    "retire": lambda actor, row: services.retire_device(actor, device_id=row.pk),
}
FORMS: dict[str, tuple[Callable[[Actor, Device, Any], Form | None], Callable[..., Device]]] = {
    "lock": (lambda actor, row, data: forms.LockForm(data), services.lock_device),
    "paper": (lambda actor, row, data: forms.PaperForm(data, device=row), services.load_paper),
    "beside": (_beside, services.stand_beside),
    "prints": (_prints, services.serve_printer),
}


@require_POST
@never_cache
@allow(*selectors.WATCHERS)
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Pairing code, lock, unlock, retire, paper, what stands beside it, what it prints."""
    actor = actor_of(request)
    row = selectors.access_device(actor, uid)
    try:
        if verb == "code":
            code = services.issue_code(actor, device_id=row.pk)
            return _page(request, actor, selectors.access_device(actor, uid), code=code)
        if verb in FORMS:
            return _with_form(request, actor, row, verb)
        if verb not in PLAIN:
            raise Http404
        PLAIN[verb](actor, row)
    except RuleViolation as error:
        return _page(request, actor, selectors.access_device(actor, uid), refused=sentence(error))
    messages.success(request, gettext("已保存。"))
    return redirect("devices:device", uid=uid)


def _with_form(request: HttpRequest, actor: Actor, row: Device, verb: str) -> HttpResponse:
    form_of, do = FORMS[verb]
    form: Any = form_of(actor, row, request.POST)
    if form is None:
        raise Http404
    if attempt(form, lambda: do(actor, device_id=row.pk, **form.cleaned_data)):
        messages.success(request, gettext("已保存。"))
        return redirect("devices:device", uid=row.uid)
    return _page(request, actor, row, **{verb: form})
