"""Doors of seals."""

from oneseal.seals.views.authority import (
    authority_certificate,
    authority_list,
    certificate,
    certificates,
    import_certificate,
    import_list,
)
from oneseal.seals.views.registry import new_seal, picture, replace, retire, seal, seals, uses

__all__ = [
    "authority_certificate",
    "authority_list",
    "certificate",
    "certificates",
    "import_certificate",
    "import_list",
    "new_seal",
    "picture",
    "replace",
    "retire",
    "seal",
    "seals",
    "uses",
]
