"""An authority in memory for pure tests: root, issuing authority, seal, time stamps; everything may be bent."""

import itertools
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from oneseal.seals.rules import certificates, pades, sm2, stamping
from oneseal.seals.rules.certificates import Family, Name, Request, Revoked, Sign, Usage
from oneseal.seals.rules.chains import Knowledge
from oneseal.seals.rules.pdf_seals import SealingKey, Stamper, Words

FOUNDED = datetime(2026, 1, 5, tzinfo=UTC)
SEALED = datetime(2026, 6, 1, 4, tzinfo=UTC)
serials = itertools.count(1000)


@dataclass(frozen=True)
class Pair:
    """A key: its family, how it signs, its public half in DER."""

    family: Family
    sign: Sign
    public: bytes


@cache
def pair(family: Family, which: str = "") -> Pair:
    """A key of a family, the same each time for the same word."""
    if family == Family.SM2:
        private, public = sm2.generate()
        return Pair(family, lambda data: sm2.sign(private, public, data), certificates.sm2_public_key(public))
    if family == Family.ECDSA:
        curve_key = ec.generate_private_key(ec.SECP256R1())
        return Pair(
            family, lambda data: curve_key.sign(data, ec.ECDSA(hashes.SHA256())), _der(curve_key.public_key())
        )
    rsa_key = rsa.generate_private_key(65537, 3072)
    return Pair(
        family,
        lambda data: rsa_key.sign(data, padding.PKCS1v15(), hashes.SHA256()),
        _der(rsa_key.public_key()),
    )


def _der(public: ec.EllipticCurvePublicKey | rsa.RSAPublicKey) -> bytes:
    return public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


@dataclass(frozen=True)
class World:
    """Two levels of authority of one family with a signer and a time-stamp authority under them."""

    family: Family = Family.ECDSA
    which: str = ""
    founded: datetime = FOUNDED
    seal_until: datetime | None = None
    revoked: tuple[Revoked, ...] = ()
    listed: datetime = SEALED - timedelta(days=1)
    parts: dict[str, bytes] = field(default_factory=dict, compare=False)

    def key(self, name: str) -> Pair:
        """The key of a part."""
        return pair(self.family, self.which + name)

    def certificate(self, usage: Usage) -> bytes:
        """The certificate for a usage, made at first use."""
        if usage not in self.parts:
            self.parts[usage] = self._made(usage)
        return self.parts[usage]

    def _made(self, usage: Usage) -> bytes:
        issuer = {Usage.ROOT: Usage.ROOT, Usage.ISSUING: Usage.ROOT}.get(usage, Usage.ISSUING)
        begins, ends = certificates.term(usage, self.founded)
        if usage == Usage.SEAL and self.seal_until:
            ends = self.seal_until
        name = Name(
            f"{self.which}{usage}", "云岭市行政审批局", "3507990000001" if usage == Usage.SEAL else ""
        )
        request = Request(usage, name, self.key(usage).public, next(serials), begins, ends)
        return certificates.build(
            request,
            family=self.family,
            sign=self.key(issuer).sign,
            issuer=None if usage == Usage.ROOT else self.certificate(issuer),
        )

    def lists(self) -> list[bytes]:
        """Both authorities' revocation lists."""
        return [
            certificates.build_crl(
                self.certificate(usage),
                family=self.family,
                sign=self.key(usage).sign,
                number=1,
                revoked=self.revoked,
                this_update=self.listed,
                next_update=self.listed + timedelta(days=30),
            )
            for usage in (Usage.ROOT, Usage.ISSUING)
        ]

    def knowledge(self) -> Knowledge:
        """What a verifier of this world has."""
        return Knowledge([self.certificate(Usage.ROOT)], [self.certificate(Usage.ISSUING)], self.lists())

    def sealing_key(self) -> SealingKey:
        """The seal's key."""
        chain = [self.certificate(Usage.ISSUING), self.certificate(Usage.ROOT)]
        return SealingKey(self.certificate(Usage.SEAL), self.family, self.key(Usage.SEAL).sign, chain)

    def stamp_key(self) -> stamping.StampKey:
        """The time-stamp authority's key."""
        key = self.key(Usage.TIMESTAMP)
        return stamping.StampKey(
            self.certificate(Usage.TIMESTAMP), self.family, key.sign, [self.certificate(Usage.ISSUING)]
        )

    def stamper(self, moment: datetime) -> Stamper:
        """A time-stamp authority whose clock stands at `moment`."""

        def stamp(digest: bytes) -> bytes:
            query = stamping.request(digest, 77)
            reply = stamping.answer(query, self.stamp_key(), moment=moment, serial=next(serials))
            return stamping.token_of(reply, digest, 77)

        return stamp

    def seal(self, pdf: bytes, moment: datetime = SEALED, **more: object) -> bytes:
        """A PDF sealed at a moment."""
        return pades.seal(
            pdf,
            self.sealing_key(),
            stamp=self.stamper(moment),
            lists=self.lists(),
            stamp_chain=[self.certificate(Usage.TIMESTAMP)],
            moment=moment,
            words=Words("云岭市行政审批局行政审批专用章", "出具文书"),
            **more,  # type: ignore[arg-type]  # place, where a test gives one
        )

    def but(self, **changes: object) -> "World":
        """The same world with something else; its certificates stay."""
        return replace(self, parts=dict(self.parts), **changes)  # type: ignore[arg-type]
