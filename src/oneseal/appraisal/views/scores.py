"""One's own scores, the day's board, the month's ranking and bulletin, marks, weights, appeals."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.appraisal import forms, selectors, services
from oneseal.appraisal.rules.circulation import Way
from oneseal.appraisal.rules.scoring import MARKS, ORIGINS, PARTS, Line, Mark, Origin, lines_of, points
from oneseal.appraisal.views import circulation
from oneseal.appraisal.views.shared import SCORE_TABS, day_of, month_of, tabs
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.display import day_text
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors as identity
from oneseal.identity.pages import form_page, saved
from oneseal.kernel.access import Actor
from oneseal.kernel.workdays import months_after


def shown(lines: list[Line]) -> list[dict[str, Any]]:
    """The parts of a score for a page."""
    labels = {part.value: gettext(label) for part, label in PARTS.items()}
    return [
        {
            "label": labels[line.part],
            "got": points(line.got),
            "full": line.full // 10,
            "count": line.count,
            "part": line.part,
            "less": line.got < line.full,
            "origin": gettext(ORIGINS[Origin(line.origin)]) if line.origin else "",
        }
        for line in lines
    ]


@require_safe
@allow_staff
def mine(request: HttpRequest) -> HttpResponse:
    """My scores of a month, what each is made of, my appeals and violations."""
    actor, month = actor_of(request), month_of(request)
    rows = selectors.own_scores(actor, month)
    mean = sum(each.row.score for each in rows) // len(rows) if rows else 0
    place = next((each for each in selectors.ranking(actor, month) if each.person.pk == actor.staff_id), None)
    context = {
        "tabs": tabs(actor, SCORE_TABS, "appraisal:mine"),
        "month": month,
        "before": months_after(month, -1),
        "after": months_after(month, 1) if month < clock.today().replace(day=1) else None,
        "rows": [(each, points(each.row.score), shown(each.lines)) for each in rows],
        "mean": points(mean) if rows else None,
        "rank": place.place.rank if place else 0,
        "violations": selectors.visible_violations(actor).filter(staff=actor.staff_id),
        "appeals": selectors.visible_appeals(actor).filter(staff=actor.staff_id),
    }
    return render(request, "appraisal/mine.html", context)


@require_safe
@allow_staff
def board(request: HttpRequest) -> HttpResponse:
    """Everybody's score of a day, as it hangs on the wall."""
    actor = actor_of(request)
    day = day_of(request, selectors.latest_day(actor) or clock.today() - timedelta(days=1))
    rows = [(each.row, points(each.row.score), shown(each.lines)) for each in selectors.board(actor, day)]
    context = {
        "tabs": tabs(actor, SCORE_TABS, "appraisal:board"),
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < clock.today() else None,
        "rows": rows,
        "heads": [gettext(label) for label in PARTS.values()],
    }
    return render(request, "appraisal/board.html", context)


@require_safe
@allow_staff
def ranking(request: HttpRequest) -> HttpResponse:
    """The month's ranking, and its bulletin."""
    actor, month = actor_of(request), month_of(request)
    over = month < clock.today().replace(day=1)
    bulletin = selectors.bulletin_of(actor, month)
    copies = selectors.copies_of(bulletin) if bulletin else []
    context = {
        "tabs": tabs(actor, SCORE_TABS, "appraisal:ranking"),
        "month": month,
        "before": months_after(month, -1),
        "after": months_after(month, 1) if over else None,
        "rows": [(each, points(each.place.month.mean)) for each in selectors.ranking(actor, month)],
        "bulletin": bulletin,
        "copies": circulation.shown(copies),
        "arrived": sum(each.settled_at is not None for each in copies),
        "unsigned": any(each.state == Way.SENT for each in copies),
        "office": actor.has(*selectors.OFFICE),
        "issues": actor.has(*selectors.LEADS) and over and bulletin is None,
        "least": selectors.weights(selectors.scheme_on(actor.bureau_id, selectors.span_of(month)[1])).days,
    }
    return render(request, "appraisal/ranking.html", context)


@require_POST
@allow(*selectors.LEADS)
@idempotent
def bulletin(request: HttpRequest) -> HttpResponse:
    """Issue the bulletin of a month."""
    month = month_of(request)
    row = services.issue_bulletin(actor_of(request), month=month)
    number = row.document.number if row.document else ""
    messages.success(request, gettext("通报已印发：%(number)s。") % {"number": number})
    return redirect(f"{reverse('appraisal:ranking')}?month={month:%Y-%m}")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.MARKERS)
