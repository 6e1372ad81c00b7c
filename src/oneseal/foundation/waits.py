"""How long to wait after a failure."""

FIRST_WAIT, LONGEST_WAIT = 10, 3600


def backoff(failures: int) -> int:
    """Seconds to wait after so many failures before this one: 10, 20, 40 … at most an hour."""
    return int(min(FIRST_WAIT * 2 ** min(failures, 20), LONGEST_WAIT))
