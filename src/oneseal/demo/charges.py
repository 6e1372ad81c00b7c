"""Charges in the demonstration: a bill that is open, money taken at the counter, refunds, days compared (README.md)."""

from typing import Any

from oneseal.cases.selectors import any_case
from oneseal.demo import payments
from oneseal.demo.scripts import decide
from oneseal.demo.stories import Moments, Story
from oneseal.fees import gateway, selectors, services
from oneseal.fees.counterpart import Ledger
from oneseal.foundation import clock
from oneseal.kernel.access import Actor


def owed(story: Story) -> Moments:
    """Granted; the bill is open, the payer finds it on the phone."""
    yield from decide("granted")(story)
    _bill(story)


def taken_at_counter(story: Story) -> Moments:
    """Paid in cash at the counter and not closed yet."""
    yield from owed(story)
    yield story.later(10, 30)
    slip = f"SJ{clock.today():%Y%m%d}{story.rng.randint(1000, 9999)}"
    services.take_payment(_clerks(story)[0], bill_id=_bill(story).pk, way="cash", slip=slip)


def closed_short(story: Story) -> Moments:
    """Taken at the counter; two colleagues count five yuan less than the books say."""
    yield from taken_at_counter(story)
    yield story.later(5, 10)
    taken, _ = selectors.drawer(story.world.bureau_id)
    counted = sum(each.fen for each in taken) - 500
    first, second = _clerks(story)[:2]
    row = services.count_drawer(first, cash=counted, card=0)
    services.check_drawer(second, closing_id=row.pk, cash=counted, card=0)


def refund_asked(story: Story) -> Moments:
    """Paid through the provider; a colleague asks for a refund, which waits for another's approval."""
    yield from decide("granted")(story)
    yield story.later(10, 30)
    payments.pay(story.citizen, story.case_id)
    yield story.later(10, 30)
    services.ask_refund(
        _clerks(story)[0], bill_id=_bill(story).pk, fen=1600, reason="核查属首次申领，按规定免收，全额退还"
    )


def refunded(story: Story) -> Moments:
    """The same, approved and given back; the provider's day has a payment more than ours."""
    yield from refund_asked(story)
    yield story.later(10, 30)
    refund = selectors.refunds_of(_bill(story))[0]
    head = story.world.in_post("social_head", story.rng)
    services.approve_refund(head, refund_id=refund.pk)
    ledger = Ledger(payments.path())
    with gateway.provider.use(ledger):
        services.send_refund(refund_id=refund.pk)
        stray = f"{story.world.bureau_id}-TEST-{story.case_id}"
        ledger.create({"order_no": stray, "fen": 1, "subject": "联调", "notify_url": "", "return_url": ""})
        ledger.pay(stray)
        services.compare_day(bureau_id=story.world.bureau_id, day=clock.today())


def _bill(story: Story) -> Any:
    services.bill_case(case_id=story.case_id, moment="granted")
    return selectors.bills_of_case(any_case(story.case_id))[-1]


def _clerks(story: Story) -> list[Actor]:
    """Those at the windows, the accounts with printed passwords first."""
    return [story.world.actors[staff] for staff in story.world.holders["window_clerk"]]
