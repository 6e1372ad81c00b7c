"""Loading region tables."""

import csv
import io
from pathlib import Path

from django.db import transaction

from oneseal.foundation import journal
from oneseal.identity import events
from oneseal.identity.models import Region
from oneseal.identity.rules import regions
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

DATA = Path(__file__).resolve().parent.parent / "data"
SHIPPED = DATA / "regions-320400.csv"
"""Changzhou (江苏省常州市) with its counties, towns and villages: 统计用区划代码, as of 2023-06-30."""
SHIPPED_VINTAGE = "2023"
DEMO = DATA / "regions-demo.csv"


def preview_regions(content: bytes) -> regions.Plan:
    """What loading a CSV file (columns code, name; UTF-8 or GB 18030) would do. Raises RuleViolation for no such file."""
    return regions.plan(_rows(content), dict(Region.objects.values_list("code", "name")))


def load_regions(actor: Actor, content: bytes, *, vintage: str) -> regions.Plan:
    """Load a CSV file, all or nothing; renamed places get their new name. Raises Violations, one for each wrong row."""
    with transaction.atomic():
        plan = preview_regions(content)
        if plan.errors:
            raise Violations([error for _line, error in plan.errors])
        places = sorted(
            [*plan.added, *(place for place, _old in plan.renamed)], key=lambda place: place.level
        )
        names = dict(Region.objects.values_list("code", "name")) | {
            place.code: place.name for place in places
        }
        rows = [
            Region(
                code=place.code,
                name=place.name,
                full_name="".join(names[code] for code in regions.ancestors(place.code) if code in names)
                + place.name,
                level=place.level,
                parent_id=place.parent,
                vintage=vintage,
                demonstration=place.demonstration,
            )
            for place in places
        ]
        columns = ["name", "full_name", "vintage"]
        Region.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["code"], update_fields=columns, batch_size=1000
        )
        event = events.RegionsLoaded(vintage=vintage, added=len(plan.added), renamed=len(plan.renamed))
        journal.record(actor, journal.Subject("regions", 0), event)
    return plan


def load_shipped_regions(actor: Actor) -> None:
    """The real city and the invented one that come with the program."""
    load_regions(actor, SHIPPED.read_bytes(), vintage=SHIPPED_VINTAGE)
    load_regions(actor, DEMO.read_bytes(), vintage="demo")


def _rows(content: bytes) -> list[tuple[int, str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    reader = csv.reader(io.StringIO(text))
    head = [name.strip() for name in next(reader, [])]
    known = {"code": "code", "name": "name", "代码": "code", "名称": "name"}
    columns = {known[name]: place for place, name in enumerate(head) if name in known}
    if set(columns) != {"code", "name"}:
        message = N_("文件第一行应为列名“code,name”或“代码,名称”，请检查文件后重新上传。")
        raise RuleViolation("region_columns", message, field="file")
    rows = []
    for line, row in enumerate(reader, 2):
        cells = [*row, "", ""]
        if any(cell.strip() for cell in row):
            rows.append((line, cells[columns["code"]], cells[columns["name"]]))
    return rows
