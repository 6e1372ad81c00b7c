"""What happens by itself: decisions are entered, and published the morning after."""

import logging

from oneseal.cases.services.batches import each_alone
from oneseal.certificates import selectors as certificates
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, subscriber
from oneseal.kernel.access import SYSTEM
from oneseal.publicity import services

log = logging.getLogger(__name__)


@subscriber("publicity.schedule", kinds={"cases.decided", "cases.deemed_renewed"}, batch=200)
def schedule(entries: list[JournalEntry]) -> None:
    """Granted licences are entered for publication, and those renewed by silence."""
    for each in entries:
        if each.kind == "cases.deemed_renewed":
            services.schedule_deemed(each.subject_id, each.data["certificate_id"])
    services.schedule([each.subject_id for each in entries if each.data.get("outcome") == "granted"])


@subscriber("publicity.annulled", kinds={"certificates.state_changed", "cases.commitment_revoked"})
def follow_annulled(entries: list[JournalEntry]) -> None:
    """An annulled licence is public no more: its certificate was annulled, or its decision without a certificate."""
    for entry in entries:
        if entry.kind == "cases.commitment_revoked":
            services.follow_annulment(case_ids=[entry.subject_id], basis="行政许可法第六十九条第二款")
        elif entry.data["verb"] == "annul":
            behind = certificates.cases_behind(entry.subject_id)
            services.follow_annulment(case_ids=behind, basis=entry.data["basis"])


@periodic(cron="0 23 * * *")
@job("publicity.publish")
def publish_due() -> None:
    """At seven in the morning: whatever was decided before today and is not held."""
    each_alone("publish", services.publish_due(), _publish)


def _publish(publication_id: int) -> bool:
    services.publish(SYSTEM, publication_id=publication_id)
    return True
