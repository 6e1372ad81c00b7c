"""Two people press at the same moment on one joint application: one number, one case an item, one acceptance."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from oneseal.bundles import services
from oneseal.bundles.models import JointCase, ThemeVersion
from oneseal.bundles.tests import factories
from oneseal.cases import services as cases
from oneseal.cases.tests.test_two_at_once import at_once

IssuedDocument: Any = apps.get_model("documents", "IssuedDocument")
Case: Any = apps.get_model("cases", "Case")


@pytest.mark.django_db(transaction=True)
def test_handing_in_accepting_and_following_happen_once() -> None:
    made = factories.house()
    factories.published(made)
    citizen = made["张伟"]
    theme_id = ThemeVersion.objects.get(state="published").theme_id
    joint = services.start_joint(citizen, theme_id=theme_id, applicant_id=made.applicant())
    services.save_joint(citizen, joint_id=joint.pk, answers={"board": ["yes"]}, data=factories.DATA)
    for code in factories.PAPERS:
        services.add_paper(citizen, joint_id=joint.pk, code=code, paper_copies=1)
    tabs: list[Callable[[], object]] = [
        lambda: services.submit_joint(citizen, joint_id=joint.pk, declared=True)
    ] * 2
    assert sum(result is None for result in at_once(tabs)) == 1
    assert JointCase.objects.filter(joint=joint).count() == 3
    assert Case.objects.exclude(number="").count() == 2
    assert IssuedDocument.objects.filter(kind="joint_slip").count() == 1
    case_id = int(factories.member(joint, "register").case_id or 0)
    clerks = [made["clerk"], made["second_clerk"]]
    results = at_once([lambda c=c: cases.accept_case(c, case_id=case_id) for c in clerks])  # type: ignore[misc]
    assert sum(result is None for result in results) == 1
    cases.withdraw_case(citizen, case_id=case_id)
    assert at_once([lambda: services.follow(case_id=case_id)] * 2) == [None, None]
    assert factories.states(joint)["food"] == "stopped"
    assert IssuedDocument.objects.filter(kind="joint_stop").count() == 1
