"""One stop: who is called, what was seen, both signatures, the record."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import EXAMINING, Actor
from oneseal.surveys import selectors, services
from oneseal.surveys.forms import PartyForm, ReasonForm, RecordForm
from oneseal.surveys.models import Visit
from oneseal.surveys.rules.planning import clock_text
from oneseal.surveys.rules.states import Mode, TripState, VisitState
from oneseal.surveys.views.shown import PARTY_TONES, VISIT_TONES, what_of

PAGE = "surveys/visit.html"


@require_safe
@allow(*EXAMINING)
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """One stop."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_visit(actor, visit_id))


def _forms(actor: Actor, row: Visit, bound: dict[str, Any]) -> dict[str, Any]:
    crew = selectors.crew_of(row.trip_id)
    going = row.trip.state == TripState.ANNOUNCED and actor.staff_id in crew
    signed = set(row.signatures.values_list("staff_id", flat=True))
    found: dict[str, Any] = {}
    if going and row.state == VisitState.PLANNED:
        found["record_form"] = bound.get("record") or RecordForm(visit=row)
        found["miss_form"] = bound.get("miss") or ReasonForm(auto_id="id_miss_%s")
    if going and row.state == VisitState.RECORDED:
        found["may_sign"] = actor.staff_id not in signed
        found["back_form"] = bound.get("send_back") or ReasonForm(auto_id="id_back_%s")
    if actor.has(*selectors.DISPATCHERS) and row.state == VisitState.PLANNED:
        found["party_form"] = bound.get("invite") or _party_form(actor)
    return found


def _party_form(actor: Actor, data: Any = None) -> PartyForm:
    sections = identity.sections_by_code(actor.bureau_id).values()
    return PartyForm(data, sections=[(each.pk, each.name) for each in sections], auto_id="id_party_%s")


def _show(request: HttpRequest, actor: Actor, row: Visit, **bound: Any) -> HttpResponse:
    requests = list(row.requests.select_related("section"))
    context = {
        "visit": row,
        "trip": row.trip,
        "what": what_of(row.trip),
        "tone": VISIT_TONES[row.state],
        "arrives": clock_text(row.arrives),
        "departs": clock_text(row.departs),
        "requests": [(each, _answers(row, each)) for each in requests],
        "parties": [(each, PARTY_TONES[each.state]) for each in row.parties.all()],
        "people": list(row.trip.people.order_by("id")),
        "evidence": list(row.evidence.select_related("file", "by")),
        "signatures": list(row.signatures.select_related("staff")),
        "remote": row.trip.mode == Mode.REMOTE,
        "going": row.trip.state == TripState.ANNOUNCED,
        "on_crew": actor.staff_id in selectors.crew_of(row.trip_id),
        "timeline": timeline(Subject("survey", row.pk)),
        **_forms(actor, row, bound),
    }
    return render(request, PAGE, context, status=422 if bound else 200)


def _answers(row: Visit, request: Any) -> list[tuple[str, object]]:
    """Point and answer, where the stop was recorded."""
    if row.state not in {VisitState.RECORDED, VisitState.DONE}:
        return []
    said = row.answers.get(str(request.pk), {})
    lines = [(point.text, said.get(point.code)) for point in selectors.checklist(request)]
    finding = row.findings.get(str(request.pk), "")
    return [*lines, *([(gettext("现场情况"), finding)] if finding else [])]


@require_POST
@allow(*selectors.SURVEYORS, *selectors.DISPATCHERS)
@idempotent
def act(request: HttpRequest, visit_id: int, verb: str) -> HttpResponse:
    """Record, sign, send back, miss, call a party."""
    actor = actor_of(request)
    row = selectors.access_visit(actor, visit_id)
    form: Any
    if verb == "record":
        form = RecordForm(request.POST, visit=row)
        version = request.POST.get("version", "")
        known = int(version) if version.isdecimal() and len(version) < 10 else 0
        done = attempt(
            form,
            lambda: services.record_visit(actor, visit_id=row.pk, version=known, report=form.report()),
        )
    elif verb == "sign":
        digest = request.POST.get("digest", "")
        services.sign_visit(actor, visit_id=row.pk, digest=digest)
        form, done = None, True
    elif verb in {"send_back", "miss"}:
        form = ReasonForm(request.POST, auto_id=f"id_{'back' if verb == 'send_back' else 'miss'}_%s")
        service = services.send_back if verb == "send_back" else services.miss_visit
        reason = request.POST.get("reason", "")
        done = attempt(form, lambda: service(actor, visit_id=row.pk, reason=reason))
    elif verb == "invite":
        form = _party_form(actor, request.POST)
        done = attempt(form, lambda: services.invite_party(actor, visit_id=row.pk, **form.cleaned_data))
    else:
        raise Http404
    if not done:
        return _show(request, actor, row, **{verb: form})
    messages.success(request, _done(verb))
    return redirect("surveys:visit", visit_id=visit_id)


def _done(verb: str) -> str:
    return {
        "record": gettext("已记录并签名，等另一位踏勘人员签名。"),
        "sign": gettext("已签名，踏勘记录生效，各办件的现场核查已办结。"),
        "send_back": gettext("已退回修改。"),
        "miss": gettext("已记下，点位重新等待安排。"),
        "invite": gettext("已列入参加单位。"),
    }[verb]
