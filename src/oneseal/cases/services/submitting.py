"""Handing an application in, and handing in what was to be corrected (LIC-4, LIC-5, LIC-6)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from oneseal.assurance import services as assurance
from oneseal.assurance.rules import refusing
from oneseal.assurance.rules.levels import Level, Purpose
from oneseal.cases import events
from oneseal.cases.models import Case, CaseForm, CaseMaterial, Correction
from oneseal.cases.models.submission import BROUGHT
from oneseal.cases.rules import holding as rules
from oneseal.cases.rules import intake, search
from oneseal.cases.rules.states import Act
from oneseal.cases.selectors.assuring import matter_of
from oneseal.cases.services import committing, holding, licences, papers, tolerating, using
from oneseal.cases.services.drafts import check_may_edit, form_digest, form_of, situation_of
from oneseal.cases.services.loading import Change, Work, lock_case
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.situations import Situation, check_answers
from oneseal.foundation import calendars, db
from oneseal.foundation.journal import Update
from oneseal.foundation.numbering import next_number
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due

INDEX = """
INSERT INTO cases_casesearch (case_id, bureau_id, document, identifier_index, phone_index)
VALUES (%s, %s, array_to_tsvector(%s::text[]), %s, %s)
"""


def submit_case(
    actor: Actor,
    *,
    case_id: int,
    declared: bool,
    promised: bool = False,
    committed: bool = False,
    receipt: bool = True,
    assured: bool = False,
) -> Case:
    """Hand the application in: it arrives now (LIC-6), gets its number, and five working days begin (LIC-2).

    `declared`: the applicant declared that everything is true (licence law art. 31); `promised`: they promised in
    writing to bring later what the guide allows to come later (TOL-1); `committed`: they chose to commit themselves
    instead of the proof or the review (COM-1); `receipt`: no where a context above gives one for several cases
    together (ONE-1); `assured`: such a context has asked how sure one is of who hands in. Raises
    Violations with one entry for each wrong answer, field and material, changing nothing.
    """
    with transaction.atomic():
        work = lock_case(actor, case_id)
        check_may_edit(actor, work.case)
        work.act(Act.SUBMIT)
        catalog.check_open(work.case.item_id, work.today)
        situation = check_answers(work.content, work.case.answers)
        kind = committing.chosen(work, committed=committed)
        replaced = committing.replaced_by(work, kind)
        using.check_standing(materials := papers.standing(work.case))
        materials += holding.fill(work, situation, _missing(materials, situation, replaced))
        missing = _missing(materials, situation, replaced)
        owed = tolerating.promised_codes(work, situation, missing, promised=promised)
        form = form_of(work.case, work.case.submission)
        _check_submission(situation, declared, form, materials, waived={**owed, **replaced})
        _check_assured(work, assured=assured)
        licences.choose(work, situation, form)
        by = answer_by(work)
        _arrive(work, by, owes=bool(owed), committed=kind, spared=_spared(situation, materials, owed))
        _file(work, form, materials, by, receipt=receipt)
        _keep_words(work, owed, replaced if kind else None)
    return work.case


def _keep_words(work: Work, owed: Mapping[str, str], replaced: Any) -> None:
    """What was promised to follow, and the commitment that stands for materials."""
    if owed:
        tolerating.keep_promise(work, owed)
    if replaced is not None:
        committing.keep_commitment(work, replaced)


def _check_assured(work: Work, *, assured: bool) -> None:
    """Last of all, so that nobody proves who they are for an application that lacks something."""
    check_sendable(work, work.case.wanted_delivery)
    if not assured:
        assurance.require(work.actor, matter_of(work.case, work.content, Purpose.HAND_IN))


def check_sendable(work: Work, method: str) -> None:
    """A result whose taker must show a document is not sent. Raises RuleViolation."""
    level = int(work.content.assurance_collect)
    if level >= Level.DOCUMENT and method != "pickup":
        raise refusing.not_by_post(Level(level))


def _file(work: Work, form: CaseForm, materials: list[CaseMaterial], by: Due, *, receipt: bool) -> None:
    """What was handed in is kept, can be found, and is confirmed."""
    _declare(work, form)
    work.commit(_submitted(work, form, materials, by))
    _index(work.case)
    if receipt:
        _receipt(work, by, materials)


def _spared(situation: Situation, materials: list[CaseMaterial], owed: Collection[str]) -> int:
    listed = [each.code for each in situation.materials if each.necessity in {"required", "conditional"}]
    brought = [each.code for each in materials if each.source in BROUGHT]
    return rules.spared(listed, brought, owed)


def _arrive(work: Work, by: Due, *, owes: bool, committed: str, spared: int) -> None:
    """Number, moment of arrival and last day for an answer."""
    year = work.today.year
    work.set(
        number=f"{year}{next_number(work.case.bureau_id, 'case', year):07}",
        received_at=work.now,
        completed_at=work.now,
        answer_by=by.day,
        answer_provisional=by.provisional,
        owes=owes,
        committed=committed,
        spared=spared,
    )


def _submitted(work: Work, form: CaseForm, materials: list[CaseMaterial], by: Due) -> events.Submitted:
    return events.Submitted(
        work.case.state,
        work.case.number,
        work.case.submission,
        work.now.isoformat(),
        by.day.isoformat(),
        form_digest(form.data),
        sorted({material.code for material in materials}),
    )


def supply_correction(actor: Actor, *, case_id: int, declared: bool = True) -> Case:
    """Hand in the corrected set: the day on which it is complete is the day of acceptance (LIC-5).

    What was corrected replaces the older material of the same code; everything else stays. Every gap of the notice
    must be answered with something new.
    """
    with transaction.atomic():
        work = lock_case(actor, case_id)
        check_may_edit(actor, work.case)
        work.act(Act.SUPPLY_CORRECTION)
        submission = work.case.submission + 1
        correction = Correction.objects.filter(case=work.case, supplied_at=None).latest("id")
        renewed = renewed_codes(work.case, submission)
        _check_gaps_answered(correction, renewed)
        carried = _carry_form(work, submission)
        work.changes += _replace_older(work.case, submission)
        situation = situation_of(work.case)
        waived = tolerating.owed_codes(work) | set(committing.replaced_by(work, work.case.committed))
        _check_submission(situation, declared, carried, papers.standing(work.case), waived=waived)
        _check_assured(work, assured=False)
        licences.choose(work, situation, carried)
        by = answer_by(work)
        work.set(
            submission=submission,
            completed_at=work.now,
            answer_by=by.day,
            answer_provisional=by.provisional,
        )
        work.changes.append(Update(Correction, correction.pk, {"supplied_at": work.now}))
        _declare(work, carried)
        work.commit(_corrected(work, by, renewed))
    return work.case


def _corrected(work: Work, by: Due, renewed: Collection[str]) -> events.CorrectionSupplied:
    return events.CorrectionSupplied(
        work.case.state,
        work.case.number,
        work.case.submission,
        work.now.isoformat(),
        by.day.isoformat(),
        sorted(renewed),
    )


def answer_by(work: Work) -> Due:
    """Last day for telling gaps: five working days after arrival (art. 32(1)(4); LIC-2, LIC-6)."""
    return calendars.current().add_workdays(work.today, intake.NOTICE_DAYS)


def renewed_codes(case: Case, submission: int) -> set[str]:
    """What a submission brought anew: codes of materials, and `form` where the form changed."""
    codes = set(CaseMaterial.objects.filter(case=case, submission=submission).values_list("code", flat=True))
    forms = {form.submission: form.data for form in CaseForm.objects.filter(case=case)}
    newest, older = forms.get(submission), forms.get(submission - 1)
    return codes | ({intake.FORM} if newest is not None and newest != older else set())


def _check_gaps_answered(correction: Correction, renewed: set[str]) -> None:
    open_gaps = [gap for gap in correction.gaps if gap["code"] not in renewed]
    if open_gaps:
        message = N_("“%(name)s”还没有补正：%(problem)s。请补正后再提交。")
        raise Violations(
            [
                RuleViolation(
                    "gap_open",
                    message,
                    params={"name": gap["name"] or gap["code"], "problem": gap["problem"]},
                    field=f"material_{gap['code']}",
                )
                for gap in open_gaps
            ]
        )


def _carry_form(work: Work, submission: int) -> CaseForm:
    """The form of the new submission; the older one's values where it was not touched."""
    form = CaseForm.objects.filter(case=work.case, submission=submission).first()
    if form is None:
        older = CaseForm.objects.filter(case=work.case, submission=submission - 1).first()
        data = older.data if older else {}
        form = CaseForm.objects.create(case=work.case, submission=submission, data=data, saved_at=work.now)
    return form


