"""Acts on many cases one after the other: one that fails does not stop the rest, and is not forgotten."""

import logging
from collections.abc import Callable, Iterable

log = logging.getLogger(__name__)


class SomeFailed(Exception):
    """Some of many acts failed; the others are done. Raised at the end, so that the job is seen and tried again."""


def each_alone(what: str, ids: Iterable[int], act: Callable[[int], object]) -> int:
    """Do `act` for every id; return how many changed something. Raises SomeFailed after the last one.

    Each act is a transaction of its own and safe to repeat. A failure is logged with its trace and its id.
    """
    done, failed = 0, []
    for each in ids:
        try:
            done += bool(act(each))
        except Exception:
            log.exception("%s failed for %s", what, each)
            failed.append(each)
    if failed:
        some = ", ".join(str(each) for each in failed[:20])
        raise SomeFailed(f"{what}: {len(failed)} failed ({some}), {done} done")
    return done
