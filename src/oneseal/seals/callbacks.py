"""Call-backs of an outside party: believed by its signature alone, refused and kept as a security event otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from oneseal.foundation.journal import Subject, record
from oneseal.foundation.problems import problem_response
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.seals.rules import messages
from oneseal.seals.wire import Provider


@dataclass(frozen=True, slots=True)
class Ear:
    """How a context hears one party.

    `act` does what a message says and tells whether it was news; `owner` knows what a number of ours belongs to, with
    its bureau; `alarm` is the event of a refused message (number, why, address), told by `voice` about `stranger` where
    the number is none of ours.
    """

    provider: Provider
    act: Callable[[Mapping[str, Any]], bool]
    owner: Callable[[str], tuple[Subject, int] | None]
    alarm: Callable[[str, str, str], Event]
    voice: str
    stranger: str

    def take(self, values: Mapping[str, str], *, address: str) -> bool:
        """Act on a call-back; whether it was news. It may come late, twice, or after we asked.

        Raises Forbidden for one that is not the party's or not for us, NotFound for numbers that we never gave,
        Conflict for one that does not fit: each journaled as a security event with the caller's address.
        """
        if not self.provider.peer().calls_us(values):
            self._keep(values, "signature", address)
            raise Forbidden("forged_callback", N_("签名不符，通知没有被接受。"), basis="电子签名法第十三条")
        try:
            return self.act(messages.content(values))
        except (NotFound, Conflict) as error:
            self._keep(values, error.code, address)
            raise
        except (ValueError, KeyError, TypeError) as error:
            self._keep(values, "content", address)
            raise Conflict("unreadable_callback", N_("通知的内容无法读取。")) from error

    def _keep(self, values: Mapping[str, str], why: str, address: str) -> None:
        """Keep a refused call-back; with what its number belongs to where that is ours."""
        try:
            number = str(messages.content(values).get("order_no", ""))[:40]
        except ValueError:
            number = ""
        found = self.owner(number)
        bureau = found[1] if found else next(iter(identity.bureau_ids()), 0)
        subject = found[0] if found else Subject(self.stranger, bureau)
        who = Actor(name=self.voice, bureau_id=bureau, roles=frozenset())
        with transaction.atomic():
            record(who, subject, self.alarm(number, why, address[:64]))


def answer(request: HttpRequest, ear: Callable[..., bool]) -> HttpResponse:
    """The door's answer to a call-back: "success" so that the party stops calling, or why it was refused."""
    values = {name: str(value) for name, value in request.POST.items()}
    try:
        ear(values, address=str(request.META.get("REMOTE_ADDR", "")))
    except RuleViolation as error:
        return problem_response(error)
    return HttpResponse("success", content_type="text/plain")
