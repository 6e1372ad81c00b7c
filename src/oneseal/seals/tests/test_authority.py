"""The authority of an installation: founding, issuing, revoking, lists, certificates from outside."""

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import crl, pem
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_der_x509_certificate
from pytest_django import Settings

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import make_bureau
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation
from oneseal.seals import keys, selectors, services
from oneseal.seals.models import Certificate, RevocationList, SealKey
from oneseal.seals.rules import certificates, chains
from oneseal.seals.tests.pki import World

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
YEAR = timedelta(days=365)
Usage = Certificate.Usage


@pytest.fixture
def bureau(db: None) -> int:
    return make_bureau().id


@pytest.fixture
def founded(bureau: int) -> int:
    with clock.at(NOW):
        services.found_authority(SYSTEM, organisation="云岭市行政审批局")
    return bureau


def signer(bureau_id: int, algorithm: str = "sm2") -> bytes:
    with clock.at(NOW):
        key = services.make_key(bureau_id, algorithm)
        return services.signer_certificate(
            SYSTEM,
            bureau_id=bureau_id,
            key=key,
            name="云岭市行政审批局行政审批专用章",
            valid_from=NOW,
            valid_until=NOW + 5 * YEAR,
            code="3507990000001",
        )


def administrator(bureau_id: int) -> Actor:
    return Actor(account_id=1, bureau_id=bureau_id, roles=frozenset({Role.ADMINISTRATOR}))


def faults(der: bytes, at: datetime, usage: str = Usage.SEAL) -> list[str]:
    checked = chains.check_chain(der, selectors.knowledge(), at=at, usage=certificates.Usage(usage))
    return [item.code for item in checked]


def test_founding_makes_both_families_once(founded: int) -> None:
    made = sorted(Certificate.objects.values_list("usage", "algorithm"))
    expected = [(usage, algorithm) for usage in ("issuing", "root") for algorithm in ("ecdsa", "sm2")]
    assert made == sorted([*expected, ("timestamp", "ecdsa"), ("maker", "sm2")])
    assert RevocationList.objects.count() == 4
    assert not services.found_authority(SYSTEM, organisation="云岭市行政审批局")
    assert Certificate.objects.count() == 6
    issuing = Certificate.objects.get(usage="issuing", algorithm="sm2")
    kinds = {entry.kind for entry in entries(Subject("certificate", issuing.pk))}
    assert "seals.authority_founded" in kinds


def test_founding_with_rsa(bureau: int, settings: Settings) -> None:
    settings.PDF_SEAL_KEYS = "rsa"
    services.found_authority(SYSTEM, organisation="云岭市行政审批局")
    assert set(Certificate.objects.values_list("algorithm", flat=True)) == {"rsa", "sm2"}


def test_private_keys_are_encrypted_at_rest(founded: int) -> None:
    for key in SealKey.objects.all():
        raw = key.__dict__["private"].raw
        assert key.private is not None
        assert key.private.encode() not in raw
        assert bytes.fromhex(key.private) not in raw


@pytest.mark.parametrize("algorithm", ["sm2", "ecdsa"])
def test_a_seals_certificate_leads_to_the_root(founded: int, algorithm: str) -> None:
    der = signer(founded, algorithm)
    assert faults(der, NOW) == []
    subject = asn1.Certificate.load(der).subject.native
    assert subject["serial_number"] == "3507990000001"
    assert subject["common_name"] == "云岭市行政审批局行政审批专用章"


def test_the_maker_signs_with_sm2(founded: int) -> None:
    with clock.at(NOW):
        key, der = services.seal_maker(founded)
    assert key.algorithm == "sm2"
    assert faults(der, NOW, Usage.MAKER) == []
    certificate = chains.load(der)
    assert certificate is not None
    assert chains.signature_holds(certificate, "1.2.156.10197.1.501", b"x", key.sign(b"x"))


def test_before_the_founding_nothing_is_made(bureau: int) -> None:
    with pytest.raises(NotFound, match="证书签发机构"):
        signer(bureau)
    with pytest.raises(NotFound, match="证书签发机构"):
        services.seal_maker(bureau)


def test_revoking_publishes_a_list_and_counts_from_then_on(founded: int) -> None:
    der = signer(founded)
    row = Certificate.objects.get(usage=Usage.SEAL)
    with clock.at(NOW + timedelta(days=1)):
        services.revoke_certificate(
            administrator(founded), certificate_id=row.pk, code="key_compromise", reason="私钥疑似泄露"
        )
    assert faults(der, NOW) == []
    assert faults(der, NOW + timedelta(days=2)) == ["revoked_when_signed"]
    assert row.issuer_id is not None
    published = crl.CertificateList.load(bytes(selectors.published_list(row.issuer_id).der))
    assert published.crl_number_value.native == 2
    (line,) = published["tbs_cert_list"]["revoked_certificates"]
    assert f"{line['user_certificate'].native:x}" == row.serial
    assert line.crl_reason_value.native == "key_compromise"
    (entry,) = entries(Subject("certificate", row.pk), kinds=frozenset({"seals.certificate_revoked"}))
    assert entry.reason == "私钥疑似泄露"
    with pytest.raises(Conflict):
        services.revoke_certificate(SYSTEM, certificate_id=row.pk, code="superseded", reason="再来")


