"""The bureau's own rules: publishing a version, confirming that one read it (inventory 1.12)."""

from datetime import date

from django.db import transaction

from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.training import events, selectors
from oneseal.training.models import ReadConfirmation, Regulation, RegulationVersion
from oneseal.training.rules import regulations as rules
from oneseal.training.services.skills import check_lead


def publish_regulation(
    actor: Actor,
    *,
    title: str,
    kind: str,
    text: str,
    effective_on: date,
    paper: str = "",
    file: tuple[str, bytes] | None = None,
    regulation_id: int | None = None,
) -> RegulationVersion:
    """Publish a rule, or its next version, with its signed file (name and bytes); everybody confirms anew.

    Raises Forbidden, NotFound, RuleViolation.
    """
    check_lead(actor)
    name, said = title.strip()[:200], text.strip()
    if not name or not said or kind not in rules.KINDS:
        where = "title" if not name else "kind" if said else "text"
        raise RuleViolation("regulation_wrong", N_("请填写制度名称、类别和正文。"), field=where)
    with transaction.atomic():
        row = _rule(actor, regulation_id, name, kind)
        row = lock(Regulation, row.pk)
        former = list(row.versions.order_by("number"))
        rules.check_version(effective_on, [each.effective_on for each in former])
        version = RegulationVersion.objects.create(
            regulation=row,
            number=len(former) + 1,
            text=said,
            paper=paper.strip()[:120],
            file_id=_kept(actor, file),
            effective_on=effective_on,
            published_by_id=actor.staff_id,
            published_at=clock.now(),
        )
        event = events.RegulationPublished(row.title, version.number, effective_on.isoformat())
        record(actor, Subject("regulation", row.pk), event)
    return version


def _rule(actor: Actor, regulation_id: int | None, name: str, kind: str) -> Regulation:
    """The rule that gets a version: the one named by id or title, else a new one."""
    if regulation_id is not None:
        return selectors.access_regulation(actor, regulation_id)
    found = Regulation.objects.filter(bureau=actor.bureau_id, title=name).first()
    return found or Regulation.objects.create(bureau_id=actor.bureau_id, title=name, kind=kind)


def _kept(actor: Actor, file: tuple[str, bytes] | None) -> int | None:
    if file is None:
        return None
    name, content = file
    return documents.store_file(
        actor, bureau_id=actor.bureau_id, name=name, content=content, purpose=selectors.SIGNED
    ).pk


def confirm_read(actor: Actor, *, version_id: int) -> None:
    """Confirm that one read a version; a second time changes nothing. Raises Forbidden, NotFound."""
    if not actor.staff_id:
        raise Forbidden("not_staff", N_("已读确认由工作人员本人作出。"))
    version = selectors.access_version(actor, version_id)
    with transaction.atomic():
        lock(RegulationVersion, version_id)
        _, new = ReadConfirmation.objects.get_or_create(
            version=version, staff_id=actor.staff_id, defaults={"at": clock.now()}
        )
        if new:
            event = events.RegulationRead(version.regulation.title, version.number)
            record(actor, Subject("regulation", version.regulation_id), event)
