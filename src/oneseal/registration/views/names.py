"""Names of firms: everybody checks one, citizens and clerks declare it, the register at the desk."""

from collections.abc import Callable
from typing import Any

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
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt, refuse
from oneseal.kernel.access import CASEWORK, Role
from oneseal.kernel.errors import NotFound, RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.registration import services
from oneseal.registration.forms import DeclareForm, LinesForm, NameForm
from oneseal.registration.models import EnterpriseName
from oneseal.registration.selectors import names as selectors

TONES = {"reserved": "blue", "registered": "green", "released": "grey", "expired": "grey", "ended": "grey"}
Whom = Callable[[DeclareForm], int]


@require_safe
@allow_everyone
@limit("120/h", by="ip")
def check(request: HttpRequest) -> HttpResponse:
    """Whether a name may be had: reasons with their articles, names that are alike. Nothing is kept by asking."""
    bureau_id = identity.bureau_for(actor_of(request))
    asked = bool(request.GET.get("trade"))
    form = NameForm(request.GET if asked else None, regions=selectors.own_regions(bureau_id))
    looked = None
    if asked and form.is_valid():
        looked = selectors.look(bureau_id, form.parts())
    context = {
        "form": form,
        "looked": looked,
        "full": form.parts().full if looked else "",
        "reasons": _reasons(looked),
        "query": request.GET.urlencode(),
    }
    return render(request, "registration/check.html", context)


def _reasons(looked: Any) -> list[tuple[str, str]]:
    return [(sentence(each), each.basis) for each in looked.refusals] if looked else []


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@limit("30/h", by="account", methods=("POST",))
@idempotent
def declare(request: HttpRequest) -> HttpResponse:
    """Declare a name: kept at once."""
    applicants = identity.principals(actor_of(request), "")
    return _declare(request, applicants, lambda who: who.cleaned_data["applicant"], "registration:name")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD)
@idempotent
def desk_declare(request: HttpRequest) -> HttpResponse:
    """Declare a name for somebody at the window."""
    return _declare(request, None, _whom, "registration:desk_name")


def _whom(who: DeclareForm) -> int:
    found = identity.applicant_by_number(who.cleaned_data["number"].strip())
    if found is None:
        text = N_("没有这个证件号码的申请人，请先在“收件”里登记，再来申报。")
        raise NotFound("no_such_applicant", text, field="number")
    return int(found.pk)


def _declare(request: HttpRequest, applicants: list[Any] | None, whom: Whom, done: str) -> HttpResponse:
    actor = actor_of(request)
    bureau_id = identity.bureau_for(actor)
    posted = request.POST if request.method == "POST" else None
    initial = {
        key: request.GET[key] for key in ("region", "trade", "industry", "ending") if key in request.GET
    }
    form = NameForm(posted, regions=selectors.own_regions(bureau_id), initial=initial)
    who = DeclareForm(posted, applicants=applicants)
    if posted is not None and form.is_valid() & who.is_valid():
        try:
            row = services.reserve_name(
                actor,
                bureau_id=bureau_id,
                applicant_id=whom(who),
                parts=form.parts(),
                approval=who.cleaned_data["approval"],
                undertaken=who.cleaned_data["undertaken"],
                related=who.cleaned_data.get("related", ""),
            )
        except (RuleViolation, Violations) as error:
            _refuse(form, who, error)
        else:
            messages.success(request, gettext("“%(name)s”已为您保留。") % {"name": row.full})
            return redirect(done, name_id=row.pk)
    page = "registration/declare.html" if applicants is not None else "registration/desk_declare.html"
    return render(request, page, {"form": form, "who": who}, status=422 if posted is not None else 200)


def _refuse(form: NameForm, who: DeclareForm, error: RuleViolation | Violations) -> None:
    """Each refusal at its field, in whichever of the two forms has it."""
    for each in error.items:
        refuse(who if each.field in who.fields else form, each)


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """The names that I keep or registered."""
    page = selectors.own_names(actor_of(request), request.GET)
    return render(request, "registration/mine.html", {"page": page, "rows": _toned(page.rows)})


