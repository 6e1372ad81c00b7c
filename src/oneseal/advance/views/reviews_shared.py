"""What the pages of a pre-review have in common on both sides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from oneseal.advance.models import PreReview
from oneseal.advance.rules.promises import STATEMENTS, SUBJECTS
from oneseal.advance.selectors import reviews
from oneseal.foundation.history import timeline
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Actor

TONES = {
    "asked": "grey",
    "admitted": "blue",
    "issued": "green",
    "kept": "green",
    "failed": "red",
    "refused": "red",
    "withdrawn": "grey",
    "lapsed": "red",
}
PAPER_TONES = {"owed": "grey", "applied": "blue", "kept": "green", "late": "red", "broken": "red"}


def show(request: HttpRequest, actor: Actor, row: PreReview, page: str, **more: Any) -> HttpResponse:
    """One pre-review with what may be done."""
    files = reviews.files_of(row)
    names = {**STATEMENTS, **SUBJECTS}
    context = {
        "review": row,
        "tone": TONES[row.state],
        "acts": reviews.review_acts(actor, row),
        "statements": [
            (gettext(STATEMENTS[each["code"]]), each["said"], [f for f in files if f.about == each["code"]])
            for each in row.statements
        ],
        "drawn": [(gettext(names[each.about]), each) for each in files if each.about in SUBJECTS],
        "opinions": reviews.opinions_of(row),
        "papers": [(each, PAPER_TONES[each.state]) for each in reviews.papers_of(row)],
        "timeline": timeline(Subject("pre_review", row.pk)),
        **more,
    }
    return render(request, page, context, status=422 if more.get("refused") else 200)
