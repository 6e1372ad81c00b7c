"""Other systems hand inquiries in and follow them; owners are reminded on the last day."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from oneseal.foundation import clock
from oneseal.identity.services import create_client
from oneseal.inquiries import jobs, services
from oneseal.inquiries.models import Inquiry
from oneseal.inquiries.tests import factories
from oneseal.notices import selectors as notices

pytestmark = pytest.mark.django_db


def test_another_system_hands_in_and_reads_the_answer() -> None:
    cast = factories.house()
    expires = clock.today() + timedelta(days=30)
    made = create_client(
        cast.actor("administrator"), name="12345热线", scopes=["inquiries"], expires_on=expires
    )
    api = Client(headers={"Authorization": f"Bearer {made[1]}"})
    body = {"question": "周末能办吗？", "phone": "13800138000", "item": "cancel"}
    handed = api.post("/api/v1/inquiries", json.dumps(body), "application/json")
    assert handed.status_code == 201
    inquiry = Inquiry.objects.get(uid=handed.json()["uid"])
    assert (inquiry.state, inquiry.asker_id, inquiry.section) == ("waiting", None, cast.sections["market"])
    services.take_inquiry(cast.actor("reviewer"), inquiry_id=inquiry.pk)
    services.answer_inquiry(cast.actor("reviewer"), inquiry_id=inquiry.pk, answer="能办。", way="phone")
    assert api.get(f"/api/v1/inquiries/{inquiry.uid}").json()["answer"] == "能办。"
    wrong = api.post("/api/v1/inquiries", json.dumps(body | {"phone": "abcde"}), "application/json")
    assert wrong.status_code == 422


def test_the_owner_is_reminded_once_on_the_last_day() -> None:
    cast = factories.house()
    inquiry = factories.asked_at_window(cast)
    moment = clock.now() + (inquiry.due - clock.today())
    with clock.at(moment):
        jobs.remind()
        jobs.remind()
        assert notices.unread(cast.actor("clerk")).count() == 1
    assert factories.told(inquiry) == ["recorded", "reminded"]
    services.answer_inquiry(cast.actor("clerk"), inquiry_id=inquiry.pk, answer="答", way="spot")
    services.remind_owner(inquiry_id=inquiry.pk)
    assert factories.told(inquiry) == ["recorded", "reminded", "answered"]
