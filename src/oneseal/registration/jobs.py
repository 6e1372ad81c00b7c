"""What happens by itself: reservations run out, deregistrations lapse, changed drafts void what was signed."""

from oneseal.cases.services.batches import each_alone
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber
from oneseal.registration import services
from oneseal.registration.selectors import ending, names


@periodic(cron="40 16 * * *")
@job("registration.expire_names")
def expire_names() -> None:
    """After midnight: kept names whose last day has passed."""
    each_alone("expire_name", names.over(clock.today()), _expire)


def _expire(name_id: int) -> bool:
    return services.expire_name(name_id=name_id)


@periodic(cron="15 0 * * *")
@job("registration.remind_holders")
def remind_holders() -> None:
    """After eight in the morning: holders of names that end in a week."""
    each_alone("remind_holder", names.running_out(clock.today()), _tell)


def _tell(name_id: int) -> bool:
    services.remind_holder(name_id=name_id)
    return True


@periodic(cron="45 16 * * *")
@job("registration.lapse_ends")
def lapse_ends() -> None:
    """After midnight: deregistrations that were not applied for in time."""
    each_alone("lapse_end", ending.to_lapse(clock.today()), _lapse)


def _lapse(deregistration_id: int) -> bool:
    return services.lapse(deregistration_id=deregistration_id)


ENDED = frozenset({"cases.not_accepted", "cases.withdrawn", "cases.terminated", "cases.correction_lapsed"})


@subscriber(
    "registration.follow",
    kinds=ENDED | {"cases.draft_saved", "cases.submitted", "cases.decided"},
    batch=100,
    paced=True,
)
def follow(entries: list[JournalEntry]) -> None:
    """A changed draft has no signatures; a deregistration goes the way of its application."""
    for entry in entries:
        with moment_of(entry):
            _follow(entry)


def _follow(entry: JournalEntry) -> None:
    if entry.kind == "cases.draft_saved":
        if entry.data.get("digest"):
            services.void_changed(case_id=entry.subject_id)
        return
    kind = entry.kind
    if kind in ENDED:
        kind = "ended"
    elif kind == "cases.decided":
        kind = "granted" if entry.data.get("outcome") == "granted" else "ended"
    services.follow_case(case_id=entry.subject_id, kind=kind)
