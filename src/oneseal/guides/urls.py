"""Addresses of the guides."""

from django.urls import path

from oneseal.guides import views

app_name = "guides"
urlpatterns = [
    path("desk/guides/", views.tasks, name="tasks"),
    path("desk/guides/tasks/<int:task_id>/<slug:verb>/", views.task_act, name="task_act"),
    path("desk/guides/shifts/", views.shifts, name="shifts"),
    path("desk/guides/shifts/<int:shift_id>/<slug:verb>/", views.shift_act, name="shift_act"),
]
