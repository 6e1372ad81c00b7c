"""Addresses of plan layers and site checks."""

from django.urls import path

from oneseal.plans.views import checks, desk

app_name = "plans"
urlpatterns = [
    path("desk/plans/", desk.layers, name="layers"),
    path("desk/plans/layers/new/", desk.new, name="new"),
    path("desk/plans/layers/<int:layer_id>/", desk.layer, name="layer"),
    path("desk/plans/layers/<int:layer_id>/edit/", desk.edit, name="edit"),
    path("desk/plans/layers/<int:layer_id>/retire/", desk.retire, name="retire"),
    path("desk/plans/layers/<int:layer_id>/import/", desk.import_file, name="import"),
    path("desk/plans/versions/<int:version_id>/", desk.version, name="version"),
    path("desk/plans/versions/<int:version_id>/<slug:verb>/", desk.act, name="act"),
    path("desk/plans/checks/", checks.checks, name="checks"),
    path("desk/plans/checks/new/", checks.check, name="check"),
    path("desk/plans/checks/<int:check_id>/", checks.result, name="desk_check"),
    path("desk/plans/checks/<int:check_id>/report/", checks.report, name="report"),
    path("my/sites/", checks.mine, name="mine"),
    path("my/sites/new/", checks.my_check, name="my_check"),
    path("my/sites/<int:check_id>/", checks.my_result, name="my_result"),
    path("plans/shapes/<int:version_id>/", checks.shapes, name="shapes"),
]
