"""Simplified deregistration: publicity for everybody, the firm's own pages, the desk."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.pages import tabs
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.identity.forms import attempt
from oneseal.kernel.access import CASEWORK, Role
from oneseal.kernel.errors import RuleViolation
from oneseal.registration import services
from oneseal.registration.forms import EndForm, ObjectionForm, ReasonForm, SettleForm
from oneseal.registration.models import Deregistration
from oneseal.registration.selectors import ending as selectors
from oneseal.registration.selectors import signing

TONES = {
    "signing": "blue",
    "waiting": "blue",
    "applied": "blue",
    "done": "green",
    "objected": "red",
    "lapsed": "grey",
    "withdrawn": "grey",
}


def _toned(rows: Any) -> list[tuple[Deregistration, str]]:
    return [(row, TONES[row.state]) for row in rows]


@require_safe
@allow_everyone
def published(request: HttpRequest) -> HttpResponse:
    """Firms in publicity today, with search."""
    context = {"page": selectors.published(request.GET), "q": request.GET.get("q", "").strip()}
    return render(request, "registration/published.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow_everyone
@limit("10/h", by="ip", methods=("POST",))
@idempotent
def publicity(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One publicity, and the form in which anyone concerned objects."""
    row = selectors.access_published(uid)
    posted = request.POST if request.method == "POST" else None
    form = ObjectionForm(posted)
    actor = actor_of(request)
    act = services.object_to_end
    if posted is not None and attempt(
        form, lambda: act(actor, deregistration_id=row.pk, **form.cleaned_data)
    ):
        messages.success(request, gettext("已收到您的异议，登记机关会核实。"))
        return redirect("registration:publicity", uid=uid)
    running = row.state == "waiting" and row.until is not None and clock.today() <= row.until
    context = {"row": row, "tone": TONES[row.state], "running": running, "form": form}
    return render(request, "registration/publicity.html", context, status=422 if posted is not None else 200)


@require_safe
@allow(Role.CITIZEN)
def ends(request: HttpRequest) -> HttpResponse:
    """The deregistrations of those for whom I act."""
    rows = selectors.visible_ends(actor_of(request)).order_by("-id")[:60]
    return render(request, "registration/ends.html", {"rows": _toned(rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@idempotent
def begin(request: HttpRequest) -> HttpResponse:
    """Which firm, what excludes it, who signs."""
    licences = selectors.licences(actor_of(request))
    return _begin(request, licences, "registration/begin.html", "registration:end")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CLERK)
@idempotent
def desk_begin(request: HttpRequest) -> HttpResponse:
    """The same at the window for somebody who came: the licence is looked up first."""
    text = request.GET.get("q", "").strip()[:60]
    licences = selectors.licences_found(actor_of(request), text) if text else []
    return _begin(request, licences, "registration/desk_begin.html", "registration:desk_end", q=text)


def _begin(request: HttpRequest, licences: list[Any], page: str, done: str, **more: Any) -> HttpResponse:
    actor = actor_of(request)
    posted = request.POST if request.method == "POST" else None
    form = EndForm(posted, licences=licences)
    made: list[Deregistration] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(
            services.begin_end(
                actor,
                certificate_id=said["licence"],
                hindrances=frozenset(said["hindrances"]),
                investors=said["investors"],
            )
        )

    if posted is not None and attempt(form, act):
        messages.success(request, gettext("已请全体投资人签承诺书，签齐后开始公示。"))
        return redirect(done, end_id=made[0].pk)
    context = {"form": form, "licences": licences, **more}
    return render(request, page, context, status=422 if posted is not None else 200)


@require_safe
@allow(Role.CITIZEN)
def end(request: HttpRequest, end_id: int) -> HttpResponse:
    """One deregistration with what may be done."""
    return _show(request, end_id, "registration/end.html")


@require_safe
@allow(*CASEWORK)
def desk_end(request: HttpRequest, end_id: int) -> HttpResponse:
    """The same for colleagues, with the objections."""
    return _show(request, end_id, "registration/desk_end.html")


def _show(request: HttpRequest, end_id: int, page: str, **bound: Any) -> HttpResponse:
    actor = actor_of(request)
    row = selectors.access_end(actor, end_id)
    found = signing.latest("deregistration", row.pk)
    settler = actor.has(*services.SETTLERS)
    context = {
        "row": row,
        "tone": TONES[row.state],
        "signing": found,
        "signers": found.signers.all() if found else [],
        "ready": _ready(row),
        "applied": row.state in {"applied", "done"},
        "may_withdraw": row.state in {"signing", "waiting"} and row.holder_id in actor.applicants,
        "objections": [
            (
                each,
                bound.get(str(each.pk)) or SettleForm(auto_id=f"id_{each.pk}_%s")
                if settler and each.upheld is None
                else None,
            )
            for each in row.objections.select_related("settled_by")
        ],
        "withdraw": ReasonForm(auto_id="id_withdraw_%s"),
        "timeline": timeline(Subject("deregistration", row.pk), notes=actor.is_staff),
    }
    return render(request, page, context, status=422 if bound else 200)


def _ready(row: Deregistration) -> bool:
    try:
        selectors.check_ready(row)
    except RuleViolation:
        return False
    return True


@require_POST
@allow(Role.CITIZEN)
@idempotent
def withdraw(request: HttpRequest, end_id: int) -> HttpResponse:
    """The firm goes on."""
    reason = request.POST.get("reason", "").strip()
    services.withdraw_end(actor_of(request), deregistration_id=end_id, reason=reason)
    messages.success(request, gettext("已撤回，企业照常经营。"))
    return redirect("registration:end", end_id=end_id)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def apply(request: HttpRequest, end_id: int) -> HttpResponse:
    """After publicity: the application itself."""
    try:
        case = services.apply_for_end(actor_of(request), deregistration_id=end_id)
    except RuleViolation as error:
        messages.error(request, sentence(error))
        return redirect("registration:end", end_id=end_id)
    return redirect("cases:situation" if case.state == "draft" else "cases:case", case_id=case.pk)


@require_safe
@allow(*CASEWORK)
def desk(request: HttpRequest) -> HttpResponse:
    """Deregistrations with objections to settle, running, all."""
    actor, view = actor_of(request), request.GET.get("view", "objections")
    page = selectors.desk_ends(actor, request.GET)
    context = {
        "page": page,
        "rows": _toned(page.rows),
        "view": view,
        "may_begin": actor.has(Role.CLERK),
        "tabs": tabs(selectors.VIEWS, view, reverse("registration:desk_ends")),
    }
    return render(request, "registration/desk_ends.html", context)


@require_POST
@allow(Role.REVIEWER, Role.SECTION_HEAD)
@idempotent
def settle(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Say what an objection is worth."""
    actor = actor_of(request)
    found = selectors.access_objection(actor, objection_id)
    form = SettleForm(request.POST, auto_id=f"id_{objection_id}_%s")

    def act() -> None:
        said = form.cleaned_data
        services.settle_objection(
            actor,
            objection_id=objection_id,
            upheld=said["upheld"] == "yes",
            settlement=said["settlement"],
        )

    end_id = found.deregistration_id
    if not attempt(form, act):
        return _show(request, end_id, "registration/desk_end.html", **{str(objection_id): form})
    messages.success(request, gettext("异议的处理结果已记录。"))
    return redirect("registration:desk_end", end_id=end_id)