def _replace_older(case: Case, submission: int) -> list[Change]:
    rows = list(CaseMaterial.objects.filter(case=case, replaced=False))
    renewed = {row.code for row in rows if row.submission == submission}
    older = [row for row in rows if row.submission < submission and row.code in renewed]
    return [Update(CaseMaterial, row.pk, {"replaced": True}) for row in older]


def _check_submission(
    situation: Situation,
    declared: bool,
    form: CaseForm,
    materials: Sequence[CaseMaterial],
    waived: Collection[str] = (),
) -> None:
    """Form, materials and declaration at once, so that the applicant learns everything in one go."""
    present = {material.code for material in materials}
    problems = _form_problems(situation.schema, form.data)
    problems += [
        RuleViolation(
            "material_missing",
            N_("缺少材料“%(name)s”，请上传。"),
            params={"name": each.name},
            field=f"material_{each.code}",
        )
        for each in situation.materials
        if each.code in required_codes(situation) and each.code not in present and each.code not in waived
    ]
    if not declared:
        problems.append(
            RuleViolation(
                "not_declared",
                N_("请勾选声明：您对提交材料的真实性负责。"),
                field="declared",
                basis="行政许可法第三十一条",
            )
        )
    if problems:
        raise Violations(problems)


def _missing(
    materials: Sequence[CaseMaterial], situation: Situation, replaced: Collection[str]
) -> dict[str, str]:
    """Required materials that were not handed in and are not replaced by a commitment: code to name."""
    present = {row.code for row in materials}
    return {
        code: name for code, name in required_codes(situation).items() if code not in {*present, *replaced}
    }


