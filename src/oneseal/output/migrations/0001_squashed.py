import django.db.models.deletion
import oneseal.foundation.fields
import oneseal.foundation.schema
import oneseal.output.rules.parcels
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('output', '0001_initial')]

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
                    name='Destination',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('to', oneseal.foundation.fields.EncryptedJSONField()),
                        ('at', models.DateTimeField()),
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='destination', to='cases.case')),
                    ],
                ),
                migrations.CreateModel(
                    name='Parcel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('way', models.CharField(choices=[(oneseal.output.rules.parcels.Way['OUT'], '寄给申请人'), (oneseal.output.rules.parcels.Way['IN'], '寄给审批局')], max_length=3)),
                        ('state', models.CharField(choices=[(oneseal.output.rules.parcels.ParcelState['ASKED'], '待下单'), (oneseal.output.rules.parcels.ParcelState['ORDERED'], '待揽收'), (oneseal.output.rules.parcels.ParcelState['COLLECTED'], '已揽收'), (oneseal.output.rules.parcels.ParcelState['TRANSIT'], '运输中'), (oneseal.output.rules.parcels.ParcelState['SIGNED'], '已签收'), (oneseal.output.rules.parcels.ParcelState['RETURNED'], '已退回'), (oneseal.output.rules.parcels.ParcelState['CANCELLED'], '已取消')], default=oneseal.output.rules.parcels.ParcelState['ASKED'], max_length=10)),
                        ('number', models.CharField(max_length=40, unique=True)),
                        ('by_hand', models.BooleanField(default=False)),
                        ('courier', models.CharField(blank=True, default='', max_length=40)),
                        ('waybill', models.CharField(blank=True, default='', max_length=40)),
                        ('to', oneseal.foundation.fields.EncryptedJSONField()),
                        ('contents', models.CharField(blank=True, default='', max_length=500)),
                        ('postage', models.IntegerField(default=0)),
                        ('asked_at', models.DateTimeField()),
                        ('collected_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('signed_by', oneseal.foundation.fields.EncryptedTextField(default='')),
                        ('return_reason', models.CharField(blank=True, default='', max_length=300)),
                        ('proof_digest', models.CharField(blank=True, default='', max_length=64)),
                        ('heard_at', models.DateTimeField(null=True)),
                        ('opened_at', models.DateTimeField(null=True)),
                        ('found', models.CharField(blank=True, default='', max_length=500)),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parcels', to='cases.case')),
                        ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('proof', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', 'state', '-id'], name='parcel_by_state'), models.Index(fields=['waybill'], name='parcel_by_waybill'), models.Index(condition=models.Q(('state__in', (oneseal.output.rules.parcels.ParcelState['ASKED'], oneseal.output.rules.parcels.ParcelState['ORDERED'], oneseal.output.rules.parcels.ParcelState['COLLECTED'], oneseal.output.rules.parcels.ParcelState['TRANSIT']))), fields=['asked_at'], name='parcel_silent')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', (oneseal.output.rules.parcels.ParcelState['ASKED'], oneseal.output.rules.parcels.ParcelState['ORDERED'], oneseal.output.rules.parcels.ParcelState['COLLECTED'], oneseal.output.rules.parcels.ParcelState['TRANSIT']))), fields=('case', 'way'), name='one_parcel_under_way')],
                    },
                ),
                migrations.CreateModel(
                    name='Place',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('unit', models.CharField(max_length=6)),
                        ('row', models.SmallIntegerField()),
                        ('box', models.SmallIntegerField()),
                        ('code', models.CharField(max_length=16)),
                        ('retired_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('retired_at__isnull', True)), fields=['bureau', 'unit', 'row', 'box'], name='place_in_order')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'code'), name='one_place_per_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Stored',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('placed_at', models.DateTimeField()),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('why', models.CharField(blank=True, default='', max_length=20)),
                        ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='stored', to='cases.case')),
                        ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='stored', to='output.place')),
                        ('placed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('taken_at__isnull', True)), fields=('place',), name='one_case_per_place'), models.UniqueConstraint(condition=models.Q(('taken_at__isnull', True)), fields=('case',), name='one_place_per_case')],
                    },
                ),
                migrations.CreateModel(
                    name='Trace',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seq', models.IntegerField()),
                        ('state', models.CharField(max_length=10)),
                        ('text', models.CharField(max_length=200)),
                        ('at', models.DateTimeField()),
                        ('parcel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='traces', to='output.parcel')),
                    ],
                    options={
                        'ordering': ['seq'],
                        'constraints': [models.UniqueConstraint(fields=('parcel', 'seq'), name='trace_told_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CourierDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('compared_at', models.DateTimeField()),
                        ('parcels', models.IntegerField()),
                        ('fen', models.IntegerField()),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'day'), name='courier_day_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CourierDifference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('number', models.CharField(max_length=64)),
                        ('waybill', models.CharField(blank=True, default='', max_length=40)),
                        ('ours', models.IntegerField(null=True)),
                        ('theirs', models.IntegerField(null=True)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('said', models.CharField(blank=True, default='', max_length=300)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'day', 'number'), name='courier_difference_once')],
                    },
                ),
            ],
        ),
    ]
