"""Every read of archives."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from oneseal.archives.models import Package, Supplement
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

VIEWS = {
    "all": N_("全部"),
    "missing": N_("待生成"),
    "due": N_("到期应移交"),
    "over": N_("保管期满"),
    "destroy": N_("拟销毁"),
}
PURPOSE = "archive_package"


def visible_packages(actor: Actor) -> QuerySet[Package]:
    """Those of the bureau, for its archivists (administrator, coordinator)."""
    if not actor.has(Role.ADMINISTRATOR, Role.COORDINATOR):
        return Package.objects.none()
    return Package.objects.filter(bureau=actor.bureau_id)


def access_package(actor: Actor, package_id: int) -> Package:
    """One of them. Raises NotFound where it is absent or not for this actor."""
    found = visible_packages(actor).filter(pk=package_id).first()
    if found is None:
        raise NotFound("package_not_found", N_("没有这份档案。"))
    return found


def worklist(actor: Actor, asked: Mapping[str, str]) -> Page[Package]:
    """One view of VIEWS, newest first; `q`: words of the title or the beginning of the number; `year` of closing."""
    rows, today = visible_packages(actor), clock.today()
    if text := asked.get("q", "").strip():
        rows = rows.filter(Q(title__contains=text) | Q(number__startswith=text))
    if year := asked_year(asked):
        rows = rows.filter(closed_on__year=year)
    match asked.get("view"):
        case "missing":
            rows = rows.filter(file__isnull=True)
        case "due":
            rows = due_for_transfer(rows, today)
        case "over":
            rows = over(rows, today)
        case "destroy":
            rows = rows.filter(to_destroy=True)
    return keyset_page(rows, ("-closed_on", "-id"), asked)


def due_for_transfer(rows: QuerySet[Package], today: date) -> QuerySet[Package]:
    """Those that the archive office should have by now."""
    return rows.filter(transfer_due__lte=today, transferred_on__isnull=True)


def asked_year(asked: Mapping[str, str]) -> int:
    """The year of closing that a list is asked for; 0 for all."""
    year = asked.get("year", "")
    return int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else 0


def over(rows: QuerySet[Package], today: date) -> QuerySet[Package]:
    """Those whose years are over and that nobody has appraised as worth nothing more."""
    return rows.filter(kept_until__lt=today, to_destroy=False)


def transfer_list(actor: Actor, year: int) -> list[Package]:
    """What was closed in a year, by number: the list that goes with the packages to the archive office."""
    rows = visible_packages(actor).filter(closed_on__year=year).select_related("file")
    return list(rows.prefetch_related("supplements__file").order_by("number"))


def destruction_list(actor: Actor) -> list[Package]:
    """What was appraised as worth nothing more, by number (档案销毁清册)."""
    return list(visible_packages(actor).filter(to_destroy=True).order_by("number"))


def supplements(package: Package) -> list[Supplement]:
    """What was added after the package was made, in order."""
    return list(package.supplements.select_related("file", "package"))


def kept_parts(package: Package) -> list[Any]:
    """The file of the package and those of its supplements, in order; empty before it is made."""
    return [package.file, *(each.file for each in supplements(package))] if package.file else []


def part(package: Package, place: int) -> tuple[Any, str]:
    """The file and number of the package (0) or of one supplement. Raises NotFound."""
    parts = kept_parts(package)
    if place >= len(parts):
        raise NotFound("package_not_found", N_("没有这份档案。"))
    return parts[place], f"{package.number}·补{place}" if place else package.number


def of_case(case_id: int) -> Package | None:
    """A case's archive, for whoever may see the case."""
    return Package.objects.filter(case=case_id).first()


def to_make(limit: int) -> list[int]:
    """Ids of those without a package yet."""
    return list(Package.objects.filter(file__isnull=True).order_by("id").values_list("pk", flat=True)[:limit])


def to_supplement(limit: int) -> list[int]:
    """Ids of those whose case has changed since they were made."""
    return list(Package.objects.filter(changed=True).order_by("id").values_list("pk", flat=True)[:limit])


def closed_in(year: int) -> list[int]:
    """Ids of the packages of cases closed in a year, of the whole installation."""
    return list(Package.objects.filter(closed_on__year=year).order_by("id").values_list("pk", flat=True))
