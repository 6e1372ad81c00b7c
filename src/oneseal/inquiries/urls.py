"""Addresses of inquiries: for those who ask, and for the desk."""

from django.urls import path

from oneseal.inquiries.views import asking, desk

app_name = "inquiries"
urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("ask/<uuid:uid>/", asking.asked, name="asked"),
    path("my/inquiries/", asking.mine, name="mine"),
    path("desk/inquiries/", desk.inquiries, name="desk"),
    path("desk/inquiries/new/", desk.new, name="new"),
    path("desk/inquiries/<int:inquiry_id>/", desk.inquiry, name="desk_inquiry"),
    path("desk/inquiries/<int:inquiry_id>/seen/<slug:field>/", desk.see, name="see"),
    path("desk/inquiries/<int:inquiry_id>/<slug:verb>/", desk.act, name="act"),
]
