"""Every write of market registration. Call these, nothing deeper."""

from oneseal.registration.services.beginning import begin_end, withdraw_end
from oneseal.registration.services.ending import (
    SETTLERS,
    apply_for_end,
    follow_case,
    lapse,
    object_to_end,
    settle_objection,
)
from oneseal.registration.services.naming import (
    KEEPERS,
    enter_names,
    expire_name,
    release_name,
    remind_holder,
    reserve_name,
    start_registration,
)
from oneseal.registration.services.signing import (
    ask_signatures,
    refuse_to_sign,
    sign,
    take_back,
    void_changed,
)

__all__ = [
    "KEEPERS",
    "SETTLERS",
    "apply_for_end",
    "ask_signatures",
    "begin_end",
    "enter_names",
    "expire_name",
    "follow_case",
    "lapse",
    "object_to_end",
    "refuse_to_sign",
    "release_name",
    "remind_holder",
    "reserve_name",
    "settle_objection",
    "sign",
    "start_registration",
    "take_back",
    "void_changed",
    "withdraw_end",
]
