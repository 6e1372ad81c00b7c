"""Other systems as actors."""

from collections.abc import Collection

from django.db.models import QuerySet

from oneseal.foundation import clock
from oneseal.identity.models import ApiClient
from oneseal.kernel.access import Actor, Role


def visible_clients(actor: Actor) -> QuerySet[ApiClient]:
    """The systems registered with the actor's bureau, for its administrators."""
    if not actor.has(Role.ADMINISTRATOR):
        return ApiClient.objects.none()
    return ApiClient.objects.filter(bureau_id=actor.bureau_id).order_by("-is_active", "name")


def systems(bureau_id: int, scopes: Collection[str]) -> list[ApiClient]:
    """The bureau's systems in use that may do any of these, by name."""
    rows = ApiClient.objects.filter(bureau_id=bureau_id, is_active=True).order_by("name")
    return [row for row in rows if set(scopes) & set(row.scopes)]


def client_by_token_hash(hashed: str) -> Actor | None:
    """The actor that a token stands for, unless it was withdrawn or has run out."""
    client = ApiClient.objects.filter(
        token_hash=hashed, is_active=True, expires_on__gte=clock.today()
    ).first()
    if client is None:
        return None
    return Actor(
        account_id=-client.id,
        name=client.name,
        bureau_id=client.bureau_id,
        roles=frozenset({Role.CLIENT}),
        scopes=frozenset(client.scopes),
    )
