"""What colleagues are reminded of: sessions of tomorrow, skills and certificates that end soon (1.9, 1.10, 1.11)."""

from dataclasses import replace

from django.db import transaction

from oneseal.catalog.rules.labels import LINES
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM
from oneseal.training.models import Attendance, Session, Skill
from oneseal.training.rules.rotation import Held
from oneseal.training.services.telling import tell


def remind_of_session(session_id: int) -> None:
    """Tell those asked that it is tomorrow; once, and nothing when it was called off meanwhile."""
    with transaction.atomic():
        row = lock(Session, session_id)
        if row.state != Held.PLANNED:
            return
        asked = Attendance.objects.filter(session=row).values_list("staff", flat=True)
        said = {"course": row.course.title, "when": row.starts_at.isoformat(), "place": row.place}
        who = replace(SYSTEM, bureau_id=row.bureau_id)
        tell(who, list(asked), "training_due", said, Subject("training_session", row.pk))


def warn_of_skill(skill_id: int) -> None:
    """Tell somebody that a skill of theirs ends; once."""
    with transaction.atomic():
        row = lock(Skill, skill_id)
        if row.until is None or row.revoked_on is not None:
            return
        what = {"say": LINES[row.line]} if row.line in LINES else row.item.name if row.item else row.line
        who = replace(SYSTEM, bureau_id=row.bureau_id)
        said = {"what": what, "until": row.until.isoformat()}
        tell(who, [row.staff_id], "skill_ending", said, Subject("skill", row.pk))


def warn_of_certificates(bureau_id: int) -> int:
    """Tell everybody whose certificate for work at a window ends soon, each once; how many are ending."""
    who = replace(SYSTEM, bureau_id=bureau_id)
    with transaction.atomic():
        rows = identity.expiring_certificates(who)
        for row in rows:
            said = {"number": row.number, "until": row.expires_on.isoformat() if row.expires_on else ""}
            about, once = Subject("staff", row.staff_id), f"certificate:{row.pk}"
            tell(who, [row.staff_id], "certificate_ending", said, about, occasion=once)
    return len(rows)
