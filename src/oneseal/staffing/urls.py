"""Addresses of the planner."""

from django.urls import path

from oneseal.staffing import views

app_name = "staffing"
urlpatterns = [
    path("desk/planner/", views.planner, name="planner"),
    path("desk/planner/ask/", views.ask, name="ask"),
    path("desk/planner/what-if/", views.what_if, name="what_if"),
    path("desk/planner/plans/<int:plan_id>/", views.plan, name="plan"),
    path("desk/planner/plans/<int:plan_id>/adopt/", views.adopt, name="adopt"),
    path("desk/planner/plans/<int:plan_id>/drop/", views.drop, name="drop"),
]
