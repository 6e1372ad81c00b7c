"""Every write of market registration. Call these, nothing deeper."""

from oneseal.registration.services.naming import (
    KEEPERS,
    enter_names,
    expire_name,
    release_name,
    remind_holder,
    reserve_name,
    start_registration,
)

__all__ = [
    "KEEPERS",
    "enter_names",
    "expire_name",
    "release_name",
    "remind_holder",
    "reserve_name",
    "start_registration",
]
