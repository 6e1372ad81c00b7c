"""Every read of seals."""

from oneseal.seals.selectors.authority import (
    AUTHORITIES,
    access_certificate,
    chain_above,
    current,
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

__all__ = [
    "AUTHORITIES",
    "access_certificate",
    "chain_above",
    "current",
    "intermediates",
    "is_founded",
    "knowledge",
    "pdf_certificate",
    "published_certificate",
    "published_list",
    "revocation_lists",
    "trusted_roots",
    "visible_certificates",
]
