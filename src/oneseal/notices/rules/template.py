"""What a message is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """One message: its title, its text, the data it needs. `staff`: for those who work in the bureau."""

    code: str
    title: str
    text: str
    needs: tuple[str, ...]
    staff: bool = False
    phone_only: bool = False
    """Goes to the phone whatever the account prefers, and never into the inbox: what proves that one has the phone."""