def _toned(rows: Any) -> list[tuple[EnterpriseName, str]]:
    return [(row, TONES[row.state]) for row in rows]


@require_safe
@allow(Role.CITIZEN)
def name(request: HttpRequest, name_id: int) -> HttpResponse:
    """One name with what may be done."""
    return _show(request, name_id, "registration/name.html")


@require_safe
@allow(*CASEWORK)
def desk_name(request: HttpRequest, name_id: int) -> HttpResponse:
    """One name of the register."""
    return _show(request, name_id, "registration/desk_name.html")


def _show(request: HttpRequest, name_id: int, page: str) -> HttpResponse:
    actor = actor_of(request)
    row = selectors.access_name(actor, name_id)
    kept = selectors.is_kept(row)
    mine = row.holder_id in actor.applicants or actor.has(Role.CLERK)
    context = {
        "name": row,
        "tone": TONES[row.state],
        "kept": kept and mine,
        "left": (row.until - clock.today()).days if kept and row.until else 0,
        "timeline": timeline(Subject("name", row.pk), notes=False),
    }
    return render(request, page, context)


@require_POST
@allow(Role.CITIZEN, Role.CLERK)
@idempotent
def release(request: HttpRequest, name_id: int) -> HttpResponse:
    """Give a kept name back."""
    actor = actor_of(request)
    services.release_name(actor, name_id=name_id)
    messages.success(request, gettext("已放弃，别人现在就可以申报这个名称。"))
    return redirect("registration:desk_name" if actor.is_staff else "registration:name", name_id=name_id)


@require_POST
@allow(Role.CITIZEN, Role.CLERK)
@idempotent
def register(request: HttpRequest, name_id: int) -> HttpResponse:
    """Begin the registration under a kept name."""
    actor = actor_of(request)
    try:
        case = services.start_registration(actor, name_id=name_id)
    except RuleViolation as error:
        messages.error(request, sentence(error))
        return redirect("registration:desk_name" if actor.is_staff else "registration:name", name_id=name_id)
    if case.state != "draft":
        return redirect("cases:desk_case" if actor.is_staff else "cases:case", case_id=case.pk)
    return redirect("cases:desk_fill" if actor.is_staff else "cases:situation", case_id=case.pk)


@require_safe
@allow(*CASEWORK)
def desk(request: HttpRequest) -> HttpResponse:
    """The register of names."""
    return _desk(request, LinesForm())


def _desk(request: HttpRequest, lines: LinesForm, status: int = 200) -> HttpResponse:
    actor, view = actor_of(request), request.GET.get("view", "kept")
    page = selectors.desk_names(actor, request.GET)
    context = {
        "page": page,
        "rows": _toned(page.rows),
        "view": view,
        "lines": lines if actor.has(*services.KEEPERS) else None,
        "may_declare": actor.has(Role.CLERK, *services.KEEPERS),
        "tabs": tabs(selectors.VIEWS, view, reverse("registration:desk")),
    }
    return render(request, "registration/desk.html", context, status=status)


@require_POST
@allow(Role.REVIEWER, Role.SECTION_HEAD)
@idempotent
def enter(request: HttpRequest) -> HttpResponse:
    """Enter names that were registered before the system."""
    form, made = LinesForm(request.POST), 0

    def act() -> None:
        nonlocal made
        lines = form.cleaned_data["lines"].splitlines()
        made = services.enter_names(actor_of(request), lines=lines)

    if not attempt(form, act):
        return _desk(request, form, status=422)
    messages.success(request, gettext("新补录 %(n)s 个名称，已有的没有重复录入。") % {"n": made})
    return redirect(f"{reverse('registration:desk')}?view=registered")
