"""Two at once: one message told twice makes one call, one call is called back by one."""

import pytest

from oneseal.foundation import clock
from oneseal.foundation.tests.concurrency import in_threads
from oneseal.helplines import services
from oneseal.helplines.models import CallTry, PhoneCall
from oneseal.helplines.rules.life import Outcome
from oneseal.helplines.services import Told
from oneseal.helplines.tests import factories
from oneseal.helplines.tests.factories import WINDOW
from oneseal.kernel.errors import Conflict
from oneseal.queueing.tests.factories import NINE, later


@pytest.mark.django_db(transaction=True)
def test_one_call_and_one_who_returns_it() -> None:
    with clock.at(NINE):
        place = factories.lines().place
    exchange, clerk, refused = place["administrator"], place["clerk"], []

    def tell(_: int) -> None:
        with clock.at(NINE):
            services.hear(exchange, call="c", number=WINDOW, heard="missed", at=NINE)

    in_threads(2, tell)
    row = PhoneCall.objects.get()

    def give_back(_: int) -> None:
        try:
            with clock.at(later(5)):
                services.return_call(clerk, call_id=row.pk, told=Told(Outcome.ANSWERED, "问地址"))
        except Conflict as error:
            refused.append(error)

    in_threads(2, give_back)
    assert (len(refused), CallTry.objects.count()) == (1, 1)
