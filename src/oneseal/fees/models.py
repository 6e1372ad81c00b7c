"""Tables of fees: bills and their lines, orders with the provider, refunds, the provider's days compared with ours."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oneseal.fees.rules.counter import LABELS, Way
from oneseal.fees.rules.states import BILL, ORDER, REFUND, BillState, OrderState, RefundState
from oneseal.seals.comparing import ComparedDay, DayDifference

WAYS = [(way, _(label)) for way, label in LABELS.items()]
BILL_STATES = [(state, _(label)) for state, label in BILL.labels.items()]
ORDER_STATES = [(state, _(label)) for state, label in ORDER.labels.items()]
REFUND_STATES = [(state, _(label)) for state, label in REFUND.labels.items()]


class Bill(models.Model):
    """What one applicant owes for one case or several. All amounts in 分.

    `total` is the sum of its lines, `paid` what the provider confirmed for it, `refunded` what went back of that.
    `receipt` is the document once it is paid.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=30)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+", db_index=False)
    payer = models.CharField(max_length=120)
    state = models.CharField(max_length=15, choices=BILL_STATES, default=BillState.OPEN)
    total = models.BigIntegerField()
    paid = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True, default="")
    into = models.ForeignKey("self", models.PROTECT, null=True, related_name="made_of")
    """The bill that took its place (merged, or without a line that fell away)."""
    receipt = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bureau", "number"], name="one_bill_per_number"),
            models.CheckConstraint(
                condition=Q(total__gte=0, paid__gte=0, refunded__gte=0, refunded__lte=F("paid")),
                name="bill_amounts_make_sense",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "void"], paid=0)
                | (~Q(state__in=["open", "void"]) & Q(paid=F("total"), paid_at__isnull=False)),
                name="bill_paid_when_it_says_so",
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "state", "-id"], name="bill_by_state"),
            models.Index(fields=["applicant", "-id"], name="bill_of_applicant"),
        ]

    def __str__(self) -> str:
        return self.number


class BillLine(models.Model):
    """One charge of one case, as the item's fee table of the case's version said."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="lines")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=30)
    item_name = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    basis = models.CharField(max_length=300)
    standard = models.CharField(max_length=300)
    due = models.CharField(max_length=10)
    """Before what it must be paid (catalog.rules.content.FeeDue)."""
    standard_fen = models.BigIntegerField()
    fen = models.BigIntegerField()
    reduction = models.CharField(max_length=200, blank=True, default="")
    reduction_basis = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fen__gte=0, fen__lte=F("standard_fen")), name="line_at_most_standard"
            ),
            models.CheckConstraint(
                condition=Q(fen=F("standard_fen")) | ~Q(reduction_basis=""), name="line_lowered_on_a_ground"
            ),
        ]


class Closing(models.Model):
    """What the counter took since the one before, counted by one colleague and again by another. Amounts in 分.

    `cash`, `card`: what our books say, refunds paid out taken off; `cash_counted`, `card_counted`: what was there.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=30)
    cash = models.BigIntegerField()
    card = models.BigIntegerField()
    cash_counted = models.BigIntegerField()
    card_counted = models.BigIntegerField()
    counted_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()
    checked_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bureau", "number"], name="one_closing_per_number"),
            models.UniqueConstraint(
                fields=["bureau"], condition=Q(checked_at__isnull=True), name="one_open_closing"
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("counted_by")),
                name="closing_counted_by_two",
            ),
        ]
        indexes = [models.Index(fields=["bureau", "-id"], name="closing_newest")]


class Order(models.Model):
    """One order with the payment provider for a bill, or one payment at the counter. At most one is live.

    `number` is what both sides know it by. `surplus`: the money came although the bill was paid or void already, so
    it goes back. `counter` is the bureau whose counter took it, None for the provider; `trade_no` is then the number
    of the paper receipt or of the card slip, and `closing` the count that it went into.
    """

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="orders")
    number = models.CharField(max_length=40, unique=True)
    fen = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=ORDER_STATES, default=OrderState.LIVE)
    pay_url = models.CharField(max_length=500, blank=True, default="")
    trade_no = models.CharField(max_length=64, blank=True, default="")
    surplus = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=10, choices=WAYS, default=Way.ONLINE)
    counter = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="+", db_index=False
    )
    taken_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    closing = models.ForeignKey(Closing, models.PROTECT, null=True, related_name="orders")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill"], condition=Q(state="live"), name="one_live_order_per_bill"
            ),
            models.UniqueConstraint(
                fields=["counter", "way", "trade_no"],
                condition=Q(counter__isnull=False),
                name="one_payment_per_slip",
            ),
            models.UniqueConstraint(
                fields=["bill"], condition=Q(state="paid", surplus=False), name="bill_is_paid_once"
            ),
        ]
        indexes = [
            models.Index(fields=["made_at"], condition=Q(state="live"), name="order_live"),
            models.Index(
                fields=["counter"],
                condition=Q(counter__isnull=False, closing__isnull=True),
                name="order_in_drawer",
            ),
        ]


class Refund(models.Model):
    """Money on its way back, with its reason; approved by another than who asked."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="refunds")
    number = models.CharField(max_length=40, unique=True)
    fen = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=REFUND_STATES, default=RefundState.ASKED)
    asked_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    trade_no = models.CharField(max_length=64, blank=True, default="")
    said = models.CharField(max_length=300, blank=True, default="")
    closing = models.ForeignKey(Closing, models.PROTECT, null=True, related_name="refunds")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="refund_of_something"),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True)
                | Q(settled_by__isnull=True)
                | ~Q(settled_by=F("asked_by")),
                name="refund_seen_by_two",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(state__in=["asked", "approved", "failed"]),
                name="refund_open",
            )
        ]


class Reconciliation(ComparedDay):
    """A day of the provider compared with ours."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bureau", "day"], name="one_comparison_per_day")]


class Difference(DayDifference):
    """Something on which the provider, or the counter's drawer, and our books differ, until the cashier says why."""

    class Kind(models.TextChoices):
        """What differs."""

        PAY = "pay", _("收款")
        REFUND = "refund", _("退款")
        CASH = "cash", _("窗口现金")
        CARD = "card", _("窗口刷卡")

    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "day", "kind", "number"], name="one_difference_per_number"
            )
        ]
        indexes = [
            models.Index(
                fields=["bureau", "-day"], condition=Q(settled_at__isnull=True), name="difference_open"
            )
        ]
