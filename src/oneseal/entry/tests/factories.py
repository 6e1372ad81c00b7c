"""A hall with a department whose item is the house's, and a utility with one of its own."""

from dataclasses import dataclass
from datetime import date, timedelta

from oneseal.entry import services
from oneseal.entry.models import Breach, EntryItem, EntryUnit
from oneseal.entry.services import ItemSaid, UnitSaid
from oneseal.foundation import clock
from oneseal.identity import services as identity
from oneseal.identity.services import OrganisationRecord
from oneseal.kernel.access import Actor
from oneseal.queueing.tests import factories as queueing
from oneseal.queueing.tests.factories import Place

CODE = "91990181MA0000001T"


@dataclass
class Ledger:
    """The place, two units of the ledger, and an item of each."""

    place: Place
    department: EntryUnit
    utility: EntryUnit
    item: EntryItem
    other: EntryItem

    def __getitem__(self, who: str) -> Actor:
        """Somebody as an actor."""
        return self.place[who]

    def entered(self, **marks: bool) -> EntryItem:
        """The department's item at the first window; complete unless marks say otherwise."""
        whole = {"accepts": True, "decides": True, "seals": True}
        whole |= marks
        said = ItemSaid(
            "entered",
            window=self.place.windows["01"].pk,
            accepts=whole["accepts"],
            decides=whole["decides"],
            seals=whole["seals"],
        )
        return services.keep_item(
            self["coordinator"], unit_id=self.department.pk, said=said, entry_id=self.item.pk
        )

    def lead(self, who: str = "supervisor", **changes: object) -> Breach:
        """A lead about the utility."""
        said: dict[str, object] = {
            "unit_id": self.utility.pk,
            "source": "check",
            "facts": "营业厅单独收件，没有进系统。",
            **changes,
        }
        return services.report_breach(self[who], **said)  # type: ignore[arg-type]


def ledger() -> Ledger:
    """Kept by the coordinator: both units with nothing reached yet."""
    place = queueing.place()
    admin, keeper = place["administrator"], place["coordinator"]
    bureau = place.house.bureau_id
    made = [
        identity.open_organisation(admin, OrganisationRecord(kind, name, bureau, uscc=code))
        for kind, name, code in (
            ("department", "云岭市税务局", ""),
            ("enterprise", "云岭市自来水公司", CODE),
        )
    ]
    department, utility = (services.keep_unit(keeper, unit=each.pk, said=UnitSaid()) for each in made)
    planned = ItemSaid("planned")
    item = services.keep_item(keeper, unit_id=department.pk, said=planned, name="发票代开")
    EntryItem.objects.filter(pk=item.pk).update(item=place.house.item_id)
    item.refresh_from_db()
    other = services.keep_item(keeper, unit_id=utility.pk, said=planned, name="用水报装")
    return Ledger(place, department, utility, item, other)


def last_month() -> date:
    """The first of the month before this one."""
    return (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
