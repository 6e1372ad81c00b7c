"""The record of a stop: written by one officer, signed by another, sealed once, holding for every case (SUR, LIC-9)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.cases import services as case_services
from oneseal.cases.services.loading import tell
from oneseal.documents import services as documents
from oneseal.foundation import calls, clock, db
from oneseal.foundation.display import paper_moment
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.surveys import events, selectors
from oneseal.surveys.models import Evidence, Party, Request, Signature, Trip, Visit
from oneseal.surveys.rules import records, syncing
from oneseal.surveys.rules.records import Report
from oneseal.surveys.rules.states import (
    BASIS,
    MODES,
    OPEN_VISITS,
    TRIPS,
    TWO,
    VISITS,
    Mode,
    Presence,
    RequestState,
    TripState,
    VisitState,
)
from oneseal.surveys.services import calling, telling
from oneseal.surveys.services.asking import signers_of
from oneseal.surveys.services.trips import release


def lock_visit(actor: Actor, visit_id: int, verb: str) -> Visit:
    """The stop under lock, if one of the crew may do this to it now."""
    selectors.access_visit(actor, visit_id)
    db.lock(Visit, visit_id)
    visit = Visit.objects.select_related("trip", "applicant", "document").get(pk=visit_id)
    if visit.trip.state != TripState.ANNOUNCED:
        raise Conflict("trip_not_going", N_("这一趟还没有通知或者已经取消，不能记录。请刷新页面。"))
    VISITS.step(visit.state, verb)
    records.check_member(actor.staff_id, selectors.crew_of(visit.trip_id))
    return visit


def record_visit(actor: Actor, *, visit_id: int, version: int, report: Report) -> Visit:
    """Write down what was seen, and sign it; from then on it is not changed without the second officer.

    `version` is the stop's as the officer last saw it. Raises Conflict where it has changed since.
    """
    with transaction.atomic():
        visit = lock_visit(actor, visit_id, "record")
        if visit.version != version:
            raise Conflict("stale", N_("这个点位在您记录的时候变动过，请核对后再提交。"))
        if visit.trip.day > clock.today():
            raise RuleViolation("too_early", N_("还没有到踏勘的日子，不能提前记录。"), basis=TWO)
        calling.check_call(visit, report)
        requests = list(visit.requests.filter(state=RequestState.PLANNED))
        lists = {row.pk: selectors.checklist(row) for row in requests}
        parties = list(visit.parties.all())
        names = {row.pk: row.item_name for row in requests}
        records.check_report(report, lists, [each.pk for each in parties], names=names)
        _keep_parties(parties, report)
        _keep(visit, actor, report, requests)
        Signature.objects.create(
            visit=visit, staff_id=actor.staff_id, digest=visit.digest, signed_at=clock.now()
        )
        absent = [each.name for each in parties if each.state == Presence.ABSENT]
        record(actor, Subject("survey", visit.pk), events.VisitRecorded(visit.digest, absent))
    return visit


def _keep_parties(parties: Sequence[Party], report: Report) -> None:
    told = {each.id: each for each in report.came}
    for party in parties:
        came = told[party.pk]
        party.state, party.officer = came.state, came.officer.strip()[:60]
        party.comment = came.comment.strip()[:1000]
    Party.objects.bulk_update(parties, ["state", "officer", "comment"])


def _keep(visit: Visit, actor: Actor, report: Report, requests: Sequence[Request]) -> None:
    visit.answers = {str(row.pk): dict(report.answers.get(row.pk, {})) for row in requests}
    visit.findings = {str(row.pk): report.findings.get(row.pk, "").strip()[:1000] for row in requests}
    visit.comment = report.comment.strip()[:2000]
    visit.signer, visit.unsigned_because = report.signer.strip()[:60], report.unsigned_because.strip()[:300]
    now = clock.now()
    timed = syncing.timed(report.taken_at or now, report.sent_at, now, visit.trip.begins)
    visit.taken_at, visit.clock_off, visit.clock_unknown = timed.at, timed.off, timed.received
    visit.recorded_at, visit.recorded_by_id = now, actor.staff_id
    visit.state, visit.version = VisitState.RECORDED, visit.version + 1
    visit.digest = digest(visit)
    visit.save()


def digest(visit: Visit) -> str:
    """What is signed: everything said, who came, and the digests of the evidence there is."""
    return records.digest_of(
        {
            "visit": str(visit.uid),
            "answers": visit.answers,
            "findings": visit.findings,
            "comment": visit.comment,
            "signer": visit.signer,
            "unsigned_because": visit.unsigned_because,
            "taken_at": visit.taken_at,
            "parties": list(visit.parties.order_by("id").values_list("name", "state", "officer", "comment")),
            "evidence": sorted(visit.evidence.filter(late=False).values_list("sha256", flat=True)),
        }
    )


def send_back(actor: Actor, *, visit_id: int, reason: str) -> Visit:
    """The second officer does not sign: the record is open again, its first signature gone."""
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明哪里要改。"), field="reason")
    with transaction.atomic():
        visit = lock_visit(actor, visit_id, "send_back")
        Signature.objects.filter(visit=visit).delete()
        visit.state, visit.version, visit.note = VisitState.PLANNED, visit.version + 1, reason.strip()[:500]
        visit.save(update_fields=["state", "version", "note"])
        record(actor, Subject("survey", visit.pk), events.VisitSentBack(), reason=reason)
    return visit


def sign_visit(actor: Actor, *, visit_id: int, digest: str) -> Visit:
    """The second signature, by another officer under the same digest: the record is sealed and closes the steps.

    Cases that ended or stand still meanwhile keep the record without effect; the others are not held up by them.
    """
    with transaction.atomic():
        visit = lock_visit(actor, visit_id, "seal")
        signed = list(Signature.objects.filter(visit=visit).values_list("staff_id", flat=True))
        records.check_second(actor.staff_id, signed, visit.digest, digest)
        Signature.objects.create(
            visit=visit, staff_id=actor.staff_id, digest=visit.digest, signed_at=clock.now()
        )
        paper = _paper(actor, visit)
        visit.document, visit.state, visit.closed_at = paper, VisitState.DONE, clock.now()
        visit.version += 1
        visit.save(update_fields=["document", "state", "closed_at", "version"])
        requests = list(visit.requests.filter(state=RequestState.PLANNED).order_by("case_id"))
        closed = [row.case_id for row in requests if _close(actor, visit, row, paper.number)]
        event = events.VisitSigned(visit.digest, paper.number, closed)
        record(actor, Subject("survey", visit.pk), event)
        calls.close(calling.room(visit))
        finish_trip(actor, visit.trip)
        telling.tell_recorded(actor, visit, paper.number)
    return visit


def _close(actor: Actor, visit: Visit, row: Request, number: str) -> bool:
    """Close the step of one case; False where it cannot be worked on, which is then noted."""
    case = cases.any_case(row.case_id)
    row.state, row.settled_at = RequestState.DONE, clock.now()
    finding = visit.findings.get(str(row.pk), "")
    try:
        with transaction.atomic():
            case_services.pass_survey(
                actor,
                case_id=row.case_id,
                key=row.step_key,
                surveyors=signers_of(visit.pk),
                opinion=f"踏勘记录{number}" + (f"：{finding}" if finding else ""),
                points=visit.answers.get(str(row.pk), {}),
            )
            tell(actor, case, events.Surveyed(row.case_number, visit.pk, number, False))
    except RuleViolation as late:
        row.note = str(late)[:500]
        tell(actor, case, events.SurveyLate(row.case_number, visit.pk, number, late.code))
    row.save(update_fields=["state", "settled_at", "note"])
    return not row.note


def _paper(actor: Actor, visit: Visit) -> Any:
    requests = list(visit.requests.filter(state=RequestState.PLANNED).order_by("id"))
    return documents.issue_document(
        actor,
        bureau_id=visit.bureau_id,
        kind="survey_record",
        subject=Subject("survey", visit.pk),
        data={
            "applicant": visit.applicant_name,
            "person": visit.applicant.kind == "person",
            "item_name": "、".join(dict.fromkeys(row.item_name for row in requests))[:200],
            "paragraphs": _paragraphs(visit, requests),
            "facts": _facts(visit, requests),
            "people": _people(visit),
            "basis": "《中华人民共和国行政许可法》第三十四条第三款",
        },
        signed_name="、".join(signers_of(visit.pk).values()),
    )


def _paragraphs(visit: Visit, requests: Sequence[Request]) -> list[str]:
    lines = []
    for row in requests:
        answers = visit.answers.get(str(row.pk), {})
        said = [f"{point.text}：{_answer(answers.get(point.code))}" for point in selectors.checklist(row)]
        finding = visit.findings.get(str(row.pk), "")
        text = "；".join([*said, *([finding] if finding else [])])
        lines.append(f"{row.item_name}（{row.case_number}）　{text}")
    return [*lines, *([f"其他情况：{visit.comment}"] if visit.comment else [])]


def _answer(value: object) -> str:
    if isinstance(value, bool):
        return "符合" if value else "不符合"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _facts(visit: Visit, requests: Sequence[Request]) -> list[dict[str, str]]:
    evidence = Evidence.objects.filter(visit=visit, late=False).exclude(kind=Evidence.Kind.SIGNATURE)
    files = [f"{each.get_kind_display()} {each.sha256[:16]}…" for each in evidence]
    facts = {
        "踏勘方式": MODES[Mode(visit.trip.mode)],
        "踏勘时间": paper_moment(visit.taken_at),
        "手机时钟": records.clock_said(visit.clock_off, unknown=visit.clock_unknown),
        "踏勘地点": visit.address,
        "查验的实物": "、".join(filter(None, (row.must_present for row in requests))),
        "照片、录像": "；".join(files[:12]) + (f"等{len(files)}件" if len(files) > 12 else ""),
        "申请人未签名的原因": visit.unsigned_because,
        "记录摘要（SHA-256）": visit.digest,
    }
    for party in visit.parties.all():
        came = "缺席，视为同意" if party.state == Presence.ABSENT else f"到场 {party.officer}".strip()
        facts[party.name] = came + (f"；意见：{party.comment}" if party.comment else "")
    return [{"name": name, "value": value} for name, value in facts.items() if value]


def _people(visit: Visit) -> list[dict[str, str]]:
    rows = Signature.objects.filter(visit=visit).select_related("staff").order_by("id")
    signed = [
        {"name": row.staff.name, "capacity": "踏勘人员", "signed": paper_moment(row.signed_at)}
        for row in rows
    ]
    if visit.signer:
        at = paper_moment(visit.taken_at)
        signed.append({"name": visit.signer, "capacity": "申请人（在场人员）", "signed": at})
    return signed


def miss_visit(actor: Actor, *, visit_id: int, reason: str) -> Visit:
    """Nobody was there, or the thing was not shown: what was asked waits to be planned anew, said why."""
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明为什么没有踏勘成。"), field="reason", basis=BASIS)
    with transaction.atomic():
        visit = lock_visit(actor, visit_id, "miss")
        release([visit.pk])
        visit.state, visit.version = VisitState.MISSED, visit.version + 1
        visit.note, visit.closed_at = reason.strip()[:500], clock.now()
        visit.save(update_fields=["state", "version", "note", "closed_at"])
        record(actor, Subject("survey", visit.pk), events.VisitMissed(), reason=reason)
        finish_trip(actor, visit.trip)
    return visit


def finish_trip(actor: Actor, trip: Trip) -> None:
    """The trip is done when its last stop is."""
    if trip.visits.filter(state__in=OPEN_VISITS).exists():
        return
    trip.state = TRIPS.step(trip.state, "finish")
    trip.save(update_fields=["state"])
    record(actor, Subject("survey_trip", trip.pk), events.TripDone(trip.day.isoformat()))
