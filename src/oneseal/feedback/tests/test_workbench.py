"""At the window after a visit: the clerk sees whether it was judged, never how, and cannot do it (EVA-5)."""

import pytest
from django.test import Client

from oneseal.feedback import services
from oneseal.feedback.models import Invitation
from oneseal.feedback.tests.factories import judged
from oneseal.foundation import clock
from oneseal.queueing import services as queue
from oneseal.queueing.tests import factories
from oneseal.queueing.tests.factories import later

pytestmark = pytest.mark.django_db
BENCH = "/desk/workbench/"


def test_waiting_then_given_without_the_level_and_next_is_not_held_up() -> None:
    made = factories.place()
    first = made.ticket()
    made.ticket(minutes=1)
    with clock.at(later(2)):
        clerk, other = made.house.client("clerk"), made.house.client("second_clerk")
        window = queue.open_window(made["clerk"], made.windows["01"].pk)
        queue.call_next(made["clerk"], window.pk)
        queue.begin(made["clerk"], ticket_id=first.pk)
        done = queue.finish(made["clerk"], ticket_id=first.pk)
        assert "准备中" in clerk.get(BENCH).text
        assert clerk.get(f"{BENCH}word/{first.pk}/").status_code == 404
        row = services.invite_by_ticket(first.pk, {}, done.ended_at or later(2))
        assert row is not None
        page = clerk.get(f"{BENCH}line/").text
        assert ("等来访人评价" in page, "窗口平板正在请他评价" in page) == (True, True)
        assert clerk.get(f"{BENCH}word/{first.pk}/")["Content-Type"] == "image/svg+xml"
        assert other.get(f"{BENCH}word/{first.pk}/").status_code == 404
        assert clerk.post(f"/evaluate/{row.code}/", {"level": "5"}).status_code == 422
        assert Invitation.objects.get().evaluated_at is None
        assert "A002" in clerk.post(f"{BENCH}next/", follow=True).text
        slip = f"/tickets/{first.uid}/"
        assert f"/evaluate/{row.code}/" in Client().get(slip).text
        judged(row, 2)
        after = clerk.get(f"{BENCH}line/").text
        assert ("已评价" in after, "不满意" in after) == (True, False)
        assert clerk.get(f"{BENCH}word/{first.pk}/").status_code == 404
        assert "谢谢您的评价" in Client().get(slip).text
