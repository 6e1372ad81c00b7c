"""What the portal does across contexts."""

from django.db import transaction

from oneseal.foundation import crypto
from oneseal.foundation.ratelimit import count
from oneseal.identity import selectors as identity
from oneseal.identity import services as identity_services
from oneseal.identity.rules.resets import LIFE
from oneseal.kernel.access import NOBODY
from oneseal.kernel.identifiers import tidy
from oneseal.notices.services import Recipient, notify

CODES_AN_HOUR = 5


def send_reset_code(*, number: str, phone: str) -> str:
    """Send a code for a new password to a citizen's phone; returns the request's uid for the asker's browser.

    The answer is the same whether or not number and phone are known. Raises TooMany for the sixth in an hour
    for one number.
    """
    count(f"reset:{crypto.blind_index(tidy(number), 'reset_limit')}", CODES_AN_HOUR, 3600)
    with transaction.atomic():
        asked = identity_services.ask_reset(number=number, phone=phone)
        if asked.code:
            notify(
                NOBODY,
                bureau_id=identity.bureau_ids()[0],
                recipient=Recipient(account_id=asked.account_id, phone=asked.phone),
                template="reset_code",
                data={"code": asked.code, "minutes": str(int(LIFE.total_seconds() // 60))},
                dedupe_key=f"reset:{asked.uid}",
            )
    return asked.uid
