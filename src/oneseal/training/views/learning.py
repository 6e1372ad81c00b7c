"""One's own record, courses with sessions, examinations with results, rotations."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog.rules.labels import LINES
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors as identity
from oneseal.identity.pages import form_page, saved
from oneseal.training import forms, selectors, services
from oneseal.training.models import Exam, Session
from oneseal.training.views.shared import items, keeps, people, tabs

TONES = {
    "planned": "blue",
    "held": "green",
    "called_off": "grey",
    "running": "blue",
    "finished": "green",
    "stopped": "grey",
}


def line_names(codes: list[str]) -> str:
    """Lines of business in words."""
    return "、".join(gettext(LINES.get(code, code)) for code in codes)


@require_safe
@allow_staff
def mine(request: HttpRequest) -> HttpResponse:
    """What I learned, what I may serve, what I still have to read."""
    actor = actor_of(request)
    context = {
        "tabs": tabs("training:mine"),
        "own": selectors.own_record(actor),
        "unread": selectors.unread(actor).select_related("regulation"),
        "today": clock.today(),
    }
    return render(request, "training/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow_staff
@idempotent
def sessions(request: HttpRequest) -> HttpResponse:
    """Sessions, the course library, and for keepers a new course."""
    actor = actor_of(request)
    form = forms.CourseForm(request.POST or None)
    if saved(
        request, form, lambda: services.keep_course(actor, **form.cleaned_data), gettext("课程已保存。")
    ):
        return redirect("training:sessions")
    page = selectors.session_list(actor, request.GET)
    context = {
        "tabs": tabs("training:sessions"),
        "page": page,
        "rows": [(row, TONES[row.state]) for row in page.rows],
        "courses": selectors.visible_courses(actor),
        "form": form if keeps(actor) else None,
    }
    return render(request, "training/sessions.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def session_new(request: HttpRequest) -> HttpResponse:
    """Plan a session."""
    actor = actor_of(request)
    courses = [(each.pk, each.title) for each in selectors.visible_courses(actor)]
    form = forms.SessionForm(request.POST or None, courses=courses, people=people(actor))
    return form_page(
        request,
        form,
        lambda: services.plan_session(actor, **form.cleaned_data),
        title=gettext("安排班次"),
        back="training:sessions",
        done=gettext("已安排，参加人在“我的学习”里看到。"),
    )


@require_safe
@allow_staff
def session(request: HttpRequest, session_id: int) -> HttpResponse:
    """One session with who was asked and came."""
    actor = actor_of(request)
    return _session(request, selectors.access_session(actor, session_id))


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def session_act(request: HttpRequest, session_id: int, verb: str) -> HttpResponse:
    """Write down who came, or call it off."""
    actor = actor_of(request)
    row = selectors.access_session(actor, session_id)
    bound: Any
    perform: Callable[..., object]
    if verb == "hold":
        bound, perform = _came(row, request.POST), services.hold_session
    elif verb != "call_off":
        raise Http404
    else:
        bound, perform = forms.ReasonForm(request.POST, auto_id="id_off_%s"), services.call_off_session
    said = gettext("已保存。")
    if saved(request, bound, lambda: perform(actor, session_id=row.pk, **bound.cleaned_data), said):
        return redirect("training:session", session_id=session_id)
    return _session(request, row, **{"hold" if verb == "hold" else "off": bound})


def _came(row: Session, data: Any = None) -> forms.CameForm:
    asked = [(each.staff_id, each.staff.name) for each in selectors.attendances_of(row)]
    return forms.CameForm(data, people=asked, initial={"came": [pk for pk, _ in asked]})


def _session(request: HttpRequest, row: Session, **bound: Any) -> HttpResponse:
    open_ = row.state == "planned" and keeps(actor_of(request))
    context = {
        "row": row,
        "tone": TONES[row.state],
        "people": selectors.attendances_of(row),
        "hold": (bound.get("hold") or _came(row)) if open_ and clock.now() >= row.starts_at else None,
        "off": (bound.get("off") or forms.ReasonForm(auto_id="id_off_%s")) if open_ else None,
        "refused": next((form for form in bound.values() if form.non_field_errors()), None),
    }
    return render(request, "training/session.html", context, status=422 if bound else 200)


@require_safe
@allow_staff
def exams(request: HttpRequest) -> HttpResponse:
    """Examinations, newest first."""
    actor = actor_of(request)
    context = {
        "tabs": tabs("training:exams"),
        "rows": [(row, line_names(row.lines)) for row in selectors.visible_exams(actor)[:200]],
        "keeps": keeps(actor),
    }
    return render(request, "training/exams.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def exam_new(request: HttpRequest) -> HttpResponse:
    """Set an examination."""
    actor = actor_of(request)
    form = forms.ExamForm(request.POST or None, choices=items(actor))
    return form_page(
        request,
        form,
        lambda: services.set_exam(actor, **form.said()),
        title=gettext("设置业务考核"),
        back="training:exams",
        done=gettext("已设置。登记成绩后，合格的自动认定技能。"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow_staff
@idempotent
def exam(request: HttpRequest, exam_id: int) -> HttpResponse:
    """One examination with its results; keepers enter them."""
    actor = actor_of(request)
    row = selectors.access_exam(actor, exam_id)
    may = keeps(actor) and clock.today() >= row.held_on
    form = forms.ResultForm(request.POST or None, people=people(actor) if keeps(actor) else [])
    if saved(
        request,
        form,
        lambda: services.enter_result(actor, exam_id=exam_id, **form.cleaned_data),
        gettext("成绩已登记。"),
    ):
        return redirect("training:exam", exam_id=exam_id)
    return render(
        request,
        "training/exam.html",
        _exam(row) | {"results": selectors.results_of(actor, row), "form": form if may else None},
        status=422 if form.errors else 200,
    )


def _exam(row: Exam) -> dict[str, Any]:
    return {"row": row, "lines": line_names(row.lines), "items": row.items.all()}


@require_http_methods(["GET", "HEAD", "POST"])
@allow_staff
@idempotent
def rotations(request: HttpRequest) -> HttpResponse:
    """Rotations; keepers begin one."""
    actor = actor_of(request)
    sections = [(each.pk, each.name) for each in identity.units(actor.bureau_id, clock.today())]
    form = forms.RotationForm(request.POST or None, people=people(actor), sections=sections)
    if saved(
        request, form, lambda: services.begin_rotation(actor, **form.cleaned_data), gettext("已安排轮岗。")
    ):
        return redirect("training:rotations")
    context = {
        "tabs": tabs("training:rotations"),
        "rows": [
            (row, TONES[row.state], line_names(row.lines)) for row in selectors.visible_rotations(actor)[:200]
        ],
        "form": form if keeps(actor) else None,
        "today": clock.today(),
    }
    return render(request, "training/rotations.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def rotation_end(request: HttpRequest, rotation_id: int) -> HttpResponse:
    """End a rotation."""
    actor = actor_of(request)
    row = selectors.access_rotation(actor, rotation_id)
    form = forms.EndForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: services.end_rotation(
            actor,
            rotation_id=rotation_id,
            passed=form.cleaned_data["passed"] == "yes",
            outcome=form.cleaned_data["outcome"],
        ),
        title=gettext("结束%(name)s的轮岗") % {"name": row.staff.name},
        back="training:rotations",
        done=gettext("已保存。"),
    )
