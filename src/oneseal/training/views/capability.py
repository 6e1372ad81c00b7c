"""The skill matrix, skills one by one, for what a proven skill is asked; the bureau's own rules."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog.rules.labels import LINES
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors as identity
from oneseal.identity.pages import form_page, saved
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_
from oneseal.training import forms, selectors, services
from oneseal.training.rules.skills import GROUNDS
from oneseal.training.views.shared import items, keeps, people, tabs

LEADS = (Role.BUREAU_HEAD, Role.ADMINISTRATOR)
SIGNS = {"certificate": N_("证"), "exam": N_("考"), "rotation": N_("岗")}


@require_safe
@allow_staff
def matrix(request: HttpRequest) -> HttpResponse:
    """Who can serve what on a day: people by items, grouped by line of business."""
    actor, asked = actor_of(request), request.GET
    line = asked.get("line", "") if asked.get("line", "") in LINES else ""
    section = int(asked["section"]) if asked.get("section", "").isdecimal() else 0
    found = selectors.matrix(actor, _day(asked.get("day", "")), line=line, section=section)
    signs = {ground: (gettext(sign), gettext(GROUNDS[ground])) for ground, sign in SIGNS.items()}  # type: ignore[index]
    context = {
        "tabs": tabs("training:matrix"),
        "matrix": found,
        "groups": [(gettext(each.label), len(each.items), each) for each in found.lines],
        "heads": [
            (name, found.covered[pk], pk in found.asked, place == 0)
            for each in found.lines
            for place, (pk, name) in enumerate(each.items)
        ],
        "rows": [
            (
                row,
                len(row.grounds),
                [
                    (signs.get(cell), place == 0)
                    for each in found.lines
                    for place, cell in enumerate(row.cells(each))
                ],
            )
            for row in found.rows
        ],
        "total": len(found.covered),
        "bare": sum(not count for count in found.covered.values()),
        "signs": signs.values(),
        "lines": [(code, gettext(label)) for code, label in LINES.items()],
        "line": line,
        "section": section,
        "sections": identity.units(actor.bureau_id, clock.today()),
        "keeps": keeps(actor),
    }
    return render(request, "training/matrix.html", context)


def _day(asked: str) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return clock.today()


@require_safe
@allow_staff
def skills(request: HttpRequest) -> HttpResponse:
    """Every skill of one person, live and over; for what a proven skill is asked."""
    actor = actor_of(request)
    asked = request.GET.get("staff", "")
    rows = selectors.visible_skills(actor)
    person = identity.access_staff(actor, int(asked)) if asked.isdecimal() else None
    live = set(selectors.live_skills(clock.today()).values_list("pk", flat=True))
    context = {
        "tabs": tabs("training:matrix"),
        "person": person,
        "rows": [
            (row, gettext(LINES.get(row.line, row.line)), row.pk in live)
            for row in (rows.filter(staff=person) if person else rows[:100])
        ],
        "needs": [(row, gettext(LINES.get(row.line, row.line))) for row in selectors.open_needs(actor)],
        "keeps": keeps(actor),
        "leads": actor.has(*LEADS),
    }
    return render(request, "training/skills.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def skill_new(request: HttpRequest) -> HttpResponse:
    """A skill by certificate."""
    actor = actor_of(request)
    form = forms.SkillForm(
        request.POST or None, choices=items(actor), people=people(actor), initial={"since": clock.today()}
    )
    return form_page(
        request,
        form,
        lambda: services.certify_skill(actor, **form.cleaned_data),
        title=gettext("按证书认定技能"),
        back="training:skills",
        done=gettext("已认定。"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def skill_revoke(request: HttpRequest, skill_id: int) -> HttpResponse:
    """A skill counts no more."""
    actor = actor_of(request)
    row = selectors.access_skill(actor, skill_id)
    form = forms.ReasonForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: services.revoke_skill(actor, skill_id=skill_id, **form.cleaned_data),
        title=gettext("取消%(name)s的一项技能") % {"name": row.staff.name},
        back="training:skills",
        done=gettext("已取消，从今天起不能再凭它上岗。"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*LEADS)
@idempotent
def need_new(request: HttpRequest) -> HttpResponse:
    """From a day on only those with a proven skill serve these."""
    actor = actor_of(request)
    form = forms.NeedForm(request.POST or None, choices=items(actor), initial={"from_on": clock.today()})
    return form_page(
        request,
        form,
        lambda: services.ask_for_skill(actor, **form.cleaned_data),
        title=gettext("要求持能上岗"),
        back="training:skills",
        done=gettext("已规定。没有技能的人从那天起不能在窗口办这些事项。"),
    )


@require_POST
@allow(*LEADS)
@idempotent
def need_lift(request: HttpRequest, need_id: int) -> HttpResponse:
    """A proven skill is no longer asked for."""
    services.lift_need(actor_of(request), need_id=need_id, reason="")
    messages.success(request, gettext("已取消，今天过后不再要求。"))
    return redirect("training:skills")


@require_http_methods(["GET", "HEAD", "POST"])
@allow_staff
@idempotent
def regulations(request: HttpRequest) -> HttpResponse:
    """The collection with what one still has to read; leaders publish."""
    actor = actor_of(request)
    form = forms.RegulationForm(
        request.POST or None, request.FILES or None, initial={"effective_on": clock.today()}
    )
    if saved(request, form, lambda: _publish(actor, form), gettext("已发布，请大家阅读确认。")):
        return redirect("training:regulations")
    context = {
        "tabs": tabs("training:regulations"),
        "rows": selectors.regulations(actor),
        "form": form if actor.has(*LEADS) else None,
    }
    return render(request, "training/regulations.html", context, status=422 if form.errors else 200)


def _publish(actor: Actor, form: forms.RegulationForm) -> None:
    data = form.cleaned_data
    given = data["file"]
    services.publish_regulation(actor, **data | {"file": (given.name, given.read()) if given else None})


@require_safe
@allow_staff
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """One version of a rule, to read and confirm."""
    actor = actor_of(request)
    row = selectors.access_version(actor, version_id)
    context = {
        "row": row,
        "versions": selectors.versions_of(row.regulation),
        "unread": selectors.unread(actor).filter(pk=row.pk).exists(),
        "missing": selectors.not_read_by(actor, row) if actor.has(*LEADS) else None,
        "today": clock.today(),
    }
    return render(request, "training/version.html", context)


@require_POST
@allow_staff
@idempotent
def confirm(request: HttpRequest, version_id: int) -> HttpResponse:
    """Confirm that one read it."""
    services.confirm_read(actor_of(request), version_id=version_id)
    messages.success(request, gettext("已确认阅读。"))
    return redirect("training:regulations")
