"""The desk's pages: certificates of the bureau, acts by two people, bans."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.certificates import selectors, services
from oneseal.certificates.forms import BanForm, ProposeForm, RejectForm
from oneseal.certificates.models import Certificate, PrintJob
from oneseal.certificates.rules.blanks import OPEN
from oneseal.certificates.rules.grounds import ground_named
from oneseal.certificates.rules.states import BY_OFFICE, LIFE, VERBS, Verb
from oneseal.certificates.selectors import blanks
from oneseal.certificates.views import shown
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.pages import tabs
from oneseal.foundation.problems import sentence
from oneseal.identity.forms import attempt
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.errors import RuleViolation


@require_safe
@allow(*CASEWORK)
def certificates(request: HttpRequest) -> HttpResponse:
    """All of the bureau, narrowed by a view or words; acts that wait for the head; bans."""
    actor = actor_of(request)
    view = request.GET.get("view", "all")
    view = view if view in selectors.VIEWS else "all"
    numbers = selectors.counts(actor)
    context: dict[str, Any] = {
        "view": view,
        "tabs": tabs(selectors.VIEWS, view, reverse("certificates:desk"), numbers=numbers),
        "may_ban": actor.has(Role.SECTION_HEAD, Role.BUREAU_HEAD),
    }
    if view == "acts":
        context["acts"] = [(act, gettext(VERBS[Verb(act.verb)])) for act in selectors.open_acts(actor)[:100]]
    elif view == "bans":
        context["bans"] = selectors.live_bans(actor)[:100]
    else:
        page = selectors.search(actor, request.GET)
        context["page"] = page
        context["rows"] = [(row, shown.words(row), shown.tone(row), shown.chip(row)) for row in page.rows]
    return render(request, "certificates/desk/list.html", context)


@require_safe
@allow(*CASEWORK)
def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """One certificate with what was done to it and what may be proposed."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_certificate(actor, certificate_id))


def _show(
    request: HttpRequest,
    actor: Actor,
    row: Certificate,
    reject: RejectForm | None = None,
    refused: str = "",
) -> HttpResponse:
    acts = list(row.acts.select_related("proposed_by", "settled_by", "document"))
    waiting = next((act for act in acts if act.status == "proposed"), None)
    ground = ground_named(waiting.ground) if waiting else None
    prints = blanks.prints_of(row.pk)
    context = {
        "row": row,
        "words": shown.words(row),
        "tone": shown.tone(row),
        "chip": shown.chip(row),
        "lines": row.content["lines"],
        "newer": getattr(row, "superseded_by", None),
        "waiting": waiting,
        "waiting_verb": gettext(VERBS[Verb(waiting.verb)]) if waiting else "",
        "waiting_ground": gettext(ground.text) if ground else "",
        "may_settle": _may_settle(actor, waiting),
        "settled": [(act, gettext(VERBS[Verb(act.verb)])) for act in acts if act.status != "proposed"],
        "verbs": _offered(actor, row, waiting),
        "reject_form": reject or RejectForm(),
        "timeline": shown.timeline(row),
        "prints": prints,
        "may_print": _may_print(actor, row, prints),
        "refused": refused,
    }
    status = 422 if (reject and reject.errors) or refused else 200
    return render(request, "certificates/desk/certificate.html", context, status=status)


def _may_print(actor: Actor, row: Certificate, prints: list[PrintJob]) -> bool:
    """Whether another print would be taken on now; one under way has to come to its end first."""
    free = not any(each.state in OPEN for each in prints)
    return actor.has(*blanks.PRINTERS) and row.state == "valid" and free


def _may_settle(actor: Actor, waiting: Any) -> bool:
    return bool(waiting) and actor.has(Role.BUREAU_HEAD) and waiting.proposed_by_id != actor.staff_id


def _offered(actor: Actor, row: Certificate, waiting: Any) -> list[tuple[str, str]]:
    """Acts that the actor may propose now."""
    if waiting or not actor.has(Role.REVIEWER, Role.SECTION_HEAD) or row.holder_id in actor.own_applicants:
        return []
    return [(verb.value, gettext(VERBS[verb])) for verb in BY_OFFICE if LIFE.allows(row.state, verb)]


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.REVIEWER, Role.SECTION_HEAD)
@idempotent
def propose(request: HttpRequest, certificate_id: int, verb: str) -> HttpResponse:
    """Propose an act with its ground."""
    if verb not in BY_OFFICE:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_certificate(actor, certificate_id)
    form = ProposeForm(request.POST or None, certificate=row, verb=verb)
    if request.method == "POST" and attempt(
        form, lambda: services.propose_act(actor, certificate_id=row.pk, verb=verb, **form.cleaned_data)
    ):
        messages.success(request, gettext("已提出，等待局领导批准。批准以前证照状态不变。"))
        return redirect("certificates:desk_certificate", certificate_id=row.pk)
    context = {"row": row, "form": form, "verb": gettext(VERBS[Verb(verb)]), "words": shown.words(row)}
    return render(request, "certificates/desk/propose.html", context, status=422 if form.errors else 200)


@require_POST
@allow(Role.BUREAU_HEAD)
@idempotent
def settle(request: HttpRequest, act_id: int, verb: str) -> HttpResponse:
    """Approve, or say why not."""
    if verb not in {"approve", "reject"}:
        raise Http404
    actor = actor_of(request)
    act = selectors.access_act(actor, act_id)
    if verb == "reject":
        form = RejectForm(request.POST)
        if not attempt(form, lambda: services.reject_act(actor, act_id=act_id, **form.cleaned_data)):
            return _show(request, actor, selectors.access_certificate(actor, act.certificate_id), form)
        messages.success(request, gettext("已退回，证照状态不变。"))
    else:
        try:
            services.approve_act(actor, act_id=act_id)
        except RuleViolation as error:
            row = selectors.access_certificate(actor, act.certificate_id)
            return _show(request, actor, row, refused=sentence(error))
        messages.success(request, gettext("已批准，决定书已出具，持证人会收到通知。"))
    return redirect("certificates:desk_certificate", certificate_id=act.certificate_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.SECTION_HEAD, Role.BUREAU_HEAD)
@idempotent
def new_ban(request: HttpRequest) -> HttpResponse:
    """Bar somebody who gave false materials from applying again for a year (LIC-21)."""
    actor = actor_of(request)
    form = BanForm(request.POST or None, actor=actor)
    if request.method == "POST" and attempt(form, lambda: _ban(actor, form.cleaned_data)):
        messages.success(request, gettext("已登记，期满前不能再次申请。"))
        return redirect(f"{reverse('certificates:desk')}?view=bans")
    return render(
        request, "certificates/desk/new_ban.html", {"form": form}, status=422 if form.errors else 200
    )


def _ban(actor: Actor, data: dict[str, Any]) -> None:
    services.impose_ban(
        actor, applicant_id=data["applicant"], type_code=data["certificate_type"], facts=data["facts"]
    )
