"""Tokens for other systems: made, shown once, withdrawn."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity.events import ClientCreated, ClientWithdrawn
from oneseal.identity.models import ApiClient
from oneseal.identity.rules.scopes import LONGEST_DAYS, SCOPES
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_


def token_hash(token: str) -> str:
    """What the database knows a token by."""
    return hashlib.sha256(token.encode()).hexdigest()


def create_client(
    actor: Actor, *, name: str, scopes: Sequence[str], expires_on: date, purpose: str = ""
) -> tuple[ApiClient, str]:
    """Register another system and return it with its token, which is shown this once.

    Raises RuleViolation for an unknown scope, an expiry in the past or more than a year away, a name in use.
    """
    if not scopes or set(scopes) - set(SCOPES):
        raise RuleViolation("unknown_scope", N_("请至少选择一项权限。"), field="scopes")
    today = clock.today()
    if not today < expires_on <= today + timedelta(days=LONGEST_DAYS):
        raise RuleViolation("expiry", N_("到期日应在明天至一年之内，到期前可重新生成。"), field="expires_on")
    token = f"os_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        client, made = ApiClient.objects.get_or_create(
            bureau_id=actor.bureau_id,
            name=name.strip(),
            defaults={
                "purpose": purpose,
                "scopes": sorted(scopes),
                "expires_on": expires_on,
                "token_hash": token_hash(token),
                "token_hint": token[-4:],
            },
        )
        if not made:
            raise RuleViolation("name_taken", N_("已有同名的接入系统，请换一个名称。"), field="name")
        record(
            actor,
            Subject("api_client", client.id),
            ClientCreated(client.name, sorted(scopes), str(expires_on)),
        )
    return client, token


def withdraw_client(actor: Actor, client_id: int, *, reason: str) -> None:
    """End a token at once. Raises Conflict when it was withdrawn before."""
    with transaction.atomic():
        client = db.lock(ApiClient, client_id)
        if not client.is_active or client.bureau_id != actor.bureau_id:
            raise Conflict("already_withdrawn", N_("该接入系统的令牌已经停用。"))
        change = Update(ApiClient, client.id, {"is_active": False})
        record(
            actor,
            Subject("api_client", client.id),
            ClientWithdrawn(client.name),
            changes=[change],
            reason=reason,
        )
