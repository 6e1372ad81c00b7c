import django.contrib.postgres.fields
import django.db.models.deletion
import oneseal.foundation.schema
import oneseal.surveys.rules.states
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('surveys', '0001_initial'), ('surveys', '0002_clocks')]

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
                    name='Car',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('plate', models.CharField(max_length=20)),
                        ('seats', models.PositiveSmallIntegerField(default=4)),
                        ('lon', models.FloatField()),
                        ('lat', models.FloatField()),
                        ('in_service', models.BooleanField(default=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['plate'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'plate'), name='one_car_per_plate')],
                    },
                ),
                migrations.CreateModel(
                    name='Surveyor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('skills', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                        ('in_service', models.BooleanField(default=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('staff', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='Trip',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('day', models.DateField()),
                        ('mode', models.CharField(choices=[('field', '现场踏勘'), ('remote', '远程视频踏勘')], default=oneseal.surveys.rules.states.Mode['FIELD'], max_length=8)),
                        ('state', models.CharField(choices=[(oneseal.surveys.rules.states.TripState['DRAFT'], '排程中'), (oneseal.surveys.rules.states.TripState['ANNOUNCED'], '已通知'), (oneseal.surveys.rules.states.TripState['DONE'], '已完成'), (oneseal.surveys.rules.states.TripState['CANCELLED'], '已取消')], default=oneseal.surveys.rules.states.TripState['DRAFT'], max_length=10)),
                        ('leaves', models.PositiveSmallIntegerField(default=540)),
                        ('returns', models.PositiveSmallIntegerField(default=540)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('announced_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('car', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.car')),
                        ('planned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['day', 'id'],
                        'indexes': [models.Index(fields=['bureau', 'day'], name='trip_by_day')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', (oneseal.surveys.rules.states.TripState['DRAFT'], oneseal.surveys.rules.states.TripState['ANNOUNCED']))), fields=('car', 'day'), name='one_trip_per_car_and_day')],
                    },
                ),
                migrations.CreateModel(
                    name='TripMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('trip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='surveys.trip')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('trip', 'staff'), name='one_seat_per_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Visit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('bureau_id', models.BigIntegerField()),
                        ('place', models.PositiveSmallIntegerField(default=0)),
                        ('arrives', models.PositiveSmallIntegerField(default=540)),
                        ('departs', models.PositiveSmallIntegerField(default=580)),
                        ('applicant_name', models.CharField(max_length=120)),
                        ('address', models.CharField(max_length=200)),
                        ('lon', models.FloatField(null=True)),
                        ('lat', models.FloatField(null=True)),
                        ('state', models.CharField(choices=[(oneseal.surveys.rules.states.VisitState['PLANNED'], '待踏勘'), (oneseal.surveys.rules.states.VisitState['RECORDED'], '待第二人签名'), (oneseal.surveys.rules.states.VisitState['DONE'], '已完成'), (oneseal.surveys.rules.states.VisitState['MISSED'], '未能踏勘'), (oneseal.surveys.rules.states.VisitState['CANCELLED'], '已取消')], default=oneseal.surveys.rules.states.VisitState['PLANNED'], max_length=10)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('answers', models.JSONField(default=dict)),
                        ('findings', models.JSONField(default=dict)),
                        ('comment', models.CharField(blank=True, default='', max_length=2000)),
                        ('signer', models.CharField(blank=True, default='', max_length=60)),
                        ('unsigned_because', models.CharField(blank=True, default='', max_length=300)),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('clock_off', models.IntegerField(default=0)),
                        ('clock_unknown', models.BooleanField(default=False)),
                        ('recorded_at', models.DateTimeField(null=True)),
                        ('digest', models.CharField(blank=True, default='', max_length=64)),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('note', models.CharField(blank=True, default='', max_length=500)),
                        ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('trip', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='surveys.trip')),
                    ],
                    options={
                        'ordering': ['place', 'id'],
                        'indexes': [models.Index(fields=['applicant', '-id'], name='visit_of_applicant')],
                    },
                ),
                migrations.CreateModel(
                    name='Signature',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(max_length=64)),
                        ('signed_at', models.DateTimeField()),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='surveys.visit')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('visit', 'staff'), name='one_signature_each')],
                    },
                ),
                migrations.CreateModel(
                    name='Signal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sender', models.UUIDField()),
                        ('receiver', models.UUIDField()),
                        ('body', models.JSONField()),
                        ('at', models.DateTimeField()),
                        ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='surveys.visit')),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(fields=['receiver', 'id'], name='signal_for')],
                    },
                ),
                migrations.CreateModel(
                    name='Sent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.UUIDField(unique=True)),
                        ('account_id', models.BigIntegerField()),
                        ('result', models.JSONField()),
                        ('at', models.DateTimeField()),
                        ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='surveys.visit')),
                    ],
                ),
                migrations.CreateModel(
                    name='Request',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case_number', models.CharField(max_length=30)),
                        ('item_name', models.CharField(max_length=300)),
                        ('step_key', models.CharField(max_length=60)),
                        ('round', models.IntegerField(default=1)),
                        ('applicant_name', models.CharField(max_length=120)),
                        ('mode', models.CharField(choices=[('field', '现场踏勘'), ('remote', '远程视频踏勘')], default=oneseal.surveys.rules.states.Mode['FIELD'], max_length=8)),
                        ('state', models.CharField(choices=[(oneseal.surveys.rules.states.RequestState['WAITING'], '待安排'), (oneseal.surveys.rules.states.RequestState['PLANNED'], '已安排'), (oneseal.surveys.rules.states.RequestState['DONE'], '已踏勘'), (oneseal.surveys.rules.states.RequestState['SHARED'], '共享踏勘记录'), (oneseal.surveys.rules.states.RequestState['DROPPED'], '不用踏勘')], default=oneseal.surveys.rules.states.RequestState['WAITING'], max_length=10)),
                        ('address', models.CharField(max_length=200)),
                        ('lon', models.FloatField(null=True)),
                        ('lat', models.FloatField(null=True)),
                        ('minutes', models.PositiveSmallIntegerField(default=40)),
                        ('earliest', models.DateField()),
                        ('latest', models.DateField()),
                        ('opens', models.PositiveSmallIntegerField(default=540)),
                        ('closes', models.PositiveSmallIntegerField(default=1020)),
                        ('skill', models.CharField(blank=True, default='', max_length=20)),
                        ('must_present', models.CharField(blank=True, default='', max_length=200)),
                        ('asked_at', models.DateTimeField()),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('note', models.CharField(blank=True, default='', max_length=500)),
                        ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='surveys.visit')),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['bureau', 'latest', 'id'], name='request_waiting'), models.Index(fields=['case', 'id'], name='request_of_case')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', (oneseal.surveys.rules.states.RequestState['WAITING'], oneseal.surveys.rules.states.RequestState['PLANNED']))), fields=('case', 'step_key'), name='one_live_request')],
                    },
                ),
                migrations.CreateModel(
                    name='Party',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[(oneseal.surveys.rules.states.Presence['CALLED'], '已通知'), (oneseal.surveys.rules.states.Presence['PRESENT'], '到场'), (oneseal.surveys.rules.states.Presence['ABSENT'], '缺席，视为同意')], default=oneseal.surveys.rules.states.Presence['CALLED'], max_length=8)),
                        ('officer', models.CharField(blank=True, default='', max_length=60)),
                        ('comment', models.CharField(blank=True, default='', max_length=1000)),
                        ('section', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='surveys.visit')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('visit', 'name'), name='one_party_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Evidence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.UUIDField(unique=True)),
                        ('kind', models.CharField(choices=[('photo', '现场照片'), ('snapshot', '视频截图'), ('recording', '视频录像'), ('signature', '申请人签名')], default='photo', max_length=10)),
                        ('sha256', models.CharField(max_length=64)),
                        ('taken_at', models.DateTimeField()),
                        ('received_at', models.DateTimeField()),
                        ('clock_off', models.IntegerField(default=0)),
                        ('clock_unknown', models.BooleanField(default=False)),
                        ('lon', models.FloatField(null=True)),
                        ('lat', models.FloatField(null=True)),
                        ('accuracy', models.PositiveIntegerField(null=True)),
                        ('late', models.BooleanField(default=False)),
                        ('caption', models.CharField(blank=True, default='', max_length=200)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='surveys.visit')),
                    ],
                    options={
                        'ordering': ['taken_at', 'id'],
                    },
                ),
                migrations.CreateModel(
                    name='Caller',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('peer', models.UUIDField(unique=True)),
                        ('account_id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=120)),
                        ('joined_at', models.DateTimeField()),
                        ('seen_at', models.DateTimeField()),
                        ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='callers', to='surveys.visit')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name='trip',
            name='people',
            field=models.ManyToManyField(related_name='+', through='surveys.TripMember', to='identity.staff'),
        ),
    ]
