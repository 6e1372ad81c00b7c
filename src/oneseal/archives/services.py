"""Every write of archives: enter a closed case, make its package, hand it out, note its transfer."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.archives import events, selectors
from oneseal.archives.models import Package
from oneseal.archives.rules import keeping, packages
from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.documents import selectors as documents
from oneseal.documents.services import keep_made, render_document
from oneseal.foundation import clock, db
from oneseal.foundation.display import local_day
from oneseal.foundation.history import chained
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.hashing import canonical
from oneseal.kernel.text import N_
from oneseal.seals import selectors as seals
from oneseal.seals import services as sealing


def enter(case_id: int) -> Package | None:
    """Enter a closed case, once; None for a case that is not closed or has its package already."""
    if selectors.of_case(case_id) is not None:
        return None
    dossier = cases.dossier(case_id)
    if dossier is None or dossier.case.closed_at is None:
        return None
    case, closed_on = dossier.case, local_day(dossier.case.closed_at)
    retention = catalog.version_content(case.item_version_id).retention
    level = case.bureau.region.level if case.bureau.region else keeping.COUNTY
    with transaction.atomic():
        package = Package.objects.create(
            bureau_id=case.bureau_id,
            case_id=case.pk,
            number=f"XK·{closed_on.year}·{retention.upper()[:2]}·{case.number or case.pk}",
            title=f"{case.applicant_name} {case.item_name}",
            retention=retention,
            closed_on=closed_on,
            kept_until=keeping.kept_until(closed_on, retention),
            transfer_due=keeping.transfer_due(closed_on, level),
        )
        event = events.Entered(case.pk, package.number, retention)
        record(_system(package), Subject("archive", package.pk), event)
    return package


def build(*, package_id: int) -> Package:
    """Make the package; what was made stays. Signed where the bureau has a seal in use."""
    with transaction.atomic():
        package = db.lock(Package, package_id)
        if package.file_id is not None:
            return package
        dossier = cases.dossier(package.case_id)
        if dossier is None:
            raise Conflict("case_gone", N_("办件不存在，不能归档。"))
        files = _contents(package, dossier)
        content, signed = _packed(package, files)
        name = f"{package.case_id}.zip"
        kept = keep_made(
            bureau_id=package.bureau_id,
            purpose=selectors.PURPOSE,
            name=name,
            content=content,
            media_type="application/zip",
        )
        values = {"file_id": kept.pk, "files": len(files), "signed": signed, "made_at": clock.now()}
        event = events.Built(package.case_id, package.number, len(files), kept.sha256, signed)
        change = Update(Package, package.pk, values)
        record(_system(package), Subject("archive", package.pk), event, changes=[change])
    package.refresh_from_db()
    return package


def _packed(package: Package, files: dict[str, bytes]) -> tuple[bytes, bool]:
    about = {"number": package.number, "case": package.case_id, "made_at": clock.now().isoformat()}
    if not seals.has_seal(package.bureau_id):
        return packages.build(files, about, None), False
    signer = sealing.data_signer(_system(package), bureau_id=package.bureau_id)

    def sign(body: bytes) -> packages.Signed:
        subject = Subject("archive", package.pk)
        signature = signer.sign(body, subject=subject, reason=package.number)
        return packages.Signed(signer.algorithm, signature, signer.certificate)

    return packages.build(files, about, sign, (signer.algorithm, signer.certificate)), True


def _contents(package: Package, dossier: Any) -> dict[str, bytes]:
    """Every file of the package by its path."""
    metadata = _metadata(package, dossier)
    files = {
        "metadata.json": _json(metadata),
        "metadata.xml": packages.as_xml(metadata),
        packages.JOURNAL: _json(chained(Subject("case", package.case_id))),
        "opinions.json": _json(dossier.opinions),
        "delivery.json": _json(dossier.delivery),
    }
    for form in dossier.forms:
        files[f"application/form-{form.submission}.json"] = _json(form.data)
    for place, material in enumerate(dossier.materials, 1):
        ending = material.file.name.rpartition(".")[2]
        with documents.open_file(material.file) as stream:
            files[f"materials/{place:02}-{material.code}.{ending}"] = stream.read()
    for place, document in enumerate(documents.documents_about("case", package.case_id), 1):
        with documents.open_file(render_document(document.pk)) as stream:
            files[f"documents/{place:02}-{document.kind}.pdf"] = stream.read()
    return files


def _metadata(package: Package, dossier: Any) -> dict[str, Any]:
    case = dossier.case
    return {
        "number": package.number,
        "title": package.title,
        "case": case.number,
        "item": case.item_name,
        "item_version": case.item_version_id,
        "applicant": case.applicant_name,
        "bureau": case.bureau.name,
        "state": case.state,
        "outcome": case.outcome,
        "received": _moment(case.received_at),
        "accepted": _moment(case.accepted_at),
        "decided": _moment(case.decided_at),
        "closed": _moment(case.closed_at),
        "retention": package.retention,
        "kept_until": str(package.kept_until or ""),
        "transfer_due": str(package.transfer_due),
        "material": [f"{each.code} {each.name}" for each in dossier.materials],
    }


def _moment(value: Any) -> str:
    return value.isoformat() if value else ""


def _json(value: Any) -> bytes:
    if isinstance(value, dict):
        return canonical(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _system(package: Package) -> Actor:
    return replace(SYSTEM, bureau_id=package.bureau_id)


def open_package(actor: Actor, *, package_id: int) -> bytes:
    """The package's bytes for an archivist, made now if need be; that it was taken out is journaled."""
    package = selectors.access_package(actor, package_id)
    if package.file_id is None:
        package = build(package_id=package.pk)
    with transaction.atomic():
        event = events.Opened(package.case_id, package.number)
        record(actor, Subject("archive", package.pk), event)
    with documents.open_file(documents.kept_file(package.file_id or 0, selectors.PURPOSE)) as stream:
        return stream.read()


def mark_transferred(actor: Actor, *, package_id: int, day: date) -> None:
    """Note that the archive office has it. Raises RuleViolation before it is made, twice, or for a day to come."""
    selectors.access_package(actor, package_id)
    with transaction.atomic():
        package = db.lock(Package, package_id)
        if package.file_id is None:
            raise RuleViolation("package_missing", N_("档案包还没有生成，不能移交。请先下载一次。"))
        if package.transferred_on is not None:
            raise RuleViolation("transferred_already", N_("这份档案已经登记过移交。"))
        if not package.closed_on <= day <= clock.today():
            message = N_("移交日期应在办结日期和今天之间。")
            raise RuleViolation("transfer_day", message, field="day")
        event = events.Transferred(package.case_id, package.number)
        change = Update(Package, package.pk, {"transferred_on": day})
        record(actor, Subject("archive", package.pk), event, changes=[change])
