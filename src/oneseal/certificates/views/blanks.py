"""The desk's pages of paper: stock of numbered blanks, machines, prints, destruction by two."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.certificates import selectors as certificates
from oneseal.certificates import services
from oneseal.certificates.forms import (
    AskPrintForm,
    BlankForm,
    FinishPrintForm,
    MoveBlanksForm,
    PrinterForm,
    ReceiveBlanksForm,
    SpoilBlankForm,
    SpoilPrintForm,
)
from oneseal.certificates.models import PrintJob
from oneseal.certificates.selectors import blanks as selectors
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.pages import tabs
from oneseal.foundation.problems import sentence, status_of
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

FORMS: dict[str, type[BlankForm]] = {
    "receive": ReceiveBlanksForm,
    "move": MoveBlanksForm,
    "printer": PrinterForm,
    "spoil": SpoilBlankForm,
}
VIEWS = {"open": N_("要打印的"), "all": N_("全部打印")}


@require_safe
@allow(*selectors.AT_BLANKS)
def stock(request: HttpRequest) -> HttpResponse:
    """The ledger of each kind, machines, prints to do, spoiled blanks."""
    return _stock(request)


def _stock(
    request: HttpRequest, refused: Form | None = None, verb: str = "", told: str = "", status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    view = "all" if request.GET.get("view") == "all" else "open"
    context = {
        "ledger": selectors.ledger(actor),
        "printers": list(selectors.printers(actor)),
        "page": selectors.print_list(actor, request.GET),
        "tabs": tabs(VIEWS, view, reverse("certificates:blanks")),
        "lots": selectors.lots(actor)[:10],
        "waste": list(selectors.waste(actor)[:50]),
        "destructions": [
            (row, row.witnessed_at is None and row.proposed_by_id != actor.staff_id)
            for row in selectors.destructions(actor)[:10]
        ],
        "keeper": actor.has(*selectors.KEEPERS),
        "forms": {
            name: refused if name == verb and refused is not None else form(actor=actor)
            for name, form in FORMS.items()
        },
        "open_form": verb,
        "told": told,
    }
    return render(request, "certificates/desk/blanks.html", context, status=status)


@require_POST
@allow(*selectors.AT_BLANKS)
@idempotent
def act(request: HttpRequest, verb: str) -> HttpResponse:
    """Receive, hand out or take back, spoil, enter a machine, list for destruction."""
    actor = actor_of(request)
    if verb == "destroy":
        try:
            services.list_destruction(actor)
        except RuleViolation as error:
            return _stock(request, told=sentence(error), status=status_of(error))
        messages.success(request, gettext("已列出待销毁清单，请另一名保管人员监督销毁后确认。"))
        return redirect("certificates:blanks")
    if verb not in FORMS:
        raise Http404
    form = FORMS[verb](request.POST, actor=actor)
    if not attempt(form, lambda: _do(actor, verb, form.cleaned_data)):
        return _stock(request, form, verb, status=422)
    messages.success(request, gettext("已登记。"))
    return redirect("certificates:blanks")


def _do(actor: Actor, verb: str, said: dict[str, Any]) -> None:
    if verb == "receive":
        services.receive_blanks(actor, **said)
    elif verb == "printer":
        services.set_up_printer(actor, **said)
    elif verb == "spoil":
        services.spoil_blank(actor, **said)
    elif said.pop("way") == "issue":
        services.issue_blanks(actor, **said)
    else:
        services.return_blanks(actor, **said)


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def witness(request: HttpRequest, destruction_id: int) -> HttpResponse:
    """The second person signs for the destruction."""
    try:
        services.witness_destruction(actor_of(request), destruction_id=destruction_id)
    except RuleViolation as error:
        return _stock(request, told=sentence(error), status=status_of(error))
    messages.success(request, gettext("已确认销毁。"))
    return redirect("certificates:blanks")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.PRINTERS)
@idempotent
def ask(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Have a certificate printed, or printed again with a reason."""
    actor = actor_of(request)
    row = certificates.access_certificate(actor, certificate_id)
    form = AskPrintForm(request.POST if request.method == "POST" else None, actor=actor)
    made: list[PrintJob] = []
    if request.method == "POST" and attempt(
        form,
        lambda: made.append(services.ask_print(actor, certificate_id=row.pk, **form.cleaned_data)),
    ):
        return redirect("certificates:print", uid=made[0].uid)
    context = {
        "row": row,
        "form": form,
        "printers": bool(selectors.printers(actor)),
        "standing": selectors.standing_blank(row.pk),
    }
    return render(request, "certificates/desk/ask_print.html", context, status=422 if form.errors else 200)


@require_safe
@allow(*selectors.AT_BLANKS)
def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One print: which blank to put in, the file, how it went."""
    return _job(request, selectors.access_print(actor_of(request), uid))


def _job(
    request: HttpRequest,
    row: PrintJob,
    finish: Form | None = None,
    spoil: Form | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "row": row,
        "finish": finish or FinishPrintForm(),
        "spoil": spoil or SpoilPrintForm(),
        "told": told,
        "clerk": actor_of(request).has(*selectors.PRINTERS),
    }
    return render(request, "certificates/desk/print.html", context, status=status)


@require_POST
@allow(*selectors.PRINTERS)
@idempotent
def job_act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Begin, done, spoiled, give up."""
    actor = actor_of(request)
    row = selectors.access_print(actor, uid)
    here: dict[str, Any] = {"printer_id": row.printer_id, "uid": uid}
    if verb == "finish":
        finish = FinishPrintForm(request.POST)
        if not attempt(finish, lambda: services.finish_print(actor, **here, **finish.cleaned_data)):
            return _job(request, row, finish=finish, status=422)
    elif verb == "spoil":
        spoil = SpoilPrintForm(request.POST)
        if not attempt(spoil, lambda: services.spoil_print(actor, **here, **spoil.cleaned_data)):
            return _job(request, row, spoil=spoil, status=422)
    elif verb in {"take", "cancel"}:
        try:
            (services.take_print if verb == "take" else services.cancel_print)(actor, **here)
        except RuleViolation as error:
            return _job(request, row, told=sentence(error), status=status_of(error))
    else:
        raise Http404
    return redirect("certificates:print", uid=uid)
