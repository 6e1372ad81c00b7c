"""What every context's news has in common."""

from typing import Any, ClassVar


class Event:
    """Base of the frozen dataclasses in each context's events.py.

    `kind` is `<context>.<what_happened>`; the fields hold only str, int, bool, None, lists and dicts of
    these (dates as ISO text), because they are hashed as canonical JSON.
    """

    kind: ClassVar[str]
    says: ClassVar[str] = ""
    """What the entry tells in a Chinese sentence, with places for `who` and the event's fields."""

    def data(self) -> dict[str, Any]:
        """The event's fields as they go into the journal; they are plain values, so nothing is copied."""
        return dict(vars(self))
