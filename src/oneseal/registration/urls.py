"""Addresses of market registration."""

from django.urls import path

from oneseal.registration.views import names

app_name = "registration"
urlpatterns = [
    path("names/", names.check, name="check"),
    path("my/names/", names.mine, name="mine"),
    path("my/names/new/", names.declare, name="declare"),
    path("my/names/<int:name_id>/", names.name, name="name"),
    path("my/names/<int:name_id>/release/", names.release, name="release"),
    path("my/names/<int:name_id>/register/", names.register, name="register"),
    path("desk/names/", names.desk, name="desk"),
    path("desk/names/new/", names.desk_declare, name="desk_declare"),
    path("desk/names/enter/", names.enter, name="enter"),
    path("desk/names/<int:name_id>/", names.desk_name, name="desk_name"),
]