def test_revoking_asks_for_a_reason(founded: int) -> None:
    signer(founded)
    row = Certificate.objects.get(usage=Usage.SEAL)
    with pytest.raises(RuleViolation, match="原因"):
        services.revoke_certificate(SYSTEM, certificate_id=row.pk, code="superseded", reason=" ")


def test_lists_are_published_anew_in_time(founded: int) -> None:
    with clock.at(NOW + timedelta(days=3)):
        assert services.refresh_lists() == 0
    der = signer(founded)
    late = NOW + timedelta(days=20)
    assert faults(der, late) == ["revocation_unknown"]
    with clock.at(late):
        assert services.refresh_lists() == 2
    assert faults(der, late) == []


def test_administrators_see_their_own_bureaus_and_the_installations(founded: int) -> None:
    signer(founded)
    other = make_bureau("bureau2").id
    assert selectors.visible_certificates(administrator(founded)).count() == 7
    assert selectors.visible_certificates(administrator(other)).count() == 6
    assert selectors.visible_certificates(Actor(bureau_id=founded)).count() == 0
    row = Certificate.objects.get(usage=Usage.SEAL)
    with pytest.raises(NotFound):
        selectors.access_certificate(administrator(other), row.pk)


class TestOutside:
    """Certificates that somebody else issued."""

    world = World(which="省")

    def give(self, usage: str, content: bytes, **more: object) -> services.Given:
        return services.Given(usage, content, **more)  # type: ignore[arg-type]

    def test_roots_are_trusted_from_then_on(self, founded: int) -> None:
        actor = administrator(founded)
        with clock.at(NOW):
            root = self.world.certificate(certificates.Usage.ROOT)
            services.import_certificate(actor, self.give("root", pem.armor("CERTIFICATE", root)))
            services.import_certificate(
                actor, self.give("issuing", self.world.certificate(certificates.Usage.ISSUING))
            )
        assert root in selectors.trusted_roots()
        with pytest.raises(Conflict):
            services.import_certificate(actor, self.give("root", root))
        assert faults(self.world.certificate(certificates.Usage.SEAL), NOW) == [
            "revocation_unknown",
            "revocation_unknown",
        ]
        for content in self.world.lists():
            services.import_list(actor, content=content)
        assert faults(self.world.certificate(certificates.Usage.SEAL), NOW) == []
        with pytest.raises(Conflict):
            services.import_list(actor, content=self.world.lists()[0])

    @pytest.mark.parametrize(
        ("usage", "part", "code"),
        [
            ("root", certificates.Usage.SEAL, "not_an_authority"),
            ("root", certificates.Usage.ISSUING, "not_a_root"),
            ("issuing", certificates.Usage.ISSUING, "no_root"),
            ("timestamp", certificates.Usage.TIMESTAMP, "untrusted"),
            ("seal", certificates.Usage.SEAL, "no_seal"),
        ],
    )
    def test_refused(self, founded: int, usage: str, part: certificates.Usage, code: str) -> None:
        with clock.at(NOW), pytest.raises(RuleViolation) as refused:
            services.import_certificate(
                administrator(founded), self.give(usage, self.world.certificate(part))
            )
        assert refused.value.code == code

    @pytest.mark.parametrize("content", [b"", b"x" * 50, b"-----BEGIN CERTIFICATE-----\nAA==\n-----END"])
    def test_rubbish(self, founded: int, content: bytes) -> None:
        with pytest.raises(RuleViolation) as refused:
            services.import_certificate(administrator(founded), self.give("root", content))
        assert refused.value.code == "certificate_unreadable"
        with pytest.raises(RuleViolation):
            services.import_list(administrator(founded), content=content)

    def test_a_list_of_nobody_is_refused(self, founded: int) -> None:
        with pytest.raises(RuleViolation, match="已导入的外部机构"):
            services.import_list(administrator(founded), content=World(which="谁").lists()[0])

    def test_a_time_stamp_certificate_with_its_key(self, founded: int) -> None:
        actor = administrator(founded)
        key = ec.generate_private_key(ec.SECP256R1())
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        begins, ends = certificates.term(certificates.Usage.TIMESTAMP, NOW)
        request = certificates.Request(
            certificates.Usage.TIMESTAMP, certificates.Name("省时间戳", "省"), public, 9, begins, ends
        )
        issuing = self.world.certificate(certificates.Usage.ISSUING)
        der = certificates.build(
            request,
            family=certificates.Family.ECDSA,
            sign=self.world.key(certificates.Usage.ISSUING).sign,
            issuer=issuing,
        )
        bag = pkcs12.serialize_key_and_certificates(
            b"x",
            key,
            load_der_x509_certificate(der),
            None,
            serialization.BestAvailableEncryption(b"secret"),
        )
        with clock.at(NOW):
            root = self.world.certificate(certificates.Usage.ROOT)
            services.import_certificate(actor, self.give("root", root))
            services.import_certificate(actor, self.give("issuing", issuing))
            with pytest.raises(RuleViolation, match="密码不对"):
                services.import_certificate(actor, self.give("timestamp", bag, password="wrong"))
            with pytest.raises(RuleViolation, match="没有私钥"):
                services.import_certificate(actor, self.give("timestamp", der))
            row = services.import_certificate(actor, self.give("timestamp", bag, password="secret"))
            found = selectors.current(Usage.TIMESTAMP, "ecdsa", "rsa")
        assert found == row
        assert row.key is not None
        keys.opened(row.key).sign(b"x")
        assert selectors.chain_above(row) == [issuing, root]
