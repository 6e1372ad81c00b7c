import django.db.models.deletion
import oneseal.foundation.schema
import oneseal.queueing.rules.life
import oneseal.queueing.rules.opening
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('queueing', '0001_initial'), ('queueing', '0002_items_and_tickets')]

    initial = True

    dependencies = [
        ('cases', '0001_squashed'),
        ('catalog', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Hall',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('address', models.CharField(blank=True, default='', max_length=200)),
                        ('phone', models.CharField(blank=True, default='', max_length=40)),
                        ('slot_minutes', models.SmallIntegerField(default=30)),
                        ('silent', models.BooleanField(default=False)),
                        ('closed_on', models.DateField(blank=True, null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'name'), name='one_hall_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='ClosedDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('closed', models.BooleanField(default=True)),
                        ('starts', models.TimeField(blank=True, null=True)),
                        ('ends', models.TimeField(blank=True, null=True)),
                        ('reason', models.CharField(max_length=200)),
                        ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='queueing.hall')),
                    ],
                    options={
                        'ordering': ['day'],
                        'constraints': [models.UniqueConstraint(fields=('hall', 'day'), name='one_exception_per_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Podium',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('last', models.BigIntegerField(default=0)),
                        ('hall', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='podium', to='queueing.hall')),
                    ],
                ),
                migrations.CreateModel(
                    name='ServiceKind',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60)),
                        ('letter', models.CharField(max_length=1)),
                        ('minutes', models.SmallIntegerField(default=10)),
                        ('target', models.SmallIntegerField(default=20)),
                        ('per_slot', models.SmallIntegerField(default=0)),
                        ('ahead', models.SmallIntegerField(default=0)),
                        ('horizon', models.SmallIntegerField(default=14)),
                        ('order', models.SmallIntegerField(default=50)),
                        ('closed_on', models.DateField(blank=True, null=True)),
                        ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='queueing.hall')),
                        ('items', models.ManyToManyField(related_name='+', to='catalog.item')),
                    ],
                    options={
                        'ordering': ['order', 'letter'],
                        'constraints': [models.UniqueConstraint(fields=('hall', 'letter'), name='one_line_per_letter'), models.CheckConstraint(condition=models.Q(('minutes__gt', 0), ('target__gt', 0)), name='line_takes_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Appointment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('state', models.CharField(choices=[(oneseal.queueing.rules.life.AppointmentState['BOOKED'], '已预约'), (oneseal.queueing.rules.life.AppointmentState['DISPLACED'], '原时段停办，待改约'), (oneseal.queueing.rules.life.AppointmentState['ARRIVED'], '已到场'), (oneseal.queueing.rules.life.AppointmentState['CANCELLED'], '已取消'), (oneseal.queueing.rules.life.AppointmentState['NO_SHOW'], '未到场')], default=oneseal.queueing.rules.life.AppointmentState['BOOKED'], max_length=10)),
                        ('day', models.DateField()),
                        ('starts', models.TimeField()),
                        ('ends', models.TimeField()),
                        ('booked_at', models.DateTimeField()),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('changes', models.SmallIntegerField(default=0)),
                        ('offer_day', models.DateField(null=True)),
                        ('offer_starts', models.TimeField(null=True)),
                        ('note', models.CharField(blank=True, default='', max_length=200)),
                        ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('item', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('staff', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('hall', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queueing.hall')),
                        ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queueing.servicekind')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['line', 'day', 'starts'], name='appointment_slot'), models.Index(fields=['bureau', 'day', 'id'], name='appointment_day')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', oneseal.queueing.rules.life.AppointmentState['BOOKED'])), fields=('applicant', 'line', 'day'), name='one_booking_per_line_and_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Shift',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[(oneseal.queueing.rules.opening.ShiftKind['REGULAR'], '工作时间'), (oneseal.queueing.rules.opening.ShiftKind['NOON'], '午间不打烊'), (oneseal.queueing.rules.opening.ShiftKind['EVENING'], '晚间延时'), (oneseal.queueing.rules.opening.ShiftKind['WEEKEND'], '双休日服务'), (oneseal.queueing.rules.opening.ShiftKind['HOLIDAY'], '节假日服务')], max_length=8)),
                        ('weekdays', models.JSONField(blank=True, default=list)),
                        ('starts', models.TimeField()),
                        ('ends', models.TimeField()),
                        ('from_on', models.DateField()),
                        ('to_on', models.DateField(blank=True, null=True)),
                        ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='queueing.hall')),
                    ],
                    options={
                        'ordering': ['starts', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='shift_ends_after_start')],
                    },
                ),
                migrations.CreateModel(
                    name='Zone',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60)),
                        ('floor', models.CharField(blank=True, default='', max_length=20)),
                        ('order', models.SmallIntegerField(default=50)),
                        ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='zones', to='queueing.hall')),
                    ],
                    options={
                        'ordering': ['order', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('hall', 'name'), name='one_zone_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Window',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=8)),
                        ('name', models.CharField(blank=True, default='', max_length=60)),
                        ('kind', models.CharField(choices=[(oneseal.queueing.rules.life.WindowKind['INTEGRATED'], '综合窗口'), (oneseal.queueing.rules.life.WindowKind['SPECIAL'], '专窗'), (oneseal.queueing.rules.life.WindowKind['COORDINATION'], '协调窗口'), (oneseal.queueing.rules.life.WindowKind['OUTPUT'], '出件窗口'), (oneseal.queueing.rules.life.WindowKind['OFF_HOURS'], '错时延时窗口')], max_length=12)),
                        ('state', models.CharField(choices=[(oneseal.queueing.rules.life.WindowState['CLOSED'], '未开'), (oneseal.queueing.rules.life.WindowState['OPEN'], '办理中'), (oneseal.queueing.rules.life.WindowState['PAUSED'], '暂停服务')], default=oneseal.queueing.rules.life.WindowState['CLOSED'], max_length=8)),
                        ('why', models.CharField(blank=True, default='', max_length=100)),
                        ('closed_on', models.DateField(blank=True, null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='windows', to='queueing.hall')),
                        ('lines', models.ManyToManyField(related_name='windows', to='queueing.servicekind')),
                        ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.post')),
                        ('zone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='windows', to='queueing.zone')),
                    ],
                    options={
                        'ordering': ['number', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('hall', 'number'), name='one_window_per_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Seat',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('planned_from', models.DateTimeField(null=True)),
                        ('planned_to', models.DateTimeField(null=True)),
                        ('opened_at', models.DateTimeField(null=True)),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='queueing.window')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', 'day'], name='seat_of_day')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None), ('opened_at__isnull', False)), fields=('window',), name='one_person_at_a_window'), models.UniqueConstraint(condition=models.Q(('closed_at', None), ('opened_at__isnull', False)), fields=('staff',), name='one_window_for_a_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Break',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=100)),
                        ('from_at', models.DateTimeField()),
                        ('to_at', models.DateTimeField(null=True)),
                        ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='queueing.seat')),
                    ],
                ),
                migrations.CreateModel(
                    name='Ticket',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('day', models.DateField()),
                        ('seq', models.IntegerField()),
                        ('number', models.CharField(max_length=8)),
                        ('priority', models.CharField(choices=[(oneseal.queueing.rules.life.Priority['NORMAL'], '普通'), (oneseal.queueing.rules.life.Priority['APPOINTMENT'], '预约'), (oneseal.queueing.rules.life.Priority['CARE'], '老弱病残孕、军人等优先'), (oneseal.queueing.rules.life.Priority['GREEN'], '绿色通道')], default=oneseal.queueing.rules.life.Priority['NORMAL'], max_length=12)),
                        ('state', models.CharField(choices=[(oneseal.queueing.rules.life.TicketState['WAITING'], '等候中'), (oneseal.queueing.rules.life.TicketState['CALLED'], '正在叫号'), (oneseal.queueing.rules.life.TicketState['SERVING'], '办理中'), (oneseal.queueing.rules.life.TicketState['PAUSED'], '暂离填表'), (oneseal.queueing.rules.life.TicketState['PASSED'], '已过号'), (oneseal.queueing.rules.life.TicketState['DONE'], '已办完'), (oneseal.queueing.rules.life.TicketState['LEFT'], '已离开')], default=oneseal.queueing.rules.life.TicketState['WAITING'], max_length=8)),
                        ('door', models.CharField(choices=[('kiosk', '取号机'), ('phone', '手机取号'), ('guide', '引导员取号'), ('window', '窗口取号')], max_length=8)),
                        ('issued_at', models.DateTimeField()),
                        ('arrived_at', models.DateTimeField(null=True)),
                        ('rank_at', models.DateTimeField()),
                        ('called_at', models.DateTimeField(null=True)),
                        ('begun_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('calls', models.SmallIntegerField(default=0)),
                        ('passes', models.SmallIntegerField(default=0)),
                        ('estimate', models.SmallIntegerField(null=True)),
                        ('note', models.CharField(blank=True, default='', max_length=200)),
                        ('applicant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('appointment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ticket', to='queueing.appointment')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('hall', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queueing.hall')),
                        ('item', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queueing.servicekind')),
                        ('staff', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('for_window', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queueing.window')),
                        ('window', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queueing.window')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', oneseal.queueing.rules.life.TicketState['WAITING'])), fields=['hall', 'day', 'rank_at', 'id'], name='ticket_waiting'), models.Index(fields=['bureau', 'day', 'id'], name='ticket_day')],
                        'constraints': [models.UniqueConstraint(fields=('hall', 'day', 'number'), name='one_ticket_per_number'), models.UniqueConstraint(condition=models.Q(('state__in', [oneseal.queueing.rules.life.TicketState['CALLED'], oneseal.queueing.rules.life.TicketState['SERVING']])), fields=('window',), name='one_ticket_at_a_window')],
                    },
                ),
                migrations.CreateModel(
                    name='TicketCase',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='queueing.ticket')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('ticket', 'case'), name='one_case_per_ticket')],
                    },
                ),
                migrations.CreateModel(
                    name='Turn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('joined_at', models.DateTimeField()),
                        ('called_at', models.DateTimeField()),
                        ('begun_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('outcome', models.CharField(blank=True, default='', max_length=12)),
                        ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queueing.servicekind')),
                        ('staff', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='queueing.ticket')),
                        ('window', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queueing.window')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['line', '-ended_at'], name='turn_latest')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('ticket',), name='one_open_turn')],
                    },
                ),
                migrations.CreateModel(
                    name='Call',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seq', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=8)),
                        ('number', models.CharField(blank=True, default='', max_length=8)),
                        ('at', models.DateTimeField()),
                        ('hall', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='queueing.hall')),
                        ('window', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='queueing.window')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('hall', 'seq'), name='one_call_per_place')],
                    },
                ),
            ],
        ),
    ]
