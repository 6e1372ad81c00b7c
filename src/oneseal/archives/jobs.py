"""What happens by itself: closed cases are entered, packages made."""

from oneseal.archives import selectors, services
from oneseal.cases.services.batches import each_alone
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


@periodic(cron="0 18 * * *")
@job("archives.build_missing")
def build_missing() -> None:
    """At two in the morning: packages that are still missing, the oldest first, some hundreds a night."""
    each_alone("archive", selectors.to_make(EACH_NIGHT), _build)


def _build(package_id: int) -> bool:
    return services.build(package_id=package_id).file_id is not None
