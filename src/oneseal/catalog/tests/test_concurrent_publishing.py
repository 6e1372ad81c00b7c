"""Two keepers press at once: one publishes, the other is told kindly."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from oneseal.catalog import services
from oneseal.catalog.models import ItemVersion
from oneseal.catalog.tests.contents import simple_content
from oneseal.catalog.tests.factories import author, publisher
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict


@pytest.mark.django_db(transaction=True)
def test_two_keepers_publish_at_once() -> None:
    version = services.draft_item(author(), code="a", content=simple_content())
    services.submit_for_review(author(), version_id=version.pk)
    keeper, outcomes, start = publisher(), list[str](), Barrier(2)

    def press() -> None:
        start.wait()
        try:
            services.publish_version(keeper, version_id=version.pk, effective_from=clock.today())
            outcomes.append("published")
        except Conflict as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["published", "version_state"]
    assert ItemVersion.objects.filter(state="published").count() == 1
