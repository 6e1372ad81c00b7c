"""A hall with a paired machine in it."""

from dataclasses import dataclass
from datetime import datetime

from django.test import Client

from oneseal.devices import services
from oneseal.devices.models import Device
from oneseal.devices.stations import COOKIE
from oneseal.foundation import clock
from oneseal.queueing.tests import factories as queueing
from oneseal.queueing.tests.factories import NINE, Place


@dataclass
class Stand:
    """A device of the hall, its key, and a browser that is it."""

    place: Place
    device: Device
    key: str

    def browser(self) -> Client:
        """A browser that holds the key."""
        made = Client()
        made.cookies[COOKIE] = self.key
        return made


def registered(place: Place, kind: str = "all_in_one", name: str = "一楼一体机", **where: object) -> Device:
    """A device on the list."""
    asked: dict[str, object] = {"hall": place.hall.pk, **where}
    return services.register_device(place["administrator"], kind=kind, name=name, **asked)  # type: ignore[arg-type]


def stand(
    place: Place | None = None,
    kind: str = "all_in_one",
    name: str = "一楼一体机",
    at: datetime = NINE,
    **where: object,
) -> Stand:
    """A device that was paired at nine."""
    place = place or queueing.place()
    with clock.at(at):
        device = registered(place, kind, name, **where)
        code = services.issue_code(place["administrator"], device_id=device.pk)
        device, key = services.pair(code=code)
    return Stand(place, device, key)
