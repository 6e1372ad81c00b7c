"""Every write of seals. Call these, nothing deeper."""

from oneseal.seals.services.applying import register_use, seal_ofd, usable_seal
from oneseal.seals.services.authority import (
    found_authority,
    pdf_signer,
    refresh_lists,
    revoke_certificate,
    seal_maker,
    signer_certificate,
)
from oneseal.seals.services.keeping import adopt_key, make_key
from oneseal.seals.services.making import SealOrder, make_seal, replace_seal, retire_seal
from oneseal.seals.services.outside import Given, import_certificate, import_list
from oneseal.seals.services.sealing_pdf import seal_pdf
from oneseal.seals.services.signing_data import DataSigner, data_signer
from oneseal.seals.services.timestamps import StampSource, stamp_source

__all__ = [
    "DataSigner",
    "Given",
    "SealOrder",
    "StampSource",
    "adopt_key",
    "data_signer",
    "found_authority",
    "import_certificate",
    "import_list",
    "make_key",
    "make_seal",
    "pdf_signer",
    "refresh_lists",
    "register_use",
    "replace_seal",
    "retire_seal",
    "revoke_certificate",
    "seal_maker",
    "seal_ofd",
    "seal_pdf",
    "signer_certificate",
    "stamp_source",
    "usable_seal",
]
