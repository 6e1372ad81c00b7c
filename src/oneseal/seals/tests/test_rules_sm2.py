"""SM2 and SM3 against the standards' own examples and an independent implementation."""

import gmalg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneseal.seals.rules import sm2

# GM/T 0003.5-2012 annex A: recommended curve, user id 1234567812345678
PRIVATE = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
PUBLIC = bytes.fromhex(
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
MESSAGE = b"message digest"
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA


def test_sm3_of_abc() -> None:
    """GB/T 32905-2016 annex A.1."""
    assert sm2.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_standards_signature_is_good() -> None:
    assert sm2.verify(PUBLIC, MESSAGE, sm2.encode(R, S))
    assert not sm2.verify(PUBLIC, MESSAGE + b".", sm2.encode(R, S))
    assert not sm2.verify(PUBLIC, MESSAGE, sm2.encode(R, S - 1))


def test_ours_are_good_for_another_implementation_and_the_other_way_round() -> None:
    private, public = sm2.generate()
    other = gmalg.SM2(private, sm2.USER_ID, b"\x04" + public)
    r, s = sm2.decode(sm2.sign(private, public, MESSAGE))
    assert other.verify(MESSAGE, r.to_bytes(32, "big"), s.to_bytes(32, "big"))
    theirs = [int.from_bytes(part, "big") for part in other.sign(MESSAGE)]
    assert sm2.verify(public, MESSAGE, sm2.encode(*theirs))


@given(st.binary(max_size=200), st.integers(min_value=0))
@settings(max_examples=40)
def test_one_flipped_bit_of_message_or_signature_is_found(message: bytes, place: int) -> None:
    signature = sm2.sign(PRIVATE, PUBLIC, message)
    assert sm2.verify(PUBLIC, message, signature)
    flipped = bytearray(message + signature)
    flipped[place % len(flipped)] ^= 1 << place % 8
    assert not sm2.verify(PUBLIC, bytes(flipped[: len(message)]), bytes(flipped[len(message) :]))


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"\x30\x00",
        sm2.encode(R, S) + b"\x00",
        # the same numbers with a longer form of the length, and with a leading zero too many
        b"\x30\x81" + sm2.encode(R, S)[1:],
        b"\x30\x07\x02\x02\x00\x01\x02\x01\x01",
    ],
)
def test_only_the_one_encoding_counts(signature: bytes) -> None:
    assert not sm2.verify(PUBLIC, MESSAGE, signature)


def test_numbers_out_of_range_are_no_signature() -> None:
    for r, s in ((0, 1), (1, 0), (sm2.ORDER, 1), (1, sm2.ORDER)):
        with pytest.raises(ValueError, match="between 1 and the order"):
            sm2.encode(r, s)


def test_a_key_of_another_length_verifies_nothing() -> None:
    assert not sm2.verify(PUBLIC[:63], MESSAGE, sm2.encode(R, S))
