"""What of an applicant's materials is held already: given earlier and found in order, or a certificate of ours (2.24)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oneseal.cases.models import Case, CaseMaterial
from oneseal.cases.models.submission import Source
from oneseal.cases.rules import holding
from oneseal.catalog.rules.content import Material
from oneseal.catalog.rules.merged import old_certificate
from oneseal.certificates import selectors as certificates
from oneseal.foundation import clock
from oneseal.foundation.display import local_day, paper_day


@dataclass(frozen=True, slots=True)
class Held:
    """One material that need not be brought: where it is from, in words, and until when it is valid (None: no end)."""

    code: str
    source: str
    said: str
    until: date | None
    file_id: int | None = None
    certificate_id: int | None = None


def held_for(case: Case, materials: Iterable[Material]) -> dict[str, Held]:
    """What of these materials the applicant of a case need not bring, by code. The caller has checked the actor.

    No statement for materials that no certificate stands for and that do not serve twice; one for each kind else.
    A business licence stands for the certificates that were merged into it, by name (五证合一).
    Certificates come before papers: the bureau's own word cannot be out of date.
    """
    wanted = list(materials)
    types = {each.certificate: each.code for each in wanted if each.certificate}
    found = _given(case, {each.name: each for each in wanted if each.valid_months})
    merged = {each.code: name for each in wanted if (name := old_certificate(each.name))}
    if types or merged:
        rows = certificates.valid_of_types(case.applicant_id, case.bureau_id, types, merging=bool(merged))
        for row in rows:
            said = f"{row.name} {row.number}"
            codes = [code for code, name in merged.items() if name in row.type.merges]
            for code in {types.get(row.type.code, ""), *codes} - {""}:
                found[code] = Held(code, Source.ISSUED, said, row.valid_until, None, row.pk)
    return found


def _given(case: Case, wanted: dict[str, Material]) -> dict[str, Held]:
    """Files given in other cases of the applicant that were accepted, not faulted, and are still valid; newest first."""
    if not wanted:
        return {}
    rows = CaseMaterial.objects.exclude(source=Source.REUSED).filter(
        case__applicant=case.applicant_id,
        case__bureau=case.bureau_id,
        case__accepted_at__isnull=False,
        name__in=list(wanted),
        file__isnull=False,
        replaced=False,
    )
    found: dict[str, Held] = {}
    today = clock.today()
    for row in rows.exclude(case=case.pk).exclude(verdict="gap").select_related("case").order_by("-id")[:60]:
        material = wanted[row.name]
        until = until_of(row, material.valid_months)
        if material.code not in found and holding.serves(until, today):
            said = f"{paper_day(row.added_at)}办理“{row.case.item_name}”时提交"
            found[material.code] = Held(material.code, Source.REUSED, said, until, row.file_id)
    return found


def until_of(row: CaseMaterial, months: int | None) -> date | None:
    """The last day on which a file given earlier serves an item that takes it for so many months."""
    if row.source == Source.REUSED:
        return row.valid_until
    return holding.last_day(local_day(row.added_at), months, row.valid_until)
