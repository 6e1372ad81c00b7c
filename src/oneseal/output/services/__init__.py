"""Every write of output. Call these, nothing deeper."""

from oneseal.output.services.comparing import compare_day, settle_difference
from oneseal.output.services.hearing import query_parcel, take_callback, take_news
from oneseal.output.services.opening import open_papers
from oneseal.output.services.sending import (
    cancel_parcel,
    choose_delivery,
    order_parcel,
    send_by_hand,
    send_papers,
    send_result,
    sign_by_hand,
)
from oneseal.output.services.shelving import put_on_shelf, release_place, retire_unit, set_up_unit

__all__ = [
    "cancel_parcel",
    "choose_delivery",
    "compare_day",
    "open_papers",
    "order_parcel",
    "put_on_shelf",
    "query_parcel",
    "release_place",
    "retire_unit",
    "send_by_hand",
    "send_papers",
    "send_result",
    "set_up_unit",
    "settle_difference",
    "sign_by_hand",
    "take_callback",
    "take_news",
]
