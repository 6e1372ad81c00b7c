"""Every read of identity, for pages, the API and the contexts above."""

from oneseal.identity.selectors.actors import (
    account,
    actor_for,
    authorised_for,
    bureau_name,
    post_holders,
    posts_by_code,
    sections_by_code,
    staff_names,
)
from oneseal.identity.selectors.clients import client_by_token_hash, visible_clients

__all__ = [
    "account",
    "actor_for",
    "authorised_for",
    "bureau_name",
    "client_by_token_hash",
    "post_holders",
    "posts_by_code",
    "sections_by_code",
    "staff_names",
    "visible_clients",
]
