"""From the decision to the public page, its correction and withdrawal."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases import jobs as case_jobs
from oneseal.cases import services as case_services
from oneseal.cases.tests import factories
from oneseal.cases.tests.test_licences import granted, handed_in, noon
from oneseal.cases.tests.test_licences import house as licensing_house
from oneseal.certificates import selectors as certificates
from oneseal.certificates import services as certificate_services
from oneseal.foundation import clock, subscribers
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.publicity import jobs, selectors, services
from oneseal.publicity.models import Publication

pytestmark = pytest.mark.django_db


def entered(outcome: str = "granted", **item: object) -> tuple[factories.House, Publication | None]:
    made = factories.house(**item)
    case = factories.decided(made, outcome)
    subscribers.run_pending()
    return made, Publication.objects.filter(case=case).first()


def public(outcome: str = "granted") -> tuple[factories.House, Publication]:
    made, row = entered(outcome)
    assert row is not None
    services.publish(made["coordinator"], publication_id=row.pk)
    row.refresh_from_db()
    return made, row


def licensed(*, published: bool = True) -> tuple[factories.House, Publication]:
    """A licence that brought a certificate."""
    made = licensing_house()
    case = granted(made, "new")
    subscribers.run_pending()
    row = Publication.objects.get(case=case)
    if published:
        services.publish(made["coordinator"], publication_id=row.pk)
    return made, row


def end(made: factories.House, certificate_id: int, verb: str, ground: str) -> None:
    """The bureau ends a certificate."""
    said: dict[str, Any] = {"facts": "查明属实", "compensation": "经核实没有损失"}
    act = certificate_services.propose_act(
        made["section_head"], certificate_id=certificate_id, verb=verb, ground=ground, **said
    )
    certificate_services.approve_act(made["bureau_head"], act_id=act.pk)
    subscribers.run_pending()


def told(row: Publication) -> list[str]:
    return [each.kind.removeprefix("publicity.") for each in entries(Subject("publication", row.pk))]


def test_a_granted_licence_is_published_the_morning_after() -> None:
    row = entered()[1]
    assert row is not None
    assert (row.state, row.holder) == ("waiting", "张*")
    services.schedule([row.case_id])
    assert Publication.objects.count() == 1
    jobs.publish_due()
    assert not selectors.found_published({}).exists()
    with clock.at(clock.now() + timedelta(days=1)):
        jobs.publish_due()
    row.refresh_from_db()
    assert row.state == "published"
    page = Client().get("/publicity/?q=张").text
    assert row.number in page
    assert "张伟" not in page + Client().get(f"/publicity/{row.uid}/").text


def test_a_refusal_is_not_published() -> None:
    assert entered("refused")[1] is None


def test_an_item_with_a_reason_keeps_its_decisions_from_the_public() -> None:
    made, row = entered(unpublished="涉及商业秘密")
    assert row is not None
    assert (row.state, row.state_reason) == ("exempt", "涉及商业秘密")
    assert Client().get(f"/publicity/{row.uid}/").status_code == 404
    with pytest.raises(RuleViolation, match="不予公开"):
        services.publish(made["coordinator"], publication_id=row.pk)


def test_a_held_one_stays_and_becomes_late() -> None:
    made, row = entered()
    assert row is not None
    with pytest.raises(Forbidden):
        services.hold(made["supervisor"], publication_id=row.pk, reason="核对")
    services.hold(made["coordinator"], publication_id=row.pk, reason="申请人说有商业秘密")
    with clock.at(clock.now() + timedelta(days=20)):
        jobs.publish_due()
        assert selectors.counts(made["supervisor"]).late == 1
        assert "逾期" in made.client("supervisor").get("/desk/publicity/?view=late").text
    row.refresh_from_db()
    assert row.state == "held"


def test_a_mistake_is_corrected_and_what_was_said_is_kept() -> None:
    made, row = public()
    coordinator = made["coordinator"]
    services.report_mistake(coordinator, publication_id=row.pk, reason="许可内容写错")
    assert selectors.counts(coordinator).wrong == 1
    with pytest.raises(RuleViolation, match="没有改动"):
        services.correct(coordinator, publication_id=row.pk, given={}, reason="更正")
    before = row.fields["content"]
    services.correct(
        coordinator, publication_id=row.pk, given={"content": "热食类食品制售"}, reason="内容有误"
    )
    row.refresh_from_db()
    assert (row.version, row.fields["content"], row.mended_on) == (2, "热食类食品制售", clock.today())
    kept = selectors.history(row)[0]
    assert (kept.version, kept.fields["content"], kept.reason) == (1, before, "内容有误")
    assert "内容有误" in Client().get(f"/publicity/{row.uid}/").text


def test_a_withdrawn_one_says_so_and_shows_nothing_else() -> None:
    made, row = public()
    services.withdraw(made["coordinator"], publication_id=row.pk, reason="决定已撤销")
    page = Client().get(f"/publicity/{row.uid}/").text
    assert "决定已撤销" in page
    assert row.fields["content"] not in page.replace(row.item_name, "")
    assert not selectors.found_published({}).exists()
    with pytest.raises(RuleViolation, match="已撤下"):
        services.correct(made["coordinator"], publication_id=row.pk, given={}, reason="更正")


def test_open_data_are_what_the_page_shows() -> None:
    _, row = public()
    lines = b"".join(Client().get("/publicity/data.csv")).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("行政相对人名称,")
    assert row.fields["document_number"] in lines[1]
    found = json.loads(b"".join(Client().get("/publicity/data.json")))
    assert [each["holder"] for each in found] == ["张*"]
    assert json.loads(b"".join(Client().get("/publicity/data.json?q=没有"))) == []


def test_the_acts_of_the_page_and_the_panel() -> None:
    made, row = public()
    address = f"/desk/publicity/{row.pk}/"
    desk = made.client("coordinator")
    refused = desk.post(f"{address}withdraw/", {"reason": " "})
    assert refused.status_code == 422
    values = {name: row.fields[name] for name in ("holder", "licence_name", "valid_from", "valid_until")}
    done = desk.post(f"{address}correct/", {**values, "content": "预包装食品", "reason": "内容有误"})
    assert done.status_code == 302
    assert "预包装食品" in desk.get(address).text
    assert made.client("supervisor").post(f"{address}withdraw/", {"reason": "x"}).status_code == 403
    assert made.client("clerk").get(address).status_code == 403
    assert 'id="panel-publicity"' in desk.get(f"/desk/cases/{row.case_id}/").text


def test_the_pages_cost_the_same_however_long(django_assert_num_queries: Any) -> None:
    public()
    with django_assert_num_queries(1):
        list(selectors.open_data({}))
    with django_assert_num_queries(1):
        assert len(selectors.public_list({}).rows) == 1


def test_an_annulled_licence_is_public_no_more() -> None:
    made, row = licensed()
    (certificate,) = certificates.of_case(row.case_id)
    end(made, certificate.pk, "annul", "unqualified")
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert "行政许可法第六十九条第一款第四项" in row.state_reason
    page = Client().get(f"/publicity/{row.uid}/").text
    assert "已被依法撤销" in page
    assert "张*" not in page
    assert json.loads(b"".join(Client().get("/publicity/data.json"))) == []
    assert "系统" in made.client("coordinator").get(f"/desk/publicity/{row.pk}/").text
    assert told(row)[-1] == "withdrawn"


@pytest.mark.parametrize(("verb", "ground"), [("revoke", "misuse"), ("withdraw", "law_changed")])
def test_a_licence_rightly_granted_stays_public(verb: str, ground: str) -> None:
    made, row = licensed()
    (certificate,) = certificates.of_case(row.case_id)
    end(made, certificate.pk, verb, ground)
    row.refresh_from_db()
    assert row.state == "published"


def test_what_is_annulled_before_it_is_published_never_is() -> None:
    made, row = licensed(published=False)
    (certificate,) = certificates.of_case(row.case_id)
    end(made, certificate.pk, "annul", "fraud")
    with clock.at(clock.now() + timedelta(days=1)):
        jobs.publish_due()
    row.refresh_from_db()
    assert (row.state, row.published_at) == ("withdrawn", None)
    assert Client().get(f"/publicity/{row.uid}/").status_code == 404


def test_a_renewal_by_silence_becomes_public_too() -> None:
    with clock.at(noon(5, 1)):
        made = licensing_house()
    with clock.at(noon(6, 1)):
        case = granted(made, "new", until=date(2026, 7, 31))
        (old,) = certificates.of_case(case.pk)
        renewal = handed_in(made, "renew", old.number)
        case_services.accept_case(made["clerk"], case_id=renewal.pk)
    with clock.at(noon(8, 1)):
        case_jobs.deem_renewed()
        subscribers.run_pending()
        assert not services.schedule_deemed(renewal.pk, certificates.of_case(renewal.pk)[0].pk)
    row = Publication.objects.get(case=renewal)
    assert (row.number, row.decided_on, row.state) == (old.number, date(2026, 8, 1), "waiting")
    assert row.fields["document_name"].startswith("视为准予延续")
    assert row.fields["valid_from"] == "2026-08-01"
