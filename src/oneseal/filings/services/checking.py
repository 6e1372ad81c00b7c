"""The check after a filing: found in order, ordered to be mended, annulled (inventory 11.14)."""

from typing import Any

from django.db import transaction

from oneseal.cases.rules.commitment import check_order
from oneseal.documents import services as documents
from oneseal.filings import events
from oneseal.filings.models import Filing, FilingCheck
from oneseal.filings.rules import life
from oneseal.filings.rules.life import BASIS, CHECKS, CheckState, FilingState
from oneseal.filings.selectors import ANNULLERS, CHECKERS, access_filing, is_over
from oneseal.filings.services.filing import end, locked, open_check, tell
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_


def _lock(actor: Actor, filing_id: int, verb: str) -> tuple[Filing, FilingCheck]:
    access_filing(actor, filing_id)
    filing = db.lock(Filing, filing_id)
    check = open_check(filing)
    if check is None:
        raise Conflict("nothing_to_check", N_("这个备案现在没有要核查的，请刷新页面。"))
    CHECKS.step(check.state, verb)
    return filing, check


def _check_checker(actor: Actor, filing: Filing) -> None:
    if not actor.has(*CHECKERS) or filing.section_id not in actor.sections:
        raise Forbidden("may_not_check", N_("备案后核查由承办科室的审查岗、科长办理，请交给他们。"))
    if filing.applicant_id in actor.own_applicants:
        raise Forbidden("own_filing", N_("这是您本人或者您代办的备案，请交给同事核查。"), basis=BASIS)


def check_filing(
    actor: Actor, *, filing_id: int, met: bool, finding: str, fix_within: int | None = None
) -> FilingCheck:
    """Record what was found on the spot. Not as filed: an order to mend within `fix_within` working days."""
    with transaction.atomic():
        filing, check = _lock(actor, filing_id, "find_met" if met else "find_faulty")
        _check_checker(actor, filing)
        finding = _text(finding, N_("请写明到现场看到了什么。"), "finding")
        values: dict[str, Any] = {
            "state": CheckState.MET if met else CheckState.FAULTY,
            "finding": finding,
            "checked_by_id": actor.staff_id,
            "checked_at": clock.now(),
        }
        if met:
            values |= {"settled_at": clock.now(), "settled_by_id": actor.staff_id}
        else:
            due = calendars.current().add_workdays(clock.today(), check_order(fix_within, BASIS))
            order = _paper(
                actor,
                filing,
                "filing_order",
                [
                    f"我局对“{filing.item_name}”备案（{filing.number}）进行了核查，发现与备案内容不符：{finding}",
                    f"现责令在{paper_day(due.day)}前改正，并接受复查。逾期没有改正的，撤销备案并收回公示卡。",
                    "对核查结果有异议的，可以在上述期限内向我局陈述、申辩。",
                ],
            )
            values |= {"fix_by": due.day, "fix_provisional": due.provisional, "order_id": order.pk}
        fix_by = values.get("fix_by")
        result = N_("核查属实") if met else N_("不符，责令改正")
        event = events.Checked(filing.number, met, result, str(fix_by or ""))
        _keep(actor, filing, check, event, values, finding)
        if fix_by:
            tell(actor, filing, "filing_order", due=fix_by.isoformat())
    return check


def confirm_mended(actor: Actor, *, filing_id: int, note: str) -> FilingCheck:
    """What was wrong has been put right: the filing goes on."""
    with transaction.atomic():
        filing, check = _lock(actor, filing_id, "mend")
        _check_checker(actor, filing)
        note = _text(note, N_("请写明怎样复查、改正到什么程度。"), "note")
        values = {"state": CheckState.MENDED, "settlement": note, "settled_at": clock.now()}
        values["settled_by_id"] = actor.staff_id
        _keep(actor, filing, check, events.Mended(filing.number), values, note)
    return check


def annul_filing(actor: Actor, *, filing_id: int, reason: str) -> Filing:
    """撤销备案: it was ordered to be mended and was not. By heads alone, after the day of the order."""
    with transaction.atomic():
        access_filing(actor, filing_id)
        filing = locked(filing_id, "annul")
        check = open_check(filing)
        if check is None:
            raise Conflict("nothing_to_check", N_("没有核查发现的问题，不能撤销备案。请刷新页面。"))
        CHECKS.step(check.state, "annul")
        here = filing.section_id in actor.sections
        if not actor.has(*ANNULLERS) or not (here or actor.has(Role.BUREAU_HEAD)):
            raise Forbidden("may_not_annul", N_("撤销备案由科室负责人或者局领导决定。"))
        life.check_annullable(over=is_over(check))
        reason = _text(reason, N_("请写明撤销备案的事实和理由。"), "reason")
        document = _paper(
            actor,
            filing,
            "filing_annulment",
            [
                f"我局核查发现“{filing.item_name}”备案（{filing.number}）与实际不符：{check.finding}",
                f"已责令限期改正，逾期没有改正：{reason}",
                "现撤销上述备案，公示卡同时失效，请停止使用。",
                "如不服本决定，可以自收到本决定书之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
            ],
        )
        values = {"state": CheckState.ANNULLED, "settlement": reason, "settled_at": clock.now()}
        values["settled_by_id"] = actor.staff_id
        FilingCheck.objects.filter(pk=check.pk).update(**values)
        event = events.Annulled(filing.number, document.number)
        end(actor, filing, FilingState.ANNULLED, event, reason)
        tell(actor, filing, "filing_annulled")
    return filing


def _keep(
    actor: Actor, filing: Filing, check: FilingCheck, event: Any, values: dict[str, Any], reason: str
) -> None:
    changes = [Update(FilingCheck, check.pk, values)]
    record(actor, Subject("filing", filing.pk), event, changes=changes, reason=reason)
    check.refresh_from_db()


def _paper(actor: Actor, filing: Filing, kind: str, paragraphs: list[str]) -> Any:
    return documents.issue_document(
        actor,
        bureau_id=filing.bureau_id,
        kind=kind,
        subject=Subject("filing", filing.pk),
        data={
            "applicant": filing.applicant_name,
            "person": filing.applicant.kind == "person",
            "item_name": filing.item_name,
            "paragraphs": paragraphs,
            "facts": [{"name": name, "value": value} for name, value in filing.shown],
            "basis": "《中华人民共和国行政许可法》第六十一条和备案后监管的规定",
        },
        signed_name=actor.name,
    )


def _text(text: str, missing: str, field: str) -> str:
    said = text.strip()[:1000]
    if not said:
        raise RuleViolation(f"{field}_missing", missing, field=field)
    return said
