"""Addresses of certificates: the holder's wallet, the desk, verification."""

from django.urls import path

from oneseal.certificates.views import blanks, desk, types, verify, wallet

app_name = "certificates"
urlpatterns = [
    path("my/certificates/", wallet.wallet, name="wallet"),
    path("my/certificates/<int:certificate_id>/", wallet.certificate, name="certificate"),
    path("my/certificates/<int:certificate_id>/show/", wallet.show, name="show"),
    path("my/certificates/<int:certificate_id>/show.svg", wallet.show_qr, name="show_qr"),
    path("my/certificates/<int:certificate_id>/qr.svg", wallet.qr, name="qr"),
    path("my/certificates/copies/<int:copy_id>/withdraw/", wallet.withdraw, name="withdraw_copy"),
    path("my/certificates/copies/<int:copy_id>/file/", wallet.copy_file, name="copy_file"),
    path("certificates/<int:certificate_id>/<slug:form>/", wallet.download, name="file"),
    path("verify/certificate/<str:code>/", verify.verified, name="verified"),
    path("desk/blanks/", blanks.stock, name="blanks"),
    path("desk/blanks/destructions/<int:destruction_id>/witness/", blanks.witness, name="witness"),
    path("desk/blanks/<slug:verb>/", blanks.act, name="blank_act"),
    path("desk/prints/<uuid:uid>/", blanks.job, name="print"),
    path("desk/prints/<uuid:uid>/<slug:verb>/", blanks.job_act, name="print_act"),
    path("desk/certificates/<int:certificate_id>/print/", blanks.ask, name="ask_print"),
    path("desk/certificates/", desk.certificates, name="desk"),
    path("desk/certificates/bans/new/", desk.new_ban, name="new_ban"),
    path("desk/certificates/types/", types.certificate_types, name="types"),
    path("desk/certificates/types/new/", types.new_type, name="new_type"),
    path("desk/certificates/types/<int:type_id>/", types.certificate_type, name="type"),
    path("desk/certificates/types/<int:type_id>/face.png", types.type_face, name="type_face"),
    path("desk/certificates/types/<int:type_id>/<slug:verb>/", types.settle_type, name="settle_type"),
    path("desk/certificates/<int:certificate_id>/", desk.certificate, name="desk_certificate"),
    path("desk/certificates/<int:certificate_id>/propose/<slug:verb>/", desk.propose, name="propose"),
    path("desk/certificates/acts/<int:act_id>/<slug:verb>/", desk.settle, name="settle"),
]
