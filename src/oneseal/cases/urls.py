"""Addresses of cases: the staff's under desk/, the applicants' elsewhere."""

from django.urls import URLPattern, path

from oneseal.cases.views import desk_work

app_name = "cases"
desk = [
    path("desk/work/", desk_work.worklist, name="desk_work"),
]
citizen: list[URLPattern] = []
urlpatterns = [*desk, *citizen]
