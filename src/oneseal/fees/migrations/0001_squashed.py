import django.db.models.deletion
import oneseal.fees.rules.counter
import oneseal.fees.rules.states
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('fees', '0001_initial'), ('fees', '0002_counter')]

    initial = True

    dependencies = [
        ('cases', '0001_squashed'),
        ('documents', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Bill',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(max_length=30)),
                        ('payer', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[(oneseal.fees.rules.states.BillState['OPEN'], '待缴'), (oneseal.fees.rules.states.BillState['PAID'], '已缴清'), (oneseal.fees.rules.states.BillState['PART_REFUNDED'], '已缴，部分退款'), (oneseal.fees.rules.states.BillState['REFUNDED'], '已全部退款'), (oneseal.fees.rules.states.BillState['VOID'], '已作废')], default=oneseal.fees.rules.states.BillState['OPEN'], max_length=15)),
                        ('total', models.BigIntegerField()),
                        ('paid', models.BigIntegerField(default=0)),
                        ('refunded', models.BigIntegerField(default=0)),
                        ('opened_at', models.DateTimeField()),
                        ('paid_at', models.DateTimeField(null=True)),
                        ('void_reason', models.CharField(blank=True, default='', max_length=200)),
                        ('applicant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_of', to='fees.bill')),
                        ('receipt', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', 'state', '-id'], name='bill_by_state'), models.Index(fields=['applicant', '-id'], name='bill_of_applicant')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'number'), name='one_bill_per_number'), models.CheckConstraint(condition=models.Q(('paid__gte', 0), ('refunded__gte', 0), ('refunded__lte', models.F('paid')), ('total__gte', 0)), name='bill_amounts_make_sense'), models.CheckConstraint(condition=models.Q(models.Q(('paid', 0), ('state__in', ['open', 'void'])), models.Q(models.Q(('state__in', ['open', 'void']), _negated=True), ('paid', models.F('total')), ('paid_at__isnull', False)), _connector='OR'), name='bill_paid_when_it_says_so')],
                    },
                ),
                migrations.CreateModel(
                    name='BillLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case_number', models.CharField(max_length=30)),
                        ('item_name', models.CharField(max_length=300)),
                        ('name', models.CharField(max_length=200)),
                        ('basis', models.CharField(max_length=300)),
                        ('standard', models.CharField(max_length=300)),
                        ('due', models.CharField(max_length=10)),
                        ('standard_fen', models.BigIntegerField()),
                        ('fen', models.BigIntegerField()),
                        ('reduction', models.CharField(blank=True, default='', max_length=200)),
                        ('reduction_basis', models.CharField(blank=True, default='', max_length=300)),
                        ('bill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='fees.bill')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('fen__gte', 0), ('fen__lte', models.F('standard_fen'))), name='line_at_most_standard'), models.CheckConstraint(condition=models.Q(('fen', models.F('standard_fen')), models.Q(('reduction_basis', ''), _negated=True), _connector='OR'), name='line_lowered_on_a_ground')],
                    },
                ),
                migrations.CreateModel(
                    name='Closing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=30)),
                        ('cash', models.BigIntegerField()),
                        ('card', models.BigIntegerField()),
                        ('cash_counted', models.BigIntegerField()),
                        ('card_counted', models.BigIntegerField()),
                        ('counted_at', models.DateTimeField()),
                        ('checked_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('counted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-id'], name='closing_newest')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'number'), name='one_closing_per_number'), models.UniqueConstraint(condition=models.Q(('checked_at__isnull', True)), fields=('bureau',), name='one_open_closing'), models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('counted_by')), _negated=True), _connector='OR'), name='closing_counted_by_two')],
                    },
                ),
                migrations.CreateModel(
                    name='Difference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('kind', models.CharField(choices=[('pay', '收款'), ('refund', '退款'), ('cash', '窗口现金'), ('card', '窗口刷卡')], max_length=10)),
                        ('number', models.CharField(max_length=64)),
                        ('trade_no', models.CharField(blank=True, default='', max_length=64)),
                        ('ours', models.BigIntegerField(null=True)),
                        ('theirs', models.BigIntegerField(null=True)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('said', models.CharField(blank=True, default='', max_length=300)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['bureau', '-day'], name='difference_open')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'day', 'kind', 'number'), name='one_difference_per_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Order',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=40, unique=True)),
                        ('fen', models.BigIntegerField()),
                        ('state', models.CharField(choices=[(oneseal.fees.rules.states.OrderState['LIVE'], '支付中'), (oneseal.fees.rules.states.OrderState['PAID'], '已支付'), (oneseal.fees.rules.states.OrderState['CLOSED'], '已关闭')], default=oneseal.fees.rules.states.OrderState['LIVE'], max_length=10)),
                        ('pay_url', models.CharField(blank=True, default='', max_length=500)),
                        ('trade_no', models.CharField(blank=True, default='', max_length=64)),
                        ('surplus', models.BooleanField(default=False)),
                        ('made_at', models.DateTimeField()),
                        ('paid_at', models.DateTimeField(null=True)),
                        ('way', models.CharField(choices=[(oneseal.fees.rules.counter.Way['ONLINE'], '网上'), (oneseal.fees.rules.counter.Way['CASH'], '现金'), (oneseal.fees.rules.counter.Way['CARD'], '刷卡')], default=oneseal.fees.rules.counter.Way['ONLINE'], max_length=10)),
                        ('bill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='fees.bill')),
                        ('closing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='fees.closing')),
                        ('counter', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(condition=models.Q(('state', 'live')), fields=['made_at'], name='order_live'), models.Index(condition=models.Q(('closing__isnull', True), ('counter__isnull', False)), fields=['counter'], name='order_in_drawer')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('bill',), name='one_live_order_per_bill'), models.UniqueConstraint(condition=models.Q(('counter__isnull', False)), fields=('counter', 'way', 'trade_no'), name='one_payment_per_slip'), models.UniqueConstraint(condition=models.Q(('state', 'paid'), ('surplus', False)), fields=('bill',), name='bill_is_paid_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Reconciliation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('compared_at', models.DateTimeField()),
                        ('movements', models.IntegerField()),
                        ('fen', models.BigIntegerField()),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'day'), name='one_comparison_per_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Refund',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=40, unique=True)),
                        ('fen', models.BigIntegerField()),
                        ('reason', models.CharField(max_length=300)),
                        ('state', models.CharField(choices=[(oneseal.fees.rules.states.RefundState['ASKED'], '待批准'), (oneseal.fees.rules.states.RefundState['APPROVED'], '退款中'), (oneseal.fees.rules.states.RefundState['DONE'], '已退'), (oneseal.fees.rules.states.RefundState['REJECTED'], '未批准'), (oneseal.fees.rules.states.RefundState['FAILED'], '退款失败')], default=oneseal.fees.rules.states.RefundState['ASKED'], max_length=10)),
                        ('asked_at', models.DateTimeField()),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('done_at', models.DateTimeField(null=True)),
                        ('trade_no', models.CharField(blank=True, default='', max_length=64)),
                        ('said', models.CharField(blank=True, default='', max_length=300)),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('closing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='fees.closing')),
                        ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='fees.order')),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(condition=models.Q(('state__in', ['asked', 'approved', 'failed'])), fields=['asked_at'], name='refund_open')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('fen__gt', 0)), name='refund_of_something'), models.CheckConstraint(condition=models.Q(('asked_by__isnull', True), ('settled_by__isnull', True), models.Q(('settled_by', models.F('asked_by')), _negated=True), _connector='OR'), name='refund_seen_by_two')],
                    },
                ),
            ],
        ),
    ]
