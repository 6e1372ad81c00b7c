"""Checking the seal of a PDF: unchanged, by whom, under which chain, at which moment; each failure by its own code.

Moments decide: a certificate that expired or was revoked after the stamped moment does not harm what it sealed
before (ETSI EN 319 102-1, 5.6).
"""

import io
from datetime import datetime
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel

from oneseal.kernel.text import N_
from oneseal.seals.rules import chains, stamping
from oneseal.seals.rules.certificates import Usage
from oneseal.seals.rules.findings import Finding, Verification

SENTENCES = {
    "unreadable": N_(
        "文件损坏或结构不合规范，无法确认有效。请使用收到的原文件，不要用打印、转换、另存过的文件。"
    ),
    "unsealed": N_("文件里没有电子印章。它可能是打印、截图或者转换出来的，请使用收到的原文件。"),
    "altered": N_("文件在盖章以后被改动过，印章对现在的内容无效。"),
    "altered_afterwards": N_("盖章以后，文件又被追加了内容，现在看到的不是盖章时的内容。"),
    "signature_broken": N_("印章的数字签名不成立，它不是由所示证书盖的，或者被改动过。"),
    "no_timestamp": N_("没有时间戳，盖章时间只是盖章人自己写的。"),
    "bad_timestamp": N_("时间戳无效：%(why)s"),
    "expired_since": N_("签章证书在 %(on)s 到期；盖章时证书有效，印章仍然有效。"),
    "revoked_since": N_("签章证书在盖章以后被停用；盖章时证书有效，印章仍然有效。"),
}
"""What is found, in sentences with places for the finding's params."""

UNREADABLE = (
    PdfError,
    SignatureValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    EOFError,
)
"""What reading a broken or hostile PDF may raise; each means that nothing can be confirmed."""


def finding(code: str, *, fatal: bool = True, **params: str) -> Finding:
    """A finding about a PDF."""
    return Finding(code, SENTENCES[code], fatal, params)


def verify(pdf: bytes, known: chains.Knowledge, *, now: datetime) -> Verification:
    """What is to be said of a PDF with what a verifier knows. Never raises for bad files."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        seals = list(reader.embedded_regular_signatures)
        if not seals:
            return Verification("pdf", (finding("unsealed"),))
        known = _with_evidence(reader, known)
        results = [_one(each, known, now) for each in seals]
        extra = [
            item for each in reader.embedded_timestamp_signatures for item in _document_stamp(each, known)
        ]
    except UNREADABLE:
        return Verification("pdf", (finding("unreadable"),))
    first = results[0]
    found = [item for each in results for item in each.findings] + extra
    return Verification(
        "pdf", tuple(found), first.signer, first.seal, first.seal_code, first.signed_at, first.timestamp
    )


def _with_evidence(reader: PdfFileReader, known: chains.Knowledge) -> chains.Knowledge:
    """What the verifier knows and what the file brings along; roots only the verifier's own."""
    if "/DSS" not in reader.root:
        return known
    store = reader.root["/DSS"]
    certificates = [each.get_object().data for each in store.get("/Certs", ())]
    lists = [each.get_object().data for each in store.get("/CRLs", ())]
    return chains.Knowledge(known.roots, [*known.others, *certificates], [*known.lists, *lists])


def _one(seal: Any, known: chains.Knowledge, now: datetime) -> Verification:
    """One signature: unchanged, then when, then by whom."""
    found = _integrity(seal)
    certificate = seal.signer_cert
    sent = [each.dump() for each in (certificate, *seal.other_embedded_certs)]
    known = chains.Knowledge(known.roots, [*known.others, *sent], known.lists)
    claimed = seal.self_reported_timestamp
    stamp, said = _stamp(seal, known)
    found += said
    moment = stamp.moment if stamp else claimed or now
    found += chains.check_chain(certificate.dump(), known, at=moment, usage=Usage.SEAL)
    if not any(item.fatal for item in found):
        found += _since(certificate, known, now)
    subject = certificate.subject.native
    return Verification(
        "pdf",
        tuple(found),
        signer=str(subject.get("organization_name", "")),
        seal=chains.name_of(certificate),
        seal_code=str(subject.get("serial_number", "")),
        signed_at=moment,
        timestamp=stamp.moment if stamp else None,
    )


def _integrity(seal: Any) -> list[Finding]:
    """Whether what was signed is what is there, and nothing was added that the seal forbids."""
    seal.compute_integrity_info()
    intact, valid = validate_sig_integrity(seal.signer_info, seal.signer_cert, "data", seal.compute_digest())
    if not intact:
        return [finding("altered")]
    if not valid:
        return [finding("signature_broken")]
    return [] if _unchanged(seal) else [finding("altered_afterwards")]


def _unchanged(seal: Any) -> bool:
    """Only evidence (certificates, lists, stamps) may follow a seal."""
    if seal.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    if seal.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return False
    result = seal.diff_result
    return not isinstance(result, SuspiciousModification) and bool(
        seal.summarise_integrity_info()["docmdp_ok"]
    )


def _stamp(seal: Any, known: chains.Knowledge) -> tuple[stamping.Stamp | None, list[Finding]]:
    tokens = [
        value
        for attribute in seal.signer_info["unsigned_attrs"] or ()
        if attribute["type"].native == "signature_time_stamp_token"
        for value in attribute["values"]
    ]
    if not tokens:
        return None, [finding("no_timestamp", fatal=False)]
    try:
        return stamping.check(tokens[0].dump(), seal.signer_info["signature"].native, known), []
    except stamping.BadStamp as bad:
        return None, [finding("bad_timestamp", why=stamping.SENTENCES[bad.code])]


def _since(certificate: Any, known: chains.Knowledge, now: datetime) -> list[Finding]:
    """What happened to the certificate after the seal: told, not held against it."""
    later = chains.check_chain(certificate.dump(), known, at=now, usage=Usage.SEAL)
    codes = {item.code for item in later}
    if "revoked_when_signed" in codes:
        return [finding("revoked_since", fatal=False)]
    if "expired_when_signed" in codes:
        on = certificate.not_valid_after.date().isoformat()
        return [finding("expired_since", fatal=False, on=on)]
    return []


def _document_stamp(stamp: Any, known: chains.Knowledge) -> list[Finding]:
    """The stamp over the whole file: it must fit what it covers, and nothing may follow it."""
    stamp.compute_integrity_info()
    start, length, second, rest = stamp.byte_range
    if stamp.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return [] if _unchanged(stamp) else [finding("altered_afterwards")]
    data = stamp.reader.stream
    data.seek(start)
    covered = data.read(length)
    data.seek(second)
    covered += data.read(rest)
    token = cms.ContentInfo.load(stamp.pkcs7_content).dump()
    if stamp.pkcs7_content[len(token) :].strip(b"\0"):
        return [finding("altered")]
    try:
        stamping.check(token, covered, known)
    except stamping.BadStamp as bad:
        if bad.code == "stamp_other_content":
            return [finding("altered")]
        return [finding("bad_timestamp", why=stamping.SENTENCES[bad.code])]
    return []
