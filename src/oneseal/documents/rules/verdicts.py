"""One word for what a file's seal and the register of documents say together."""

from oneseal.seals.rules.findings import Verification as SealCheck

ALTERED = {
    "altered",
    "altered_afterwards",
    "file_altered",
    "file_missing",
    "file_added",
    "seal_swapped",
    "package_altered",
    "unregistered",
    "unreadable",
}
"""Findings that mean: not what was sealed."""

REVOKED = {"revoked_when_signed", "seal_retired_when_signed"}


def verdict(state: str | None, seal: SealCheck) -> str:
    """`state` is the document's or certificate's own where the file is byte for byte ours, else None; `seal` what its
    seal says.

    That state (of a document valid, revoked or replaced; of a certificate also how it ended); else altered, seal_revoked, seal_invalid, sealed (a good seal,
    but no document of ours), unknown (no seal, no document).
    """
    codes = {item.code for item in seal.findings if item.fatal}
    unsealed = codes <= {"unsealed"} and bool(codes)
    if state is not None and (seal.valid or unsealed):
        return state
    if seal.valid:
        return "sealed"
    if unsealed or "unknown_form" in codes:
        return "unknown"
    if codes & ALTERED:
        return "altered"
    return "seal_revoked" if codes & REVOKED else "seal_invalid"