@idempotent
def marks(request: HttpRequest) -> HttpResponse:
    """The centre's marks of a day: everybody at the windows, and the form to mark one."""
    actor, day = actor_of(request), day_of(request, clock.today())
    here = [each for each in identity.at_windows(actor.bureau_id, day) if each.pk != actor.staff_id]
    form = forms.MarkForm(request.POST or None, people=[(each.pk, each.name) for each in here])
    if saved(
        request,
        form,
        lambda: services.mark_day(actor, day=day, **form.cleaned_data),
        gettext("已登记。已经公示的得分同时重算。"),
    ):
        return redirect(f"{reverse('appraisal:marks')}?day={day.isoformat()}")
    rows = [each for each in selectors.attended(actor.bureau_id, day) if each.person.pk != actor.staff_id]
    context = {
        "tabs": tabs(actor, SCORE_TABS, "appraisal:marks"),
        "form": form,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < clock.today() else None,
        "rows": [(each, gettext(MARKS[Mark(each.seen.mark)]) if each.seen else "") for each in rows],
        "waiting": sum(each.waits for each in rows),
    }
    return render(request, "appraisal/marks.html", context, status=422 if form.errors else 200)


@require_POST
@allow(*selectors.MARKERS)
@idempotent
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm what the recorded seats of a day propose."""
    day = day_of(request, clock.today())
    done = services.confirm_marks(actor_of(request), day=day)
    messages.success(request, gettext("已核实 %(count)s 人的坐岗记录。") % {"count": done})
    return redirect(f"{reverse('appraisal:marks')}?day={day.isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
@allow_staff
@idempotent
def scheme(request: HttpRequest) -> HttpResponse:
    """The weights in force, former versions, and for leaders the next one."""
    actor = actor_of(request)
    row = selectors.scheme_on(actor.bureau_id, clock.today())
    now = selectors.weights(row)
    initial = {name: getattr(now, name) for name in type(now).__slots__}
    form = forms.SchemeForm(request.POST or None, initial=initial | {"cc": "\n".join(row.cc if row else [])})
    lead = actor.has(*selectors.LEADS)
    if saved(request, form, lambda: _set(actor, form), gettext("新的考核办法已发布，执行日期以前的不重算。")):
        return redirect("appraisal:scheme")
    context = {
        "tabs": tabs(actor, SCORE_TABS, "appraisal:scheme"),
        "row": row,
        "now": now,
        "weights": [(gettext(PARTS[part]), value) for part, value in now.weights.items()],
        "versions": selectors.schemes(actor),
        "form": form if lead else None,
    }
    return render(request, "appraisal/scheme.html", context, status=422 if form.errors else 200)


def _set(actor: Actor, form: forms.SchemeForm) -> None:
    services.set_scheme(
        actor, form.scheme(), effective_on=form.cleaned_data["effective_on"], cc=form.copied()
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow_staff
@idempotent
def appeal_score(request: HttpRequest, score_id: int) -> HttpResponse:
    """Appeal against one's own score."""
    actor = actor_of(request)
    row = selectors.access_score(actor, score_id)
    form = forms.AppealForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: services.appeal_score(actor, score_id=score_id, **form.cleaned_data),
        title=gettext("对%(day)s的考核申诉") % {"day": day_text(row.day)},
        back="appraisal:mine",
        done=gettext("申诉已提交，由没有经手的人在5个工作日内答复。"),
    )


@require_safe
@allow(*selectors.ANSWERERS)
def appeals(request: HttpRequest) -> HttpResponse:
    """Appeals to answer, and those answered."""
    actor = actor_of(request)
    context = {
        "tabs": tabs(actor, SCORE_TABS, "appraisal:appeals"),
        "rows": selectors.visible_appeals(actor)[:100],
    }
    return render(request, "appraisal/appeals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.ANSWERERS)
@idempotent
def appeal(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """One appeal with the score or violation it is against, and the answer."""
    actor = actor_of(request)
    row = selectors.access_appeal(actor, appeal_id)
    lines = lines_of(row.score.parts) if row.score else []
    form = forms.AnswerForm(request.POST or None, lines=lines)
    return form_page(
        request,
        form,
        lambda: services.answer_appeal(actor, appeal_id=appeal_id, **form.said()),
        title=gettext("答复%(name)s的申诉") % {"name": row.staff.name},
        back="appraisal:appeals",
        done=gettext("已答复，本人可以看到。"),
        template="appraisal/appeal.html",
        row=row,
        lines=shown(lines),
        may=row.state == "open" and row.staff_id != actor.staff_id,
    )
