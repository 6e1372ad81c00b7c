"""Addresses of supervision: the public list, both sides' desk."""

from django.urls import path

from oneseal.supervision.views import desk, duties, findings, partners

app_name = "supervision"
urlpatterns = [
    path("duties/", duties.public, name="public"),
    path("desk/supervision/", desk.pushes, name="pushes"),
    path("desk/supervision/receive/", desk.receive_all, name="receive_all"),
    path("desk/supervision/findings/", findings.findings, name="findings"),
    path("desk/supervision/findings/<int:finding_id>/", findings.finding, name="finding"),
    path("desk/supervision/findings/<int:finding_id>/<slug:verb>/", findings.act, name="finding_act"),
    path("desk/supervision/departments/", partners.departments, name="departments"),
    path("desk/supervision/departments/<int:department_id>/", partners.partner, name="partner"),
    path("desk/supervision/duties/", duties.duties, name="duties"),
    path("desk/supervision/duties/draw-up/", duties.draw_up, name="draw_up"),
    path("desk/supervision/duties/<int:item_id>/", duties.duty, name="duty"),
    path("desk/supervision/<int:push_id>/", desk.push, name="push"),
    path("desk/supervision/<int:push_id>/files/<int:file_id>/", desk.paper, name="paper"),
    path("desk/supervision/<int:push_id>/<slug:verb>/", desk.act, name="act"),
]
