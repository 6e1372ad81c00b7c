"""Tables of certificates: themselves and the paper they are printed on."""

from oneseal.certificates.models.blanks import Blank, BlankDestruction, BlankLot, BlankPrinter, PrintJob
from oneseal.certificates.models.core import (
    AnnotatedCopy,
    Ban,
    Certificate,
    CertificateAct,
    CertificateType,
    Presentation,
)

__all__ = [
    "AnnotatedCopy",
    "Ban",
    "Blank",
    "BlankDestruction",
    "BlankLot",
    "BlankPrinter",
    "Certificate",
    "CertificateAct",
    "CertificateType",
    "Presentation",
    "PrintJob",
]
