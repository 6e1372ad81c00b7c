"""Every read of seals."""

from oneseal.seals.selectors.authority import (
    AUTHORITIES,
    access_certificate,
    chain_above,
    current,
    has_seal,
    intermediates,
    is_founded,
    knowledge,
    pdf_certificate,
    published_certificate,
    published_list,
    revocation_lists,
    trusted_roots,
    visible_certificates,
)
from oneseal.seals.selectors.registry import (
    KEEPERS,
    access_seal,
    active_seal,
    verify,
    visible_seals,
    visible_uses,
)

__all__ = [
    "AUTHORITIES",
    "KEEPERS",
    "access_certificate",
    "access_seal",
    "active_seal",
    "chain_above",
    "current",
    "has_seal",
    "intermediates",
    "is_founded",
    "knowledge",
    "pdf_certificate",
    "published_certificate",
    "published_list",
    "revocation_lists",
    "trusted_roots",
    "verify",
    "visible_certificates",
    "visible_seals",
    "visible_uses",
]
