"""Every write of output. Call these, nothing deeper."""

from oneseal.output.services.cabinets import free_box, inspect_cabinet, retire_cabinet, set_up_cabinet
from oneseal.output.services.comparing import compare_day, settle_difference
from oneseal.output.services.doors import collect, load_box, take_out
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
from oneseal.output.services.sensing import (
    follow_door,
    query_door,
    settle_door,
    sweep_doors,
    take_door_news,
)
from oneseal.output.services.shelving import put_on_shelf, release_place, retire_unit, set_up_unit

__all__ = [
    "cancel_parcel",
    "choose_delivery",
    "collect",
    "compare_day",
    "follow_door",
    "free_box",
    "inspect_cabinet",
    "load_box",
    "open_papers",
    "order_parcel",
    "put_on_shelf",
    "query_door",
    "query_parcel",
    "release_place",
    "retire_cabinet",
    "retire_unit",
    "send_by_hand",
    "send_papers",
    "send_result",
    "set_up_cabinet",
    "set_up_unit",
    "settle_difference",
    "settle_door",
    "sign_by_hand",
    "sweep_doors",
    "take_callback",
    "take_door_news",
    "take_news",
    "take_out",
]
