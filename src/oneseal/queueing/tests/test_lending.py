"""A window helps with a starving line until the shift ends or it closes (inventory 3.4, 11.12)."""

import pytest

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.queueing import selectors, services
from oneseal.queueing.tests import factories
from oneseal.queueing.tests.factories import later

pytestmark = pytest.mark.django_db


def test_until_the_shift_ends_and_no_longer_than_the_window_is_open() -> None:
    made = factories.place()
    clerk, window, line = made["clerk"], made.opened("03"), made.lines["A"]
    made.ticket(), made.ticket(minutes=1)
    with clock.at(later(2)):
        assert services.call_next(clerk, window.pk) is None
        services.lend_window(clerk, window.pk, line_id=line.pk)
        with pytest.raises(Conflict, match="已经在办"):
            services.lend_window(made["coordinator"], window.pk, line_id=line.pk)
        assert [each.letter for each in selectors.lines_now(window)] == ["B", "A"]
        called = services.call_next(clerk, window.pk)
        assert called is not None
        services.skip(clerk, ticket_id=called.pk)
    with clock.at(later(180)):
        assert selectors.lines_now(window) == [made.lines["B"]]
        with pytest.raises(RuleViolation, match="大厅不开放"):
            services.lend_window(clerk, window.pk, line_id=line.pk)
    with clock.at(later(100)):
        services.close_window(clerk, window.pk)
    made.opened("03", minutes=110)
    with clock.at(later(111)):
        assert selectors.lines_now(window) == [made.lines["B"]]
        services.lend_window(clerk, window.pk, line_id=line.pk)
        services.return_line(clerk, window.pk, line_id=line.pk)
        assert services.call_next(clerk, window.pk) is None
        with pytest.raises(Conflict, match="没有在帮办"):
            services.return_line(clerk, window.pk, line_id=line.pk)
    kinds = {entry.kind for entry in entries(Subject("service_window", window.pk))}
    assert {"queueing.line_lent", "queueing.line_returned"} <= kinds


def test_only_where_somebody_sits_who_may_and_by_those_who_arrange_it() -> None:
    made = factories.place()
    window, line = made.windows["03"], made.lines["A"]
    with clock.at(later(1)):
        with pytest.raises(RuleViolation, match="窗口没有开"):
            services.lend_window(made["coordinator"], window.pk, line_id=line.pk)
        with pytest.raises(Forbidden):
            services.lend_window(made["reviewer"], window.pk, line_id=line.pk)
    own = made.opened("02", "reviewer")
    with clock.at(later(1)):
        services.lend_window(made["reviewer"], own.pk, line_id=made.lines["B"].pk)
        services.return_line(made["reviewer"], own.pk, line_id=made.lines["B"].pk)
    made.opened("03")
    line.items.set([made.house.item_id])
    made.house.cast.posts["window_clerk"].item_codes = ["none"]
    made.house.cast.posts["window_clerk"].save()
    with clock.at(later(2)), pytest.raises(RuleViolation, match="不能办这个队列"):
        services.lend_window(made["coordinator"], window.pk, line_id=line.pk)
