"""Addresses of filings."""

from django.urls import path

from oneseal.filings.views import citizen, desk, public

app_name = "filings"
urlpatterns = [
    path("filings/", public.filings, name="public"),
    path("filings/<uuid:uid>/", public.filing, name="public_filing"),
    path("my/filings/", citizen.mine, name="mine"),
    path("my/filings/new/<slug:code>/", citizen.new, name="new"),
    path("my/filings/<int:filing_id>/", citizen.filing, name="filing"),
    path("my/filings/<int:filing_id>/<slug:verb>/", citizen.act, name="act"),
    path("desk/filings/", desk.filings, name="desk"),
    path("desk/filings/new/<slug:code>/", desk.new, name="desk_new"),
    path("desk/filings/<int:filing_id>/", desk.filing, name="desk_filing"),
    path("desk/filings/<int:filing_id>/<slug:verb>/", desk.act, name="desk_act"),
]
