"""Limits and fields as tables."""

from dataclasses import replace
from datetime import date

import pytest

from oneseal.foundation.tests import shipped
from oneseal.publicity.rules import fields, limits, states

CALENDAR = shipped.calendar()
FACTS = fields.Facts(
    holder="张伟",
    is_person=True,
    holder_code="110101199003070011",
    representative="张伟",
    document_name="准予行政许可决定书",
    document_number="云审准〔2026〕第0001号",
    item_name="食品经营许可",
    results=[("licence", "食品经营许可证")],
    content="",
    decided_on=date(2026, 3, 2),
    valid_from=None,
    valid_until=date(2031, 3, 1),
    authority="云岭市行政审批局",
    authority_code="11990181MB00000000",
)


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        ("2025-09-26", "2025-10-13"),  # two working weekends and the holidays of October between
        ("2025-03-03", "2025-03-12"),
        ("2025-03-08", "2025-03-18"),  # a Saturday: counting begins on Monday
    ],
)
def test_seven_working_days_after_the_decision(decided: str, last: str) -> None:
    assert limits.publish_by(date.fromisoformat(decided), CALENDAR).day == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("found", "last"),
    [("2025-09-30", "2025-10-11"), ("2025-03-05", "2025-03-10"), ("2025-03-07", "2025-03-12")],
)
def test_three_working_days_after_a_mistake(found: str, last: str) -> None:
    assert limits.mend_by(date.fromisoformat(found), CALENDAR).day == date.fromisoformat(last)


def test_a_natural_person_is_published_masked() -> None:
    named = fields.published(replace(FACTS, content="准予张伟办理食品经营许可"))
    assert named["content"] == "准予张*办理食品经营许可"
    said = fields.published(FACTS)
    assert said["holder"] == "张*"
    assert said["holder_code"] == said["representative"] == ""
    assert "110101199003070011" not in str(said)
    assert said["content"] == "食品经营许可"
    assert said["valid_from"] == "2026-03-02"
    assert set(said) == set(fields.FIELDS)


def test_an_organisation_is_published_with_its_code() -> None:
    firm = replace(FACTS, holder="云岭顺达物流有限公司", is_person=False, holder_code="91110000600037341L")
    said = fields.published(firm)
    assert (said["holder"], said["holder_code"]) == ("云岭顺达物流有限公司", "91110000600037341L")
    assert said["representative"] == "张伟"


def test_only_what_may_be_corrected_and_differs_is_corrected() -> None:
    said = fields.published(FACTS)
    given = {"content": " 热食类食品制售 ", "document_number": "别的", "valid_until": "2031-03-01"}
    assert fields.changed(said, given) == {"content": "热食类食品制售"}


@pytest.mark.parametrize(
    ("state", "wrong", "acts"),
    [
        ("waiting", False, ("publish", "hold")),
        ("held", False, ("publish",)),
        ("published", False, ("report", "correct", "withdraw")),
        ("published", True, ("correct", "withdraw")),
        ("withdrawn", False, ()),
        ("exempt", False, ()),
    ],
)
def test_what_may_be_done_in_each_state(state: str, wrong: bool, acts: tuple[str, ...]) -> None:
    assert states.acts(state, wrong=wrong) == acts
    assert states.ends_with_licence(state) == (state not in {"withdrawn", "exempt"})
