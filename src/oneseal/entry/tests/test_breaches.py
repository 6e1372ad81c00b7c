"""From a lead to what was mended: the first breach a circular, the second a talk; nobody judges their own."""

from datetime import timedelta

import pytest

from oneseal.entry import selectors, services
from oneseal.entry.models import Breach
from oneseal.entry.tests import factories
from oneseal.entry.tests.factories import Ledger
from oneseal.foundation import clock
from oneseal.foundation.tests.concurrency import in_threads
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Ledger:
    return factories.ledger()


def confirmed(made: Ledger) -> Breach:
    """A lead found true."""
    return services.judge_breach(
        made["coordinator"], breach_id=made.lead().pk, true=True, verdict="调取台账，属实。"
    )


def test_first_a_circular_then_a_talk(made: Ledger) -> None:
    head, day = made["bureau_head"], clock.today() + timedelta(days=15)
    first = confirmed(made)
    assert (first.nth, first.measure) == (1, "circular")
    ordered = services.order_mending(head, breach_id=first.pk, text="全市通报。", mend_by=day)
    assert ordered.document is not None
    assert ordered.document.kind == "breach_circular"
    second = confirmed(made)
    assert (second.nth, second.measure) == (2, "interview")
    with pytest.raises(RuleViolation) as refused:
        services.order_mending(head, breach_id=second.pk, text="约谈。", mend_by=day)
    assert refused.value.field == "talked_to"
    talk = services.order_mending(
        head, breach_id=second.pk, text="约谈。", mend_by=day, talked_to="总经理"
    ).document
    assert talk is not None
    assert talk.kind == "breach_interview"
    closed = services.close_breach(made["supervisor"], breach_id=first.pk, remedy="窗口已接入系统。")
    assert closed.stage == "closed"
    with pytest.raises(Conflict):
        services.close_breach(made["supervisor"], breach_id=first.pk, remedy="再报一次")


def test_a_lead_is_judged_by_somebody_else(made: Ledger) -> None:
    lead = made.lead()
    with pytest.raises(Forbidden):
        services.judge_breach(made["supervisor"], breach_id=lead.pk, true=True, verdict="属实")
    assert not selectors.breaches_waiting(made["supervisor"]).exists()
    assert selectors.breaches_waiting(made["coordinator"]).exists()
    done = services.judge_breach(
        made["coordinator"], breach_id=lead.pk, true=False, verdict="是咨询，不是办件"
    )
    assert (done.stage, done.nth) == ("dismissed", None)
    assert selectors.confirmed_of(made.utility.pk) == 0
    with pytest.raises(Conflict):
        services.order_mending(made["bureau_head"], breach_id=lead.pk, text="通报", mend_by=clock.today())


def test_a_result_of_ours_is_not_from_outside(made: Ledger) -> None:
    first = confirmed(made)
    paper = services.order_mending(
        made["bureau_head"], breach_id=first.pk, text="通报。", mend_by=clock.today()
    ).document
    assert paper is not None
    with pytest.raises(RuleViolation) as refused:
        made.lead(source="result", result=paper.number)
    assert refused.value.code == "known_result"
    with pytest.raises(RuleViolation):
        made.lead(source="result")
    made.lead(source="result", result="水许字第7号")
    with pytest.raises(Conflict):
        made.lead(source="result", result="水许字 第7号")
    with pytest.raises(Forbidden):
        made.lead("bureau_head")


@pytest.mark.django_db(transaction=True)
def test_two_leads_judged_at_once_are_counted_one_after_the_other() -> None:
    made = factories.ledger()
    leads, judge = [made.lead().pk, made.lead().pk], made["coordinator"]

    def decide(place: int) -> None:
        services.judge_breach(judge, breach_id=leads[place], true=True, verdict="属实")

    in_threads(2, decide)
    assert set(Breach.objects.values_list("nth", flat=True)) == {1, 2}
