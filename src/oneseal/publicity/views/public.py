"""Public pages: licences that were granted, and the whole list as open data."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from oneseal.catalog.services.sheets import guarded
from oneseal.foundation.access import allow_everyone
from oneseal.foundation.display import day_text
from oneseal.foundation.ratelimit import limit
from oneseal.publicity import selectors
from oneseal.publicity.rules.fields import DAYS, FIELDS


@require_safe
@allow_everyone
def published(request: HttpRequest) -> HttpResponse:
    """Published licences with search."""
    context = {
        "page": selectors.public_list(request.GET),
        "q": request.GET.get("q", "").strip(),
    }
    return render(request, "publicity/list.html", context)


@require_safe
@allow_everyone
def publication(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One of them with its history; a withdrawn one says so and shows nothing else."""
    row = selectors.access_published(uid)
    older = selectors.history(row)
    context = {"row": row, "pairs": pairs(row.fields), "older": older, "gone": row.state == "withdrawn"}
    response = render(request, "publicity/publication.html", context)
    if row.state == "withdrawn":
        response["X-Robots-Tag"] = "noindex"
    return response


def pairs(fields: dict[str, str]) -> list[tuple[str, Any]]:
    """The published fields with their names, in the standard's order."""
    return [(gettext(label), _shown(name, fields.get(name, ""))) for name, label in FIELDS.items()]


def _shown(name: str, text: str) -> str:
    if not text:
        return "—"
    return day_text(date.fromisoformat(text), weekday=False) if name in DAYS else text


@require_safe
@allow_everyone
@limit("30/h", by="ip")
def data_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Everything that is public (or what `q` finds) as CSV with Chinese headings, UTF-8 with its mark."""
    response = StreamingHttpResponse(
        _csv_lines(selectors.open_data(request.GET)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="licences.csv"'
    return response


@require_safe
@allow_everyone
@limit("30/h", by="ip")
def data_json(request: HttpRequest) -> StreamingHttpResponse:
    """The same as a JSON array."""
    return StreamingHttpResponse(
        _json_parts(selectors.open_data(request.GET)), content_type="application/json"
    )


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow([*FIELDS.values(), "公示日期", "公示编号"])
    for row in rows:
        yield writer.writerow([guarded(value) for value in row.values()])


def _json_parts(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    yield "["
    for place, row in enumerate(rows):
        yield ("," if place else "") + json.dumps(row, ensure_ascii=False)
    yield "]"
