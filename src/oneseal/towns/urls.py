"""Addresses of towns and villages."""

from django.urls import path

from oneseal.towns.views import desk, public

app_name = "towns"
urlpatterns = [
    path("towns/", public.units, name="public"),
    path("towns/lists/<slug:level>/", public.guide, name="public_list"),
    path("towns/lists/<slug:level>/list.csv", public.guide_csv, name="public_csv"),
    path("desk/towns/", desk.board, name="desk"),
    path("desk/towns/table.<slug:form>", desk.table, name="table"),
    path("desk/towns/<int:unit_id>/", desk.unit, name="unit"),
    path("desk/towns/<int:unit_id>/items/", desk.items, name="items"),
    path("desk/towns/<int:unit_id>/facts/<slug:point>/", desk.fact, name="fact"),
    path("desk/towns/lists/<slug:level>/", desk.level, name="level"),
    path("desk/towns/lists/<slug:level>/drop/", desk.drop, name="drop"),
    path("desk/towns/points/", desk.points, name="points"),
    path("desk/towns/points/<int:transfer_id>.csv", desk.points_csv, name="points_csv"),
]
