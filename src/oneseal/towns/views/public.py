"""What everybody may read: counters of towns and villages, and what can be done there with its guide."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from oneseal.catalog import selectors as catalog
from oneseal.catalog.services.sheets import write_csv
from oneseal.foundation.access import allow_everyone
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.kernel.text import N_
from oneseal.towns import selectors
from oneseal.towns.rules.standards import LEVELS, TOWN

HEADINGS = (
    N_("层级"),
    N_("事项"),
    N_("编码"),
    N_("能办到哪一步"),
    N_("要带的材料"),
    N_("承诺时限"),
    N_("说明"),
)


@require_safe
@allow_everyone
def units(request: HttpRequest) -> HttpResponse:
    """Counters by town, with coverage."""
    bureaus = [(bureau, selectors.board(bureau.pk)) for bureau in identity.bureaus()]
    shown = [
        (bureau, _by_town(rows), selectors.coverage(bureau.pk, rows)) for bureau, rows in bureaus if rows
    ]
    return render(request, "towns/public.html", {"bureaus": shown, "levels": _levels()})


def _by_town(rows: list[selectors.Row]) -> list[tuple[selectors.Row, list[selectors.Row]]]:
    found: list[tuple[selectors.Row, list[selectors.Row]]] = []
    for row in rows:
        if found and row.level != TOWN and row.unit.parent_id == found[-1][0].unit.pk:
            found[-1][1].append(row)
        else:
            found.append((row, []))
    return found


def _levels() -> list[tuple[str, str]]:
    return [(level, gettext(label)) for level, label in LEVELS.items()]


@require_safe
@allow_everyone
def guide(request: HttpRequest, level: str) -> HttpResponse:
    """The standard list of a level with its guide: how far each item goes, what to bring, how long it takes."""
    context = {
        "level": level,
        "label": gettext(_label(level)),
        "levels": _levels(),
        "rows": [
            (row, [each.name for each in content.materials], catalog.promise(content.promised_limit))
            for bureau in identity.bureaus()
            for row, content in selectors.guides(bureau.pk, level)
        ],
    }
    return render(request, "towns/public_list.html", context)


def _label(level: str) -> str:
    if level not in LEVELS:
        raise Http404
    return LEVELS[level]


@require_safe
@allow_everyone
@limit("30/h", by="ip")
def guide_csv(request: HttpRequest, level: str) -> HttpResponse:
    """The same as a table: the reference list for towns or villages (11.7)."""
    label = gettext(_label(level))
    lines = [
        [
            label,
            row.item.name,
            row.item.code,
            row.get_how_display(),
            "；".join(each.name for each in content.materials),
            catalog.promise(content.promised_limit),
            row.note,
        ]
        for bureau in identity.bureaus()
        for row, content in selectors.guides(bureau.pk, level)
    ]
    data = write_csv([gettext(heading) for heading in HEADINGS], lines)
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{level}-items.csv"'
    return response