def required_codes(situation: Situation) -> dict[str, str]:
    """Materials that the applicant must bring in this situation: code to name. Shared ones the bureau fetches (2.24).

    Tolerable ones too: they may wait only on a written promise (services.tolerating).
    """
    return {
        each.code: each.name
        for each in situation.materials
        if each.necessity in {"required", "conditional"} and not each.shared_source
    }


def _form_problems(schema: dict[str, Any], data: Mapping[str, Any]) -> list[RuleViolation]:
    if not schema.get("properties"):
        return []
    return [
        RuleViolation(error.code, error.message, params=dict(error.params), field=error.name)
        for error in form_values.validate(schema, dict(data))
    ]


def _declare(work: Work, form: CaseForm) -> None:
    if form._state.adding:
        form.save()
    work.changes.append(Update(CaseForm, form.pk, {"declared_at": work.now}))


def _index(case: Case) -> None:
    """Make the case findable by number, name, and the applicant's identifier and phone (blind indexes)."""
    applicant = case.applicant
    words = search.lexemes(case.number, case.party_name)
    with db.prepared_cursor() as cursor:
        cursor.execute(INDEX, [case.pk, case.bureau_id, words, applicant.number_index, applicant.phone_index])


def _receipt(work: Work, by: Due, materials: Sequence[CaseMaterial]) -> None:
    papers.issue(
        work.actor,
        work.case,
        "receipt",
        received_on=work.today,
        materials=papers.material_lines(materials),
        answer_by=by.day,
        provisional=by.provisional,
    )
