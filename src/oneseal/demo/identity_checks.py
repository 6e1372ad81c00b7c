"""Identity checks in the demonstration: a service that compares faces without looking at any, and who proved who they
are before handing in where an item asks it (README.md).
"""

import io
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from oneseal.assurance import gateway, services
from oneseal.assurance.counterpart import Counterpart, Ledger, verdict
from oneseal.kernel.access import Actor, Role

APP_ID = "yunling"


def path() -> Path:
    """What the service remembers."""
    return Path(settings.VAR) / "demo" / "faces.sqlite"


def faces() -> Counterpart:
    """The service, listening."""
    return Counterpart(path(), APP_ID)


def prove(actor: Actor, *, level: str, applicant_id: int, number: str) -> None:
    """Who hands in shows a document to the clerk, or has their face compared online, where the level asks for it."""
    if level < "3":
        return
    if not actor.has(Role.CLERK):
        with gateway.faces.use(Ledger(path())):
            services.compare_face(actor, consented=True, picture=recognised())
        return
    services.see_document(
        actor, applicant_id=applicant_id, agent_id=None, item_code="", number=number, same=True
    )


@cache
def recognised() -> bytes:
    """A picture of nobody at which the service says yes."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (240, 240), (180, 150, 130)).save(out, "JPEG")
    return next(
        made
        for tail in range(256)
        if verdict(sha256(made := out.getvalue() + bytes([tail])).hexdigest())[0] == "MATCH"
    )
