"""Work by the clock (versions whose day has come) and after news (how often an item is applied for)."""

from collections import Counter

from oneseal.catalog.services import add_popularity, bring_into_force
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, subscriber


@periodic(cron="5 16 * * *")
@job("catalog.bring_into_force")
def bring_versions_into_force() -> None:
    """At 00:05 in the bureau's time, make every version current that applies from today."""
    bring_into_force(on=clock.today())


@subscriber("catalog.popularity", kinds={"cases.accepted"}, paced=True)
def count_applications(entries: list[JournalEntry]) -> None:
    """Count the applications of each item, which the search ranks by."""
    counts = Counter(entry.data["item_id"] for entry in entries if "item_id" in entry.data)
    for item_id, count in counts.items():
        add_popularity(item_id=item_id, count=count)
