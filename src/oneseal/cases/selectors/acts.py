"""Which acts a page should offer: the same tables that the services ask, without doing anything."""

from oneseal.cases.models import Case, CaseStep
from oneseal.cases.rules.intake import SIGNERS
from oneseal.cases.rules.states import TABLE, Act, CaseState, StepState
from oneseal.cases.selectors.access import hands, is_own
from oneseal.cases.selectors.evaluations import EVALUATED
from oneseal.cases.selectors.masking import knows_applicant
from oneseal.kernel.access import Actor, Role

OFFICERS = (Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD)
RECEIVERS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD)
OF_WINDOW = {"accept", "request_correction", "correct_on_the_spot"}
"""Answers that need to see whose the application is."""
HEADS = (Role.SECTION_HEAD, Role.BUREAU_HEAD)

STAFF_ACTS: tuple[tuple[str, Act, tuple[Role, ...]], ...] = (
    ("accept", Act.ACCEPT, RECEIVERS),
    ("declare_not_needed", Act.DECLARE_NOT_NEEDED, SIGNERS),
    ("declare_not_ours", Act.DECLARE_NOT_OURS, SIGNERS),
    ("request_correction", Act.REQUEST_CORRECTION, RECEIVERS),
    ("correct_on_the_spot", Act.CORRECT, RECEIVERS),
    ("suspend", Act.SUSPEND, OFFICERS),
    ("resume", Act.RESUME, OFFICERS),
    ("extend", Act.EXTEND, OFFICERS),
    ("terminate", Act.TERMINATE, HEADS),
    ("deliver", Act.DELIVER, (Role.CLERK,)),
)
APPLICANT_ACTS: tuple[tuple[str, Act], ...] = (
    ("edit", Act.EDIT),
    ("submit", Act.SUBMIT),
    ("supply_correction", Act.SUPPLY_CORRECTION),
    ("withdraw", Act.WITHDRAW),
)


def case_acts(actor: Actor, case: Case) -> set[str]:
    """Acts on the case that the actor's role and the case's state allow; the services still check everything."""
    if is_own(actor, case):
        return set()
    state = CaseState(case.state)
    acts = {name for name, act, roles in STAFF_ACTS if actor.has(*roles) and TABLE.allows(state, act)}
    if not knows_applicant(actor, case):
        acts -= OF_WINDOW
    own = case.applicant_id in actor.applicants
    if own or (actor.has(Role.CLERK) and case.channel != "online"):
        acts |= {name for name, act in APPLICANT_ACTS if TABLE.allows(state, act)}
    if own and state in EVALUATED:
        acts.add("evaluate")
    if state != CaseState.DRAFT:
        acts.add("message")
    return acts | ({"note"} if actor.is_staff else set())


def step_acts(actor: Actor, case: Case, step: CaseStep) -> set[str]:
    """Acts on a step that the actor may try: take, or as its holder decide or pass, return, and so on."""
    if case.state not in {CaseState.ACCEPTED, CaseState.IN_REVIEW}:
        return set()
    acts: set[str] = set()
    if is_own(actor, case):
        mine = step.state == StepState.TAKEN and step.holder_id == actor.staff_id
        return (
            ({"transfer", "release"} if step.origin in {"plan", "second"} else {"transfer"}) if mine else acts
        )
    if step.state == StepState.OPEN and step.post_id in actor.posts:
        acts.add("take")
    if step.state == StepState.TAKEN and step.holder_id in hands(actor):
        acts |= {"return", "transfer", "delegate", "add_signers"}
        planned = step.origin in {"plan", "second"}
        if not (planned and step.kind == "survey"):
            acts.add("decide" if step.kind == "decision" else "pass")
        if planned:
            acts.add("release")
    if step.state in {StepState.OPEN, StepState.TAKEN} and _heads(actor, case):
        acts.add("reassign")
    return acts


def _heads(actor: Actor, case: Case) -> bool:
    if actor.has(Role.BUREAU_HEAD, Role.COORDINATOR):
        return True
    return actor.has(Role.SECTION_HEAD) and case.section_id in actor.sections
