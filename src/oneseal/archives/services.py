"""Every write of archives: enter a closed case, make its package and supplements, hand them out, transfer, appraise."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.archives import events, selectors
from oneseal.archives.models import Package, Supplement
from oneseal.archives.rules import keeping, packages
from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.certificates import selectors as licences
from oneseal.certificates import services as licensing
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
from oneseal.surveys import selectors as surveys


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
        record(SYSTEM.of_bureau(package.bureau_id), Subject("archive", package.pk), event)
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
        kept, signed = _kept(package, package.number, files)
        values = {"file_id": kept.pk, "files": len(files), "signed": signed, "made_at": clock.now()}
        event = events.Built(package.case_id, package.number, len(files), kept.sha256, signed)
        change = Update(Package, package.pk, values)
        record(SYSTEM.of_bureau(package.bureau_id), Subject("archive", package.pk), event, changes=[change])
    package.refresh_from_db()
    return package


def note_changes(case_ids: Iterable[int]) -> None:
    """Something happened to closed cases: those whose package is made already get a supplement."""
    rows = Package.objects.filter(case_id__in=list(case_ids), file__isnull=False, changed=False)
    rows.update(changed=True)


def supplement(*, package_id: int) -> Supplement | None:
    """Put what came after the package was made into a package of its own, which names the one before by its digest.

    What was made stays as it is. None where everything is held already.
    """
    with transaction.atomic():
        package = db.lock(Package, package_id)
        dossier = cases.dossier(package.case_id)
        if package.file_id is None or not package.changed or dossier is None:
            return None
        earlier = selectors.kept_parts(package)
        files = _not_held(_contents(package, dossier), earlier)
        settled = Update(Package, package.pk, {"changed": False})
        if not files:
            Package.objects.filter(pk=package.pk).update(changed=False)
            return None
        row = Supplement(package=package, place=len(earlier), files=len(files), made_at=clock.now())
        row.file, row.signed = _kept(package, row.number, files, follows=earlier[-1].sha256)
        row.save()
        event = events.Supplemented(
            package.case_id, row.number, row.files, row.file.sha256, earlier[-1].sha256, row.signed
        )
        record(SYSTEM.of_bureau(package.bureau_id), Subject("archive", package.pk), event, changes=[settled])
    return row


def _not_held(files: dict[str, bytes], earlier: Sequence[Any]) -> dict[str, bytes]:
    """Those that no earlier package has at the same path with the same content."""
    held: dict[str, Any] = {}
    for each in earlier:
        held |= packages.listed(_bytes(each))
    return {path: content for path, content in files.items() if packages.digests(content) != held.get(path)}


def _kept(package: Package, number: str, files: dict[str, bytes], **about: str) -> tuple[Any, bool]:
    """The package as a kept file, and whether it is signed."""
    described = {"number": number, "case": package.case_id, "made_at": clock.now().isoformat(), **about}
    content, signed = _packed(package, files, described)
    kept = keep_made(
        bureau_id=package.bureau_id,
        purpose=selectors.PURPOSE,
        name=f"{package.case_id}.zip",
        content=content,
        media_type="application/zip",
    )
    return kept, signed


def _packed(package: Package, files: dict[str, bytes], about: dict[str, Any]) -> tuple[bytes, bool]:
    if not seals.has_seal(package.bureau_id):
        return packages.build(files, about, None), False
    signer = sealing.data_signer(SYSTEM.of_bureau(package.bureau_id), bureau_id=package.bureau_id)

    def sign(body: bytes) -> packages.Signed:
        subject = Subject("archive", package.pk)
        signature = signer.sign(body, subject=subject, reason=about["number"])
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
    if dossier.evaluations:
        files["evaluations.json"] = _json(dossier.evaluations)
    for form in dossier.forms:
        files[f"application/form-{form.submission}.json"] = _json(form.data)
    for place, material in enumerate(dossier.materials, 1):
        ending = material.file.name.rpartition(".")[2]
        files[f"materials/{place:02}-{material.code}.{ending}"] = _bytes(material.file)
    for place, document in enumerate(documents.documents_about("case", package.case_id), 1):
        files[f"documents/{place:02}-{document.kind}.pdf"] = _bytes(render_document(document.pk))
    for place, row in enumerate(licences.of_case(package.case_id), 1):
        files |= _certificate(f"certificates/{place:02}", row.pk)
    for place, visit in enumerate(surveys.visits_of_case(package.case_id), 1):
        files |= _survey(f"surveys/{place:02}", visit)
    return files


def _survey(folder: str, visit: Any) -> dict[str, bytes]:
    """A stop at which the case was looked at on the spot: its record, its journal, photographs and recordings."""
    files = {f"{folder}/{packages.JOURNAL}": _json(chained(Subject("survey", visit.pk)))}
    for place, document in enumerate(documents.documents_about("survey", visit.pk), 1):
        files[f"{folder}/{place:02}-{document.kind}.pdf"] = _bytes(render_document(document.pk))
    for place, row in enumerate(visit.evidence.select_related("file").order_by("id"), 1):
        ending = row.file.name.rpartition(".")[2]
        files[f"{folder}/{row.kind}-{place:02}.{ending}"] = _bytes(row.file)
    return files


def _certificate(folder: str, certificate_id: int) -> dict[str, bytes]:
    """A certificate that the case brought: both its files, its state, its journal, the decisions on it."""
    row = licensing.render_certificate(certificate_id)
    state = {"number": row.number, "name": row.name, "state": row.state, "since": str(row.state_on)}
    files = {
        f"{folder}/certificate.pdf": _bytes(row.pdf),
        f"{folder}/certificate.ofd": _bytes(row.ofd),
        f"{folder}/state.json": _json(state),
        f"{folder}/{packages.JOURNAL}": _json(chained(Subject("licence", row.pk))),
    }
    for place, document in enumerate(documents.documents_about("licence", row.pk), 1):
        files[f"{folder}/{place:02}-{document.kind}.pdf"] = _bytes(render_document(document.pk))
    return files


def _bytes(file: Any) -> bytes:
    with documents.open_file(file) as stream:
        return stream.read()


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


def open_package(actor: Actor, *, package_id: int, place: int = 0) -> bytes:
    """The bytes of the package (made now if need be) or of its supplement at `place`; that is journaled."""
    package = selectors.access_package(actor, package_id)
    if package.file_id is None:
        package = build(package_id=package.pk)
    file, number = selectors.part(package, place)
    with transaction.atomic():
        event = events.Opened(package.case_id, number)
        record(actor, Subject("archive", package.pk), event)
    return _bytes(file)


def appraise(actor: Actor, *, package_id: int, extend_to: date | None, reason: str) -> None:
    """Note what the appraisal of a package whose years are over said: kept on until a day, or (None) to be destroyed.

    Nothing is destroyed here: the list is printed, approved and carried out by people. Raises RuleViolation before
    the years are over, without a reason, for a day that is past.
    """
    selectors.access_package(actor, package_id)
    with transaction.atomic():
        package, today = db.lock(Package, package_id), clock.today()
        keeping.check_appraisal(package.kept_until, today, extend_to=extend_to)
        if not reason.strip():
            message = N_("没有填写鉴定意见。请写明鉴定小组的意见和依据。")
            raise RuleViolation("reason_missing", message, field="reason", basis="档案法第二十一条")
        values: dict[str, Any] = {"appraised_on": today, "to_destroy": extend_to is None}
        if extend_to is not None:
            values["kept_until"] = extend_to
        event = events.Appraised(
            package.case_id, package.number, extend_to is None, str(extend_to or package.kept_until)
        )
        change = Update(Package, package.pk, values)
        record(actor, Subject("archive", package.pk), event, changes=[change], reason=reason.strip())


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
