"""Every read of identity, for pages, the API and the contexts above."""

from oneseal.identity.selectors.actors import (
    actor_for,
    authorised_for,
    post_holders,
    posts_by_code,
    sections_by_code,
    staff_names,
)
from oneseal.identity.selectors.clients import client_by_token_hash, visible_clients

__all__ = [
    "actor_for",
    "authorised_for",
    "client_by_token_hash",
    "post_holders",
    "posts_by_code",
    "sections_by_code",
    "staff_names",
    "visible_clients",
]
