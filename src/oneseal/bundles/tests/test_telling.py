"""One receipt for the whole, one correction notice, and the news of its items gathered into one message (ONE-1, ONE-3)."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils.translation import override

from oneseal.bundles import services
from oneseal.bundles.models import JointNews
from oneseal.bundles.rules import news
from oneseal.bundles.tests import factories
from oneseal.cases.services import telling
from oneseal.cases.services.batches import SomeFailed
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock, subscribers
from oneseal.foundation.display import in_words
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject

IssuedDocument: Any = apps.get_model("documents", "IssuedDocument")
Message: Any = apps.get_model("notices", "Message")


def told() -> list[str]:
    """Which messages the applicant got, in order."""
    subscribers.run_pending()
    rows = Message.objects.filter(channel="in_app", applicant__isnull=False).order_by("id")
    return [row.template for row in rows]


def last_words() -> str:
    row = Message.objects.filter(template="joint_news").latest("id")
    return str(in_words(row.data["news"]))


def test_one_receipt_and_one_message_for_the_whole(made: House) -> None:
    factories.applied(made)
    assert told() == ["joint_received"]
    kinds = sorted(IssuedDocument.objects.values_list("kind", flat=True))
    assert kinds.count("joint_slip") == 1
    assert "receipt" not in kinds


def test_what_becomes_of_the_items_is_told_together(made: House) -> None:
    joint = factories.applied(made)
    factories.accept(made, joint, "register")
    factories.accept(made, joint, "sign")
    assert told() == ["joint_received"]
    assert services.tell_news() == 0
    with clock.at(clock.now() + news.GATHER + timedelta(minutes=1)):
        assert services.tell_news() == 1
        assert services.tell_news() == 0
    assert told() == ["joint_received", "joint_news"]
    assert "“公司设立登记”已受理" in last_words()
    assert "“户外招牌设置审批”已受理" in last_words()


def test_an_item_that_begins_later_is_told_with_its_number(made: House) -> None:
    joint = factories.applied(made, board="no")
    factories.decide(made, joint, "register")
    services.give_yields(made["clerk"], joint_id=joint.pk, data=factories.USCC)
    told()
    with clock.at(clock.now() + news.GATHER):
        services.tell_news()
    case = factories.member(joint, "food").case
    assert case is not None
    assert f"“食品经营许可”已自动开始办理，编号{case.number}" in last_words()
    assert "已受理" not in last_words()


def test_the_one_correction_notice_is_told_once(made: House) -> None:
    joint = factories.applied(made)
    for member, code in (("register", "charter"), ("sign", "drawing")):
        services.note_gap(made["clerk"], joint_id=joint.pk, member=member, code=code, problem="缺签名")
    services.send_correction(made["clerk"], joint_id=joint.pk)
    assert told() == ["joint_received", "joint_correction"]
    assert IssuedDocument.objects.filter(kind="joint_correction").count() == 1
    assert not IssuedDocument.objects.filter(kind="correction_notice").exists()


def test_news_are_kept_once_however_often_they_are_passed_on(made: House) -> None:
    joint = factories.applied(made)
    factories.accept(made, joint, "register")
    told()
    case = factories.member(joint, "register").case
    assert case is not None
    telling.tell([each for each in entries(Subject("case", case.pk)) if each.kind == "cases.accepted"])
    assert JointNews.objects.filter(joint=joint, template="accepted").count() == 1
    assert Message.objects.filter(template="accepted").count() == 0


def test_what_an_item_has_passed_needs_no_words() -> None:
    rows: list[news.News] = [
        (1, "accepted", {"item_name": "甲", "due": "2026-11-23"}),
        (2, "accepted", {"item_name": "乙", "due": "2026-11-24"}),
        (1, "granted", {"item_name": "甲"}),
    ]
    assert in_words(news.told(rows)) == "“乙”已受理，承诺2026年11月24日前办结；“甲”已准予"
    assert not news.gathered("bureau_wrote")


def test_the_one_message_speaks_its_readers_language() -> None:
    rows: list[news.News] = [
        (1, "granted", {"item_name": "甲"}),
        (2, "refused", {"item_name": "乙"}),
    ]
    with override("en"):
        words = in_words(news.told(rows))
    assert words == "“甲” is granted; “乙” is refused: reasons and remedies are in the decision"


def test_one_that_cannot_be_told_keeps_nobody_else_waiting(made: House, monkeypatch: Any) -> None:
    first, second = (factories.applied(made, board=board) for board in ("yes", "no"))
    for joint in (first, second):
        factories.accept(made, joint, "register")
    told()
    whole, seen = news.told, list[Any]()

    def broken(rows: list[news.News]) -> Any:
        if not seen:
            seen.append(rows)
            raise ValueError("broken")
        return whole(rows)

    monkeypatch.setattr(news, "told", broken)
    with clock.at(clock.now() + news.GATHER + timedelta(minutes=1)), pytest.raises(SomeFailed):
        services.tell_news()
    assert told() == ["joint_received", "joint_received", "joint_news"]
