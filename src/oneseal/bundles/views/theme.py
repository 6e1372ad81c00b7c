"""The public page of one thing: guide, notice, chart and figures, for the situation that one chooses (2.11, ONE-6)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from oneseal.bundles import selectors
from oneseal.bundles.extensions import public_links
from oneseal.bundles.forms import QuestionsForm, answers_sent
from oneseal.bundles.rules.charts import chart
from oneseal.catalog.rules.composing import Composition
from oneseal.catalog.rules.composing_figures import savings
from oneseal.catalog.rules.composing_graph import promised
from oneseal.catalog.rules.forms import specs
from oneseal.catalog.services.drawing import draw
from oneseal.foundation.access import actor_of, allow_everyone
from oneseal.kernel.access import Role


@require_safe
@allow_everyone
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """One thing that can be applied for."""
    actor = actor_of(request)
    found = selectors.theme_by_code(code)
    content = selectors.published_content(found)
    built = selectors.blocks(found.bureau_id, content)
    composition = built.compose(answers_sent(request.GET))
    gaps = built.problems()
    context = {
        "theme": found,
        "content": content,
        "questions": QuestionsForm(composition=composition),
        "one": composition,
        "broken": gaps[0] if gaps else None,
        "apply_url": apply_url(request, code) if actor.may_apply or actor.has(Role.CLERK) else "",
        "links": [] if gaps else public_links(actor, code),
        **shown(composition),
    }
    return render(request, "bundles/theme.html", context)


def apply_url(request: HttpRequest, code: str) -> str:
    """Where applying begins, with the answers given so far."""
    query = request.GET.urlencode()
    return reverse("bundles:new", args=[code]) + (f"?{query}" if query else "")


def shown(one: Composition) -> dict[str, Any]:
    """What a page shows of a composition: items in their order, materials, fields, figures, chart."""
    names = one.design.names
    errands = {each.key: each for each in one.design.errands}
    rows = []
    for place, wave in enumerate(one.plan.waves, start=1):
        for key in wave:
            member = one.member(key)
            days = promised(member.content, member.situation.variant) if member else float(errands[key].days)
            rows.append(
                {
                    "wave": place,
                    "code": key if member else "",
                    "name": names[key],
                    "days": days,
                    "errand": errands.get(key),
                    "waits": [names[each] for each in one.plan.waits[key]],
                    "critical": key in one.plan.path,
                }
            )
    asked = [each for each in one.materials if each.asked]
    sections: dict[str, list[Any]] = {}
    for spec in specs(one.schema) if one.schema else ():
        sections.setdefault(spec.section, []).append(spec)
    return {
        "rows": rows,
        "asked": [(each, [names[code] for code in each.needed_by]) for each in asked],
        "spared": [(each, names.get(each.produced_by, "")) for each in one.materials if not each.asked],
        "sections": list(sections.items()),
        "fields": one.form.asked,
        "fields_singly": one.form.asked_singly,
        "savings": savings(one),
        "svg": draw(chart(one.design, one.plan)),
    }
