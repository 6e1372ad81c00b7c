"""What a verification says: codes for programs, sentences for people."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `code` is a stable English word, `sentence` Chinese marked with N_, filled from `params`.

    `fatal`: with it the seal is not valid. Findings that are not fatal inform (`expired_since`).
    """

    code: str
    sentence: str
    fatal: bool = True
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of checking one file. `valid`: sealed, unchanged, and the seal held when it was applied.

    `form` is `pdf`, `ofd` or empty for another kind of file; `seal` the seal's name, `seal_code` its 13
    digits, `signer` the name in the signer's certificate, `timestamp` the moment that a time-stamp authority
    confirms. Moments carry their zone.
    """

    form: str
    findings: tuple[Finding, ...]
    signer: str = ""
    seal: str = ""
    seal_code: str = ""
    signed_at: datetime | None = None
    timestamp: datetime | None = None

    @property
    def valid(self) -> bool:
        """Whether nothing fatal was found."""
        return not any(finding.fatal for finding in self.findings)

    def with_more(self, findings: "Iterable[Finding]") -> "Verification":
        """The same with further findings."""
        return replace(self, findings=(*self.findings, *findings))
