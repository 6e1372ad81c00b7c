"""The window: find or register the applicant, choose the item, begin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases import selectors, services
from oneseal.cases.forms.desk_acts import refuse
from oneseal.cases.forms.desk_window import ApplicantForm
from oneseal.cases.views import shown
from oneseal.catalog import selectors as catalog
from oneseal.certificates import services as certificates
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.identity import selectors as identity
from oneseal.identity import services as identity_services
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation, Violations

ITEMS_SHOWN = 12
CHANNELS = ("window", "town", "courier")


@require_safe
@allow(Role.CLERK)
def window(request: HttpRequest) -> HttpResponse:
    """Find the applicant by number, phone or name."""
    actor = actor_of(request)
    text = request.GET.get("q", "").strip()[:60]
    found = [identity.masked(each) for each in identity.find_applicants(actor, text)] if text else []
    return render(request, "cases/desk/window.html", {"query": text, "found": found})


@require_POST
@allow(Role.CLERK)
@idempotent
def take_shown(request: HttpRequest) -> HttpResponse:
    """Who stands at the window shows a certificate by its code: it says for whom they come."""
    code = request.POST.get("code", "")[:20]
    try:
        shown_now = certificates.take_shown(actor_of(request), code=code)
    except RuleViolation as error:
        context = {"query": "", "found": [], "code": code, "refused": sentence(error)}
        return render(request, "cases/desk/window.html", context, status=422)
    row = shown_now.certificate
    said = gettext("已核对%(agent)s出示的%(name)s（%(number)s，持证主体：%(holder)s）。请选择要办的事项。")
    told = {"agent": shown_now.agent, "name": row.name, "number": row.number, "holder": row.holder_name}
    messages.success(request, said % told)
    return redirect("cases:desk_choose", applicant_id=row.holder_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CLERK)
@idempotent
def register(request: HttpRequest) -> HttpResponse:
    """Enter an applicant whom the system does not know yet."""
    if request.method != "POST":
        return render(request, "cases/desk/register.html", {"form": ApplicantForm(initial=_guess(request))})
    form = ApplicantForm(request.POST)
    if form.is_valid():
        try:
            made = identity_services.register_applicant(
                actor_of(request), form.particulars, address=form.cleaned_data["address"]
            )
        except (RuleViolation, Violations) as error:
            refuse(form, error)
        else:
            messages.success(request, gettext("已登记“%(name)s”，请选择要办的事项。") % {"name": made.name})
            return redirect("cases:desk_choose", applicant_id=made.pk)
    return render(request, "cases/desk/register.html", {"form": form}, status=422)


def _guess(request: HttpRequest) -> dict[str, str]:
    """What was searched for, put into the field where it belongs."""
    text = request.GET.get("q", "").strip()[:60]
    if not any(sign.isdigit() for sign in text):
        return {"name": text}
    if len(text) == 11 and text.isdecimal():
        return {"phone": text}
    if len(text) == 18 and text[:17].isdecimal():
        return {"number": text, "id_kind": "resident_id"}
    return (
        {"number": text, "id_kind": "uscc", "kind": "organisation"} if len(text) == 18 else {"number": text}
    )


@require_safe
@allow(Role.CLERK)
def choose(request: HttpRequest, applicant_id: int) -> HttpResponse:
    """Choose the item by name, pinyin or initials."""
    actor = actor_of(request)
    applicant = identity.masked(identity.access_applicant(actor, applicant_id))
    text = request.GET.get("q", "").strip()[:60]
    audience = "person" if applicant.kind == "person" else "organisation"
    filters = catalog.Filters(bureau_id=actor.bureau_id, audience=audience)
    items = catalog.search_items(text, filters, size=ITEMS_SHOWN)
    earlier = selectors.cases_of_applicant(actor, applicant_id)
    context = {
        "applicant": applicant,
        "query": text,
        "items": items,
        "earlier": [(case, shown.state_label(case.state), shown.state_tone(case.state)) for case in earlier],
    }
    template = "cases/desk/choose.html" + ("#found" if getattr(request, "htmx", False) else "")
    return render(request, template, context)


@require_POST
@allow(Role.CLERK)
@idempotent
def begin(request: HttpRequest, applicant_id: int, item_id: int) -> HttpResponse:
    """Begin an application for the applicant, filled with what is known."""
    actor = actor_of(request)
    channel = request.POST.get("channel", "town" if actor.outside else "window")
    try:
        case = services.start_draft(
            actor,
            item_id=item_id,
            applicant_id=applicant_id,
            channel=channel if channel in CHANNELS else "window",
        )
        services.save_draft(actor, case_id=case.pk, data=selectors.prefilled(case))
    except (RuleViolation, Violations) as error:
        for item in error.items:
            messages.error(request, sentence(item))
        return redirect("cases:desk_choose", applicant_id=applicant_id)
    return redirect("cases:desk_fill", case_id=case.pk)
