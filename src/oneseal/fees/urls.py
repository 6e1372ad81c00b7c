"""Addresses of fees: for payers, the provider's call-backs, the cashier."""

from django.urls import path

from oneseal.fees.views import callback, counter, desk, paying

app_name = "fees"
urlpatterns = [
    path("gateways/payment/notify/", callback.notify, name="notify"),
    path("my/bills/", paying.mine, name="mine"),
    path("my/bills/merge/", paying.merge, name="merge"),
    path("my/bills/<uuid:uid>/", paying.bill, name="bill"),
    path("my/bills/<uuid:uid>/pay/", paying.pay, name="pay"),
    path("my/bills/<uuid:uid>/check/", paying.check, name="check"),
    path("desk/fees/", desk.fees, name="desk"),
    path("desk/fees/drawer/", counter.drawer, name="drawer"),
    path("desk/fees/<int:bill_id>/", desk.bill, name="desk_bill"),
    path("desk/fees/<int:bill_id>/<slug:verb>/", desk.act, name="act"),
    path("desk/fees/case/<int:case_id>/charge/", desk.charge, name="charge"),
    path("desk/fees/refunds/<int:refund_id>/pay-out/", counter.pay_out, name="pay_out"),
    path("desk/fees/refunds/<int:refund_id>/<slug:verb>/", desk.refund, name="refund"),
    path("desk/fees/differences/<int:difference_id>/", desk.difference, name="difference"),
]
