"""Every read of identity, for pages, the API and the contexts above."""

from oneseal.identity.selectors.actors import (
    account,
    actor_for,
    authorised_for,
    bureau_ids,
    bureau_name,
    colleagues,
    post_holders,
    posts_by_code,
    sections_by_code,
    staff_names,
)
from oneseal.identity.selectors.applicants import (
    Masked,
    access_applicant,
    access_authorisation,
    applicant_by_number,
    find_applicants,
    masked,
    may_authorise_for,
    principals,
    visible_applicants,
    visible_authorisations,
)
from oneseal.identity.selectors.clients import client_by_token_hash, visible_clients

__all__ = [
    "Masked",
    "access_applicant",
    "access_authorisation",
    "account",
    "actor_for",
    "applicant_by_number",
    "authorised_for",
    "bureau_ids",
    "bureau_name",
    "client_by_token_hash",
    "colleagues",
    "find_applicants",
    "masked",
    "may_authorise_for",
    "post_holders",
    "posts_by_code",
    "principals",
    "sections_by_code",
    "staff_names",
    "visible_applicants",
    "visible_authorisations",
    "visible_clients",
]
