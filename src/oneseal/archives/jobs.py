"""What happens by itself: closed cases are entered, packages made."""

from oneseal.archives import selectors, services
from oneseal.cases.services.batches import each_alone
from oneseal.certificates import selectors as licences
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, subscriber

CLOSING = frozenset(
    {
        "cases.delivered",
        "cases.withdrawn",
        "cases.terminated",
        "cases.not_accepted",
        "cases.correction_lapsed",
    }
)
AFTERWARDS = {
    "cases.evaluated",
    "cases.evaluation_contacted",
    "cases.evaluation_rectified",
    "cases.commitment_checked",
    "cases.commitment_mended",
    "cases.commitment_revoked",
    "certificates.superseded",
    "certificates.state_changed",
}
"""What may happen to a closed case and belongs into its archive."""
EACH_NIGHT = 500


@job("archives.build")
def build(package_id: int) -> None:
    """One package."""
    services.build(package_id=package_id)


@subscriber("archives.enter", kinds=CLOSING, batch=100)
def enter(entries: list[JournalEntry]) -> None:
    """Closed cases are entered, and their packages ordered."""
    for each in entries:
        package = services.enter(each.subject_id)
        if package is not None:
            build.defer(package_id=package.pk)


@subscriber("archives.follow", kinds=AFTERWARDS, batch=200)
def follow(entries: list[JournalEntry]) -> None:
    """What happened after closing makes a supplement due; an evaluation that nobody gave does not."""
    given = [each for each in entries if not each.data.get("default")]
    found = {each.subject_id for each in given if each.subject_kind == "case"}
    for each in given:
        if each.subject_kind == "licence":
            found.update(licences.cases_behind(each.subject_id))
    services.note_changes(found)


@periodic(cron="0 18 * * *")
@job("archives.build_missing")
def build_missing() -> None:
    """At two in the morning: packages that are still missing, then supplements, the oldest first, some hundreds a night."""
    each_alone("archive", selectors.to_make(EACH_NIGHT), _build)
    each_alone("archive", selectors.to_supplement(EACH_NIGHT), _supplement)


def _build(package_id: int) -> bool:
    return services.build(package_id=package_id).file_id is not None


def _supplement(package_id: int) -> bool:
    return services.supplement(package_id=package_id) is not None
