"""What the pages of holders and colleagues have in common: the form to file, one filing with its acts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from oneseal.catalog import selectors as catalog
from oneseal.catalog.forms import build_form
from oneseal.catalog.rules.separation import FILING
from oneseal.catalog.rules.situations import resolve
from oneseal.filings import selectors, services
from oneseal.filings.forms import CheckForm, FilerForm, NoteForm, ReasonForm, RenewForm
from oneseal.filings.models import Filing
from oneseal.filings.rules.papers import asked
from oneseal.filings.views.papers import taken_papers
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import keep_although_refused
from oneseal.foundation.journal import Subject
from oneseal.foundation.problems import sentence
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation, Violations

TONES = {"standing": "green", "given_up": "grey", "annulled": "red", "expired": "grey"}
PREFIX = "form"
Whom = Callable[[FilerForm], int]


def fill_in(
    request: HttpRequest, actor: Actor, code: str, applicants: list[Any] | None, whom: Whom, done: str
) -> HttpResponse:
    """The one page on which something is filed. `whom` reads the applicant off the form; `done` is where it leads."""
    item = catalog.item_by_code(actor, code)
    version = catalog.current_version(item.pk)
    if version is None or catalog.content_of(version).separation != FILING:
        raise Http404
    content = catalog.content_of(version)
    situation = resolve(content, {})
    posted = request.method == "POST"
    form = build_form(situation.schema, request.POST if posted else None, prefix=PREFIX)
    filer = FilerForm(request.POST if posted else None, applicants=applicants)
    papers = taken_papers(
        request, actor, item.bureau_id, asked(situation.materials), window=applicants is None
    )
    if posted and all([filer.is_valid(), form.is_valid(), papers.is_valid()]):
        try:
            filing = services.file_notice(
                actor,
                item_id=item.pk,
                applicant_id=whom(filer),
                data=form.value,
                declared=filer.cleaned_data["declared"],
                papers=papers.given(),
            )
        except (RuleViolation, Violations) as error:
            for each in error.items:
                at = papers if each.field in papers.fields else filer
                at.add_error(each.field if each.field in at.fields else None, sentence(each))
        else:
            messages.success(request, gettext("已备案，编号 %(number)s。") % {"number": filing.number})
            return redirect(done, filing_id=filing.pk)
    if papers.kept:
        keep_although_refused()
    context = {"item": item, "content": content, "form": form, "filer": filer, "papers": papers}
    template = "filings/new.html" if applicants is not None else "filings/desk_new.html"
    return render(request, template, context, status=422 if posted else 200)


Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, tuple[type[Any], Act]] = {
    "renew": (RenewForm, lambda actor, pk, form: services.renew_filing(actor, filing_id=pk)),
    "give_up": (
        ReasonForm,
        lambda actor, pk, form: services.give_up_filing(actor, filing_id=pk, **form.cleaned_data),
    ),
    "check": (CheckForm, lambda actor, pk, form: services.check_filing(actor, filing_id=pk, **form.said())),
    "mend": (
        NoteForm,
        lambda actor, pk, form: services.confirm_mended(actor, filing_id=pk, **form.cleaned_data),
    ),
    "annul": (
        ReasonForm,
        lambda actor, pk, form: services.annul_filing(actor, filing_id=pk, **form.cleaned_data),
    ),
}


def do(request: HttpRequest, actor: Actor, filing_id: int, verb: str, page: str, back: str) -> HttpResponse:
    """One act on a filing; a refused one shows the page again with the reason at the field."""
    if verb not in ACTS:
        raise Http404
    filing = selectors.access_filing(actor, filing_id)
    form_class, act = ACTS[verb]
    form = form_class(request.POST, auto_id=f"id_{verb}_%s")
    if attempt(form, lambda: act(actor, filing_id, form)):
        messages.success(request, _done(verb))
        return redirect(back, filing_id=filing_id)
    return show(request, actor, filing, page, **{verb: form})


def _done(verb: str) -> str:
    return {
        "renew": gettext("已续备案，请换上新的公示卡。"),
        "give_up": gettext("已注销，公示卡同时失效。"),
        "check": gettext("核查结果已记录。"),
        "mend": gettext("已确认改正。"),
        "annul": gettext("已撤销备案，公示卡同时失效。"),
    }[verb]


def show(request: HttpRequest, actor: Actor, filing: Filing, page: str, **bound: Any) -> HttpResponse:
    """One filing with what may be done."""
    checks = selectors.checks_of(filing)
    latest = checks[0] if checks else None
    acts = selectors.acts(actor, filing, latest)
    context = {
        "filing": filing,
        "tone": TONES[filing.state],
        "checks": checks,
        "papers": selectors.papers_of(filing),
        "chip": selectors.chip_of(latest),
        "forms": {
            verb: bound.get(verb) or ACTS[verb][0](auto_id=f"id_{verb}_%s") for verb in ACTS if verb in acts
        },
        "timeline": timeline(Subject("filing", filing.pk)),
        "public_url": request.build_absolute_uri(f"/filings/{filing.uid}/"),
        "refused": next((form for form in bound.values() if form.non_field_errors()), None),
    }
    return render(request, page, context, status=422 if bound else 200)
