"""Addresses of market registration."""

from django.urls import path

from oneseal.registration.views import ending, names, signing

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
    path("my/signings/", signing.signings, name="signings"),
    path("my/signings/ask/<int:case_id>/", signing.ask, name="ask"),
    path("my/signings/<int:signing_id>/", signing.signing, name="signing"),
    path("my/signings/<int:signing_id>/sign/", signing.sign, name="sign"),
    path("my/signings/<int:signing_id>/refuse/", signing.refuse, name="refuse"),
    path("my/signings/<int:signing_id>/back/", signing.take_back, name="take_back"),
    path("deregistrations/", ending.published, name="published"),
    path("deregistrations/<uuid:uid>/", ending.publicity, name="publicity"),
    path("my/deregistrations/", ending.ends, name="ends"),
    path("my/deregistrations/new/", ending.begin, name="begin"),
    path("my/deregistrations/<int:end_id>/", ending.end, name="end"),
    path("my/deregistrations/<int:end_id>/withdraw/", ending.withdraw, name="withdraw"),
    path("my/deregistrations/<int:end_id>/apply/", ending.apply, name="apply"),
    path("desk/deregistrations/", ending.desk, name="desk_ends"),
    path("desk/deregistrations/new/", ending.desk_begin, name="desk_begin"),
    path("desk/deregistrations/<int:end_id>/", ending.desk_end, name="desk_end"),
    path("desk/deregistrations/objections/<int:objection_id>/", ending.settle, name="settle"),
    path("desk/names/<int:name_id>/", names.desk_name, name="desk_name"),
]
