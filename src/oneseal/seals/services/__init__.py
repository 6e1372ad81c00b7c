"""Every write of seals. Call these, nothing deeper."""

from oneseal.seals.services.authority import (
    found_authority,
    pdf_signer,
    refresh_lists,
    revoke_certificate,
    seal_maker,
    signer_certificate,
)
from oneseal.seals.services.keeping import adopt_key, make_key
from oneseal.seals.services.outside import Given, import_certificate, import_list
from oneseal.seals.services.timestamps import StampSource, stamp_source

__all__ = [
    "Given",
    "StampSource",
    "adopt_key",
    "found_authority",
    "import_certificate",
    "import_list",
    "make_key",
    "pdf_signer",
    "refresh_lists",
    "revoke_certificate",
    "seal_maker",
    "signer_certificate",
    "stamp_source",
]
