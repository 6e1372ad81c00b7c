"""Satisfaction, for everybody: rates with what they are made of, complaints that were put right, surveys."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from oneseal.cases import selectors as cases
from oneseal.cases.rules import evaluation
from oneseal.feedback import selectors
from oneseal.foundation import clock
from oneseal.foundation.access import allow_everyone
from oneseal.identity import selectors as identity
from oneseal.kernel.text import N_

SPANS = {"month": (30, N_("近30天")), "quarter": (90, N_("近90天")), "year": (365, N_("近一年"))}


@require_safe
@allow_everyone
def satisfaction(request: HttpRequest) -> HttpResponse:
    """The figures of a period (EVA-6)."""
    bureau, today = next(iter(identity.bureau_ids()), 0), clock.today()
    chosen = request.GET.get("span", "")
    span = chosen if chosen in SPANS else "quarter"
    first: date = today - timedelta(days=SPANS[span][0])
    asked, published = selectors.public_surveys(bureau)
    context = {
        "figures": selectors.figures(bureau, first, today),
        "tabs": [
            {"label": gettext(label), "url": f"?span={key}", "current": key == span}
            for key, (_, label) in SPANS.items()
        ],
        "mended": [
            (row, gettext(evaluation.LEVELS[row.evaluation.level])) for row in cases.put_right(bureau, 10)
        ],
        "asked": asked,
        "published": published,
    }
    return render(request, "feedback/public.html", context)
