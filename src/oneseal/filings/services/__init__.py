"""Every act on filings."""

from oneseal.filings.services.checking import annul_filing, check_filing, confirm_mended
from oneseal.filings.services.filing import (
    expire_filing,
    file_notice,
    give_up_filing,
    renew_filing,
    tell_ending,
)
from oneseal.filings.services.papers import keep_paper, own_paper

__all__ = [
    "annul_filing",
    "check_filing",
    "confirm_mended",
    "expire_filing",
    "file_notice",
    "give_up_filing",
    "keep_paper",
    "own_paper",
    "renew_filing",
    "tell_ending",
]
