"""What happens by itself: deemed acceptance, lapsed corrections, reminders, defaults; news passed on to people."""

import logging
from collections.abc import Callable

from oneseal.cases import services
from oneseal.cases.selectors import due_lists, modes
from oneseal.cases.services import telling
from oneseal.cases.services.batches import each_alone
from oneseal.certificates import selectors as certificates
from oneseal.foundation import clock
from oneseal.foundation.jobs import job, periodic
from oneseal.foundation.subscribers import JournalEntry, moment_of, subscriber
from oneseal.kernel.errors import RuleViolation

log = logging.getLogger(__name__)


@periodic(cron="10 16 * * *")
@job("cases.deem_accepted")
def deem_accepted() -> None:
    """At ten past midnight: applications whose five working days are over count as accepted (LIC-2)."""
    each_alone("deem_accepted", due_lists.unanswered(clock.today()), _by_case(services.deem_accepted))


@periodic(cron="20 16 * * *")
@job("cases.lapse_corrections")
def lapse_corrections() -> None:
    """At twenty past midnight: corrections that did not come count as withdrawal (AY art. 36)."""
    each_alone("lapse_correction", due_lists.uncorrected(clock.today()), _by_case(services.lapse_correction))


@periodic(cron="25 16 * * *")
@job("cases.lapse_tolerances")
def lapse_tolerances() -> None:
    """After midnight: owed materials that did not come count as withdrawal, as was promised (TOL-1)."""
    each_alone("lapse_tolerance", modes.unsupplied(clock.today()), _by_case(services.lapse_tolerance))


@periodic(cron="5 0 * * *")
@job("cases.remind_owed")
def remind_owed() -> None:
    """After eight in the morning: applicants whose supplement is due in one or two working days."""
    each_alone("remind_owed", modes.owed_to_remind(clock.today()), _by_case(services.remind_owed))


@periodic(cron="25 16 * * *")
@job("cases.deem_renewed")
def deem_renewed() -> None:
    """Before certificates expire: renewals that nobody decided before the last day are granted (LIC-18)."""
    case_of = certificates.renewals_over(clock.today())
    each_alone(
        "deem_renewed",
        case_of,
        lambda pk: services.deem_renewed(case_id=case_of[pk], certificate_id=pk),
    )


@periodic(cron="0 0 * * *")
@job("cases.remind")
def remind() -> None:
    """At eight in the morning: steps due on the next working day, and those overdue since the last."""
    tomorrow, overdue = due_lists.steps_to_remind(clock.today())
    case_of = {**tomorrow, **overdue}

    def one(step_id: int) -> bool:
        what = "overdue" if step_id in overdue else "due_tomorrow"
        return services.remind_step(case_id=case_of[step_id], step_id=step_id, what=what)

    each_alone("remind_step", case_of, one)


def _by_case(act: Callable[..., bool]) -> Callable[[int], bool]:
    """The act on a case by its id."""
    return lambda case_id: act(case_id=case_id)


@periodic(cron="30 16 * * *")
@job("cases.default_evaluations")
def default_evaluations() -> None:
    """Half past midnight: closed cases that nobody evaluated in time are counted as defaults, apart (EVA-5)."""
    ids = due_lists.unevaluated(clock.today())
    each_alone("count_default_evaluation", ids, _by_case(services.count_default_evaluation))


@job("cases.recompute_due")
def recompute_due() -> None:
    """Count all due dates anew; deferred when a holiday notice is loaded."""
    services.recompute_due()


@subscriber("cases.recompute_due", kinds={"foundation.notice_loaded"})
def recompute_on_notice(entries: list[JournalEntry]) -> None:
    """A notice moved working days: one recomputation, however many notices came at once (CAL-2)."""
    recompute_due.defer()


@job("cases.deliver_one")
def deliver_one(case_id: int) -> None:
    """A case whose electronic delivery failed, once more by itself; what keeps failing stands among the failed jobs."""
    services.deliver_electronically(case_id=case_id)


@subscriber(
    "cases.deliver_electronically", kinds={"cases.decided", "cases.deemed_renewed"}, batch=50, paced=True
)
def deliver_electronically(entries: list[JournalEntry]) -> None:
    """A decision that the applicant wanted electronically has reached their inbox: delivered.

    Each case is a transaction of its own within the batch: one that fails stops nobody else's result.
    """
    for entry in entries:
        try:
            with moment_of(entry):
                services.deliver_electronically(case_id=entry.subject_id)
        except RuleViolation as refusal:
            log.info("electronic delivery of case %s waits: %s", entry.subject_id, refusal.code)
        except Exception:
            log.exception("electronic delivery of case %s failed; a job tries again", entry.subject_id)
            deliver_one.defer(case_id=entry.subject_id)


@subscriber("cases.tell", kinds=telling.KINDS, batch=200, paced=True)
def tell_people(entries: list[JournalEntry]) -> None:
    """Messages to applicants and colleagues."""
    telling.tell(entries)
