"""What is known about the request or job in which an act happens."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """Through which door an act came: `page`, `api`, `job`, `command`; with the request's id."""

    name: str = "command"
    request_id: str = ""


door: ContextVar[Door] = ContextVar("door", default=Door())
