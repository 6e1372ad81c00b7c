"""For whom an agent may apply: within the items that the authorisation names (identity's authorised_for)."""

import pytest

from oneseal.cases import services
from oneseal.cases.tests import factories
from oneseal.identity.tests import factories as people
from oneseal.kernel.errors import Forbidden

pytestmark = pytest.mark.django_db


def test_an_agent_applies_only_within_the_scope_given() -> None:
    made = factories.house()
    people.authorise(made.cast.applicants["李娜"], made.cast.applicants["王芳"], item_codes=["other"])
    agent, principal = made.cast.actor("王芳"), made.applicant("李娜")
    with pytest.raises(Forbidden):
        services.start_draft(agent, item_id=made.item_id, applicant_id=principal)
    people.authorise(made.cast.applicants["李娜"], made.cast.applicants["王芳"], item_codes=["commitment"])
    agent = made.cast.actor("王芳")
    assert (
        services.start_draft(agent, item_id=made.item_id, applicant_id=principal).agent_id
        == agent.applicant_id
    )
