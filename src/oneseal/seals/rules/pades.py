"""PDF signatures after PAdES (ETSI EN 319 142-1), profile B-LTA, and their verification.

What is signed is certified against every later change. Time stamps come from outside as a function, and so does
the private key's signing. The seal's picture is drawn by the document itself; the signature's field lies over it
with an empty look, so that a reader who presses the seal sees who sealed.
"""

import asyncio
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, x509
from asn1crypto import crl as asn1_crl
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from oneseal.seals.rules.certificates import Family
from oneseal.seals.rules.pdf_seals import NotSealable, Place, SealingKey, Stamper, Words

FIELD = "Seal"
ALGORITHMS = {Family.ECDSA: "sha256_ecdsa", Family.RSA: "sha256_rsa"}
RESERVED = 20_480
"""Room for a signature with its stamp and certificates, in hexadecimal digits each byte twice."""


class _Signer(Signer):
    """Signs with a function; the algorithm follows from the key."""

    def __init__(self, key: SealingKey) -> None:
        store = SimpleCertificateStore()
        store.register_multiple([x509.Certificate.load(each) for each in key.chain])
        super().__init__(
            signing_cert=x509.Certificate.load(key.certificate),
            cert_registry=store,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": ALGORITHMS[key.family]}),
        )
        self._sign = key.sign

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign the attributes."""
        return self._sign(data)


class _Stamper(TimeStamper):
    """Asks the given function."""

    def __init__(self, stamp: Stamper) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyhanko leaves it untyped
        self._stamp = stamp

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A stamp over the digest."""
        return cms.ContentInfo.load(self._stamp(message_digest))


class _AtMoment(PdfSigner):
    """Writes the given moment as the time of signing instead of the machine's."""

    moment: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
        """As usual, at the moment."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment
        return session


def seal(
    pdf: bytes,
    key: SealingKey,
    *,
    stamp: Stamper,
    lists: Sequence[bytes],
    stamp_chain: Sequence[bytes],
    moment: datetime,
    words: Words,
    place: Place | None = None,
) -> bytes:
    """The PDF, certified with a seal: what a verifier needs in later years (`lists`: revocation lists;
    `stamp_chain`: the time-stamp authority's certificates), the signature with its stamp, a document time stamp.

    Raises ValueError for an SM2 key, which no PDF reader checks; NotSealable for a file that is not a PDF.
    """
    if key.family not in ALGORITHMS:
        raise ValueError("PDF is sealed with ECDSA or RSA; SM2 seals OFD")
    try:
        return _sealed(pdf, key, stamp, lists, stamp_chain, _signer(key, stamp, moment, words, place))
    except (PdfError, SigningError) as error:
        raise NotSealable(str(error)) from error


def _sealed(
    pdf: bytes,
    key: SealingKey,
    stamp: Stamper,
    lists: Sequence[bytes],
    stamp_chain: Sequence[bytes],
    signer: PdfSigner,
) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[x509.Certificate.load(each) for each in dict.fromkeys((*key.chain, *stamp_chain))],
        crls=[asn1_crl.CertificateList.load(each) for each in dict.fromkeys(lists)],
    )
    signed = io.BytesIO()
    asyncio.run(signer.async_sign_pdf(writer, bytes_reserved=RESERVED, output=signed))
    return _stamped(signed, stamp)


def _signer(
    key: SealingKey, stamp: Stamper, moment: datetime, words: Words, place: Place | None
) -> _AtMoment:
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        name=words.name,
        reason=words.reason,
        location=words.location or None,
    )
    signer = _AtMoment(
        meta,
        _Signer(key),
        timestamper=_Stamper(stamp),
        stamp_style=StaticStampStyle(border_width=0, background=_nothing(place), background_opacity=1),
        new_field_spec=_field(place),
    )
    signer.moment = moment
    return signer


def _nothing(place: Place | None) -> RawContent:
    x1, y1, x2, y2 = place.box if place else (0, 0, 1, 1)
    return RawContent(b"", box=BoxConstraints(width=x2 - x1, height=y2 - y1))


def _field(place: Place | None) -> SigFieldSpec:
    if place is None:
        return SigFieldSpec(FIELD)
    x1, y1, x2, y2 = (round(each) for each in place.box)
    return SigFieldSpec(FIELD, on_page=place.page, box=(x1, y1, x2, y2))


def _stamped(signed: io.BytesIO, stamp: Stamper) -> bytes:
    """Add the document time stamp (B-LTA)."""
    signed.seek(0)
    writer = IncrementalPdfFileWriter(signed)
    stamper = PdfTimeStamper(_Stamper(stamp), field_name=f"{FIELD}Time")
    output = io.BytesIO()
    asyncio.run(stamper.async_timestamp_pdf(writer, "sha256", bytes_reserved=RESERVED, output=output))
    return output.getvalue()
