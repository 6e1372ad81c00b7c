"""A published quota corrected: published anew with its reason, nobody loses what they have, those in line are told."""

from datetime import date, timedelta

import pytest
from django.test import Client

from oneseal.cases.tests import factories as case_factories
from oneseal.foundation import clock
from oneseal.foundation.display import in_words
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.notices.tests.factories import messages_about
from oneseal.procedures import selectors, services
from oneseal.procedures.rules.quotas import Filled, Said, check_correction, difference
from oneseal.procedures.tests.test_last_place import sign
from oneseal.procedures.tests.test_others import LIMITED, at_decision, decide, quota

SAID = Said(3, date(2026, 12, 31), 6000)


@pytest.mark.parametrize(
    ("new", "filled", "code"),
    [
        (SAID, Filled(0, False, None), "nothing_corrected"),
        (Said(1, SAID.last, 6000), Filled(2, False, None), "below_granted"),
        (Said(0, SAID.last, 6000), Filled(0, False, None), "below_granted"),
        (Said(2, SAID.last, 6000), Filled(2, False, None), ""),
        (Said(3, date(2026, 5, 30), 6000), Filled(0, False, date(2026, 5, 31)), "leaves_line"),
        (Said(3, date(2026, 5, 31), 6000), Filled(0, False, date(2026, 5, 31)), ""),
        (Said(3, SAID.last, 7000), Filled(0, True, None), "marks_known"),
        (Said(3, SAID.last, 7000), Filled(0, False, None), ""),
        (Said(9, SAID.last, 6000), Filled(0, True, None), ""),
    ],
)
def test_what_may_be_corrected(new: Said, filled: Filled, code: str) -> None:
    if not code:
        check_correction(SAID, new, filled)
        return
    with pytest.raises(RuleViolation) as refused:
        check_correction(SAID, new, filled)
    assert refused.value.code == code


def test_the_difference_in_words() -> None:
    new = Said(5, date(2027, 1, 31), 6550)
    assert in_words(difference(SAID, new)) == (
        "名额由3个改为5个、结束日期由2026年12月31日改为2027年1月31日、合格分数由60分改为65.5分"
    )


@pytest.mark.django_db
def test_published_anew_and_those_in_line_are_told() -> None:
    made = case_factories.house(quota=LIMITED)
    first, second = at_decision(made, "张伟"), at_decision(made, "王芳")
    row = quota(made)
    decide(made, first)
    sign(made, first)
    said = {"quota_id": row.pk, "last": row.last, "pass_mark": 0}
    with pytest.raises(RuleViolation) as unexplained:
        services.correct_quota(made["item_keeper"], **said, places=2, reason=" ")
    assert unexplained.value.field == "reason"
    with pytest.raises(Forbidden):
        services.correct_quota(made["clerk"], **said, places=2, reason="增加零售点")
    services.correct_quota(made["item_keeper"], **said, places=2, reason="增加零售点")
    row.refresh_from_db()
    assert row.places == 2
    assert [each.within for each in selectors.line_of(row)] == [True, True]
    assert [change for _row, change in selectors.corrections_of(row)] == ["名额由1个改为2个"]
    entry = entries(Subject("quota", row.pk))[-1]
    assert (entry.kind, entry.reason) == ("procedures.quota_corrected", "增加零售点")
    told = messages_about("case", second.pk).filter(template="quota_corrected")
    assert {in_words(each.data["change"]) for each in told} == {"名额由1个改为2个"}
    assert {in_words(each.data["standing"]) for each in told} == {"在名额内"}
    assert not messages_about("case", first.pk).filter(template="quota_corrected").exists()
    decide(made, second)
    sign(made, second)
    with pytest.raises(RuleViolation) as less:
        services.correct_quota(made["item_keeper"], **said, places=1, reason="减少")
    assert (less.value.code, less.value.basis) == ("below_granted", "行政许可法第八条")


@pytest.mark.django_db
def test_a_longer_period_may_not_run_into_the_next_quota(client: Client) -> None:
    made = case_factories.house(quota=LIMITED)
    row = quota(made)
    quota(made, name="下一年度", first=row.last + timedelta(days=1), last=row.last + timedelta(days=90))
    client.force_login(made.cast.account("item_keeper"))
    address = f"/desk/procedures/quotas/{row.pk}/correct/"
    assert client.get(address).status_code == 200
    longer = {"places": 3, "last": (row.last + timedelta(days=1)).isoformat(), "reason": "延长"}
    refused = client.post(address, longer)
    assert refused.status_code == 422
    assert "时间不能重叠" in refused.text
    good = longer | {"last": clock.today().isoformat()}
    assert client.post(address, good).status_code == 302
    page = client.get(f"/quotas/{row.pk}/").text
    assert "更正记录" in page
    assert "名额由1个改为3个" in page
