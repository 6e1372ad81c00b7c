"""Addresses of the entry ledger."""

from django.urls import path

from oneseal.entry.views import breaches, ledger, lists

app_name = "entry"
urlpatterns = [
    path("desk/entry/", ledger.board, name="board"),
    path("desk/entry/items/", ledger.items, name="items"),
    path("desk/entry/alls/", ledger.alls, name="alls"),
    path("desk/entry/figures/", breaches.figures, name="figures"),
    path("desk/entry/units/new/", ledger.new_unit, name="unit_new"),
    path("desk/entry/units/<int:unit_id>/", ledger.unit, name="unit"),
    path("desk/entry/units/<int:unit_id>/change/", ledger.change_unit, name="unit_change"),
    path("desk/entry/units/<int:unit_id>/take/", ledger.take, name="take"),
    path("desk/entry/units/<int:unit_id>/items/new/", ledger.new_item, name="item_new"),
    path("desk/entry/items/<int:entry_id>/", ledger.change_item, name="item"),
    path("desk/entry/lists/", lists.lists, name="lists"),
    path("desk/entry/lists/new/", lists.new, name="list_new"),
    path("desk/entry/lists/<int:list_id>/", lists.one, name="list"),
    path("desk/entry/lists/<int:list_id>/follow/", lists.follow, name="list_follow"),
    path("desk/entry/breaches/", breaches.breaches, name="breaches"),
    path("desk/entry/breaches/new/", breaches.new, name="breach_new"),
    path("desk/entry/breaches/<int:breach_id>/", breaches.breach, name="breach"),
    path("desk/entry/breaches/<int:breach_id>/<slug:verb>/", breaches.act, name="breach_act"),
]
