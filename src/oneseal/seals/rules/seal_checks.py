"""Checking a seal signature in the order of GB/T 38540-2020 §8.2; each failure has a code and a sentence of its own.

Moments decide: what ended after the sealing does not harm what was sealed before, and is told apart from it. The
moment is the time stamp's; without one it is the signer's word, which a later revocation makes worthless.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from oneseal.kernel.text import N_
from oneseal.seals.rules import chains, ses, sm2, stamping
from oneseal.seals.rules.certificates import Usage
from oneseal.seals.rules.findings import Finding

SENTENCES = {
    "unreadable_signature": N_("签章数据损坏或者不符合GB/T 38540的格式，不能确认有效。请使用收到的原文件。"),
    "algorithm": N_("签章使用了本系统不认可的算法（只认可SM2和SM3），不能确认有效。"),
    "seal_forged": N_("印章数据上的制章者签名不成立，印章是伪造的或者被改动过。"),
    "maker_untrusted": N_("印章的制章者不可信，或者制章时它的证书无效，不能确认印章是真的。"),
    "seal_not_yet_valid": N_("盖章时，印章“%(name)s”还没有启用。"),
    "seal_expired_when_signed": N_("盖章时，印章“%(name)s”已经过了有效期。"),
    "signer_not_listed": N_("签章用的证书不在印章“%(name)s”的证书名单里，不是这枚印章盖的。"),
    "altered": N_("文件在盖章以后被改动过，印章对现在的内容无效。"),
    "signature_broken": N_("印章的数字签名不成立，它不是由所示证书盖的，或者被改动过。"),
    "bad_timestamp": N_("时间戳无效：%(why)s"),
    "time_unproven": N_("签章证书后来被吊销，而文件没有时间戳，不能证明是吊销以前盖的章。"),
    "no_timestamp": N_("没有时间戳，盖章时间只是盖章人自己写的。"),
    "seal_expired_since": N_("印章在 %(on)s 到期；盖章时印章有效，文件仍然有效。"),
    "expired_since": N_("签章证书在 %(on)s 到期；盖章时证书有效，印章仍然有效。"),
    "revoked_since": N_("签章证书在盖章以后被停用；盖章时证书有效，印章仍然有效。"),
}
"""What is found, in sentences with places for the finding's params."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The result for one seal signature. `parsed` is None where it could not be read."""

    findings: tuple[Finding, ...]
    parsed: ses.SealSignature | None = None
    timestamp: datetime | None = None

    @property
    def moment(self) -> datetime | None:
        """When it was sealed, as far as that can be told."""
        return self.timestamp or (self.parsed.moment if self.parsed else None)


def finding(code: str, *, fatal: bool = True, **params: str) -> Finding:
    """A finding about a seal signature."""
    return Finding(code, SENTENCES[code], fatal, params)


def check(encoded: bytes, digest: bytes, about: str, known: chains.Knowledge, *, now: datetime) -> Checked:
    """Check a SES_Signature over the file `about` whose SM3 is `digest`. The first fatal finding ends it."""
    try:
        parsed = ses.parse_signature(encoded)
    except ValueError:
        return Checked((finding("unreadable_signature"),))
    stamp, bad_stamp = _stamp(parsed, known)
    moment = stamp or parsed.moment
    steps = chain(
        _algorithms(parsed),
        _seal(parsed.seal, moment, known),
        _signer(parsed, moment, known),
        _content(parsed, digest, about),
        bad_stamp,
    )
    fatal = next((each for each in steps if each.fatal), None)
    findings = [fatal] if fatal else _since(parsed, stamp, known, now)
    return Checked(tuple(findings), parsed, stamp)


def _stamp(parsed: ses.SealSignature, known: chains.Knowledge) -> tuple[datetime | None, list[Finding]]:
    """The moment that a time stamp confirms, or why it confirms none. The moment is needed early, the finding last."""
    if parsed.timestamp is None:
        return None, []
    try:
        return stamping.check(parsed.timestamp, parsed.signature, known).moment, []
    except stamping.BadStamp as bad:
        return None, [finding("bad_timestamp", why=stamping.SENTENCES[bad.code])]


def _algorithms(parsed: ses.SealSignature) -> Iterator[Finding]:
    if {parsed.algorithm, parsed.seal.algorithm} != {sm2.SM2_SIGN_SM3}:
        yield finding("algorithm")


def _seal(seal: ses.Seal, moment: datetime, known: chains.Knowledge) -> Iterator[Finding]:
    """The seal itself: made by its maker, by a maker whom one trusts, and in its dates."""
    if not _holds(seal.maker, seal.signed, seal.signature):
        yield finding("seal_forged")
    if chains.check_chain(seal.maker, known, at=seal.spec.created, usage=Usage.MAKER):
        yield finding("maker_untrusted")
    if moment < seal.spec.valid_from:
        yield finding("seal_not_yet_valid", name=seal.spec.name)
    if moment > seal.spec.valid_until:
        yield finding("seal_expired_when_signed", name=seal.spec.name)


def _signer(parsed: ses.SealSignature, moment: datetime, known: chains.Knowledge) -> Iterator[Finding]:
    if not parsed.seal.lists(parsed.certificate):
        yield finding("signer_not_listed", name=parsed.seal.spec.name)
    yield from chains.check_chain(parsed.certificate, known, at=moment, usage=Usage.SEAL)


def _content(parsed: ses.SealSignature, digest: bytes, about: str) -> Iterator[Finding]:
    if (parsed.digest, parsed.about) != (digest, about):
        yield finding("altered")
    if not _holds(parsed.certificate, parsed.signed, parsed.signature):
        yield finding("signature_broken")


def _holds(certificate: bytes, message: bytes, signature: bytes) -> bool:
    signer = chains.load(certificate)
    return signer is not None and chains.signature_holds(signer, sm2.SM2_SIGN_SM3, message, signature)


def _since(
    parsed: ses.SealSignature, stamp: datetime | None, known: chains.Knowledge, now: datetime
) -> list[Finding]:
    """What happened after the sealing: told, not held against it, unless the moment of sealing is only claimed."""
    found = [] if stamp else [finding("no_timestamp", fatal=False)]
    if now > parsed.seal.spec.valid_until:
        on = parsed.seal.spec.valid_until.date().isoformat()
        found.append(finding("seal_expired_since", fatal=False, on=on))
    later = {each.code for each in chains.check_chain(parsed.certificate, known, at=now, usage=Usage.SEAL)}
    if "revoked_when_signed" in later:
        found.append(finding("revoked_since", fatal=False) if stamp else finding("time_unproven"))
    elif "expired_when_signed" in later:
        certificate = chains.load(parsed.certificate)
        on = certificate.not_valid_after.date().isoformat() if certificate else ""
        found.append(finding("expired_since", fatal=False, on=on))
    return found
