"""The files that come with a filing: kept as soon as they are there, so that a refused form loses none."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from oneseal.filings import services
from oneseal.filings.forms import KEPT, PapersForm
from oneseal.filings.rules.papers import PREFIX
from oneseal.foundation.problems import sentence
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation


def taken_papers(
    request: HttpRequest, actor: Actor, bureau_id: int, materials: Sequence[Any], *, window: bool
) -> PapersForm:
    """The form of the papers with what came now and what was kept of an earlier try."""
    if request.method != "POST":
        return PapersForm(materials=materials, kept={}, window=window)
    kept, wrong = {}, {}
    for each in materials:
        try:
            file = _file(request, actor, bureau_id, each.code)
        except RuleViolation as error:
            wrong[PREFIX + each.code] = sentence(error)
        else:
            if file is not None:
                kept[each.code] = file
    form = PapersForm(request.POST, request.FILES, materials=materials, kept=kept, window=window)
    for name, text in wrong.items():
        form.add_error(name, text)
    return form


def _file(request: HttpRequest, actor: Actor, bureau_id: int, code: str) -> Any:
    """What was chosen now, else what is kept of an earlier try; None for neither."""
    upload = request.FILES.get(PREFIX + code)
    if upload is not None:
        return services.keep_paper(actor, bureau_id=bureau_id, name=upload.name or "", content=upload.read())
    earlier = request.POST.get(KEPT + code, "")
    return services.own_paper(actor, int(earlier), code) if earlier.isdecimal() else None
