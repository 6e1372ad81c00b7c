import django.db.models.deletion
import oneseal.appraisal.rules.conduct
import oneseal.appraisal.rules.patrols
import oneseal.appraisal.rules.scoring
import oneseal.foundation.schema
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('appraisal', '0001_initial')]

    initial = True

    dependencies = [
        ('documents', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Amenity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('copier', '免费复印'), ('umbrella', '雨具'), ('wifi', '无线网络'), ('charging', '充电'), ('nursery', '母婴室'), ('vending', '自动售货机'), ('bus', '公交站亭'), ('power', '应急用电用水'), ('canopy', '雨棚'), ('access', '无障碍设施'), ('water', '饮水'), ('other', '其他')], max_length=10)),
                        ('name', models.CharField(max_length=80)),
                        ('place', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[('working', '可以使用'), ('faulty', '正在维修'), ('closed', '暂停使用')], default=oneseal.appraisal.rules.patrols.Thing['WORKING'], max_length=10)),
                        ('note', models.CharField(blank=True, default='', max_length=200)),
                        ('gone_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['kind', 'place', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'name', 'place'), name='one_amenity_per_place')],
                    },
                ),
                migrations.CreateModel(
                    name='AmenityTicket',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.CharField(max_length=300)),
                        ('state', models.CharField(choices=[(oneseal.appraisal.rules.patrols.Ticket['OPEN'], '待处理'), (oneseal.appraisal.rules.patrols.Ticket['DONE'], '已处理')], default=oneseal.appraisal.rules.patrols.Ticket['OPEN'], max_length=10)),
                        ('at', models.DateTimeField()),
                        ('outcome', models.CharField(blank=True, default='', max_length=300)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('amenity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='appraisal.amenity')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-at', '-id'],
                        'indexes': [models.Index(fields=['bureau', '-at', '-id'], name='amenity_ticket_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='Bulletin',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField()),
                        ('rows', models.JSONField()),
                        ('units', models.JSONField()),
                        ('cc', models.JSONField()),
                        ('issued_at', models.DateTimeField()),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-month'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'month'), name='one_bulletin_per_month')],
                    },
                ),
                migrations.CreateModel(
                    name='Conduct',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=20)),
                        ('title', models.CharField(max_length=200)),
                        ('severity', models.CharField(choices=[('minor', '一般'), ('serious', '较重'), ('grave', '红线（一次查实离岗）')], max_length=10)),
                        ('points', models.PositiveSmallIntegerField()),
                        ('closed_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['code'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'code'), name='one_conduct_per_code')],
                    },
                ),
                migrations.CreateModel(
                    name='DailyMark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('mark', models.CharField(choices=[('present', '正常在岗'), ('late', '迟到'), ('early', '早退'), ('away', '中途离岗'), ('absent', '缺勤'), ('leave', '请假'), ('duty', '公出')], default=oneseal.appraisal.rules.scoring.Mark['PRESENT'], max_length=10)),
                        ('note', models.CharField(blank=True, default='', max_length=200)),
                        ('at', models.DateTimeField()),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', 'day'], name='mark_by_day')],
                        'constraints': [models.UniqueConstraint(fields=('staff', 'day'), name='one_mark_per_day')],
                    },
                ),
                migrations.CreateModel(
                    name='ScoreScheme',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('effective_on', models.DateField()),
                        ('content', models.JSONField()),
                        ('cc', models.JSONField(blank=True, default=list)),
                        ('made_at', models.DateTimeField()),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'number'), name='one_scheme_per_number'), models.UniqueConstraint(fields=('bureau', 'effective_on'), name='one_scheme_per_day')],
                    },
                ),
                migrations.CreateModel(
                    name='DailyScore',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('score', models.SmallIntegerField()),
                        ('parts', models.JSONField()),
                        ('published_at', models.DateTimeField()),
                        ('corrected', models.BooleanField(default=False)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('scheme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.scorescheme')),
                    ],
                    options={
                        'ordering': ['-day', '-score', 'id'],
                        'indexes': [models.Index(fields=['bureau', 'day'], name='score_by_day')],
                        'constraints': [models.UniqueConstraint(fields=('staff', 'day'), name='one_score_per_day'), models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1000)), name='score_within_a_hundred')],
                    },
                ),
                migrations.CreateModel(
                    name='Violation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('happened_on', models.DateField()),
                        ('source', models.CharField(choices=[('patrol', '巡查发现'), ('complaint', '投诉举报'), ('inspection', '明查暗访'), ('evaluation', '差评核实'), ('other', '其他')], max_length=12)),
                        ('facts', models.TextField()),
                        ('state', models.CharField(choices=[(oneseal.appraisal.rules.conduct.Case['RECORDED'], '待核实'), (oneseal.appraisal.rules.conduct.Case['VERIFIED'], '已查实'), (oneseal.appraisal.rules.conduct.Case['DISMISSED'], '查无此事'), (oneseal.appraisal.rules.conduct.Case['ANNULLED'], '申诉后撤销')], default=oneseal.appraisal.rules.conduct.Case['RECORDED'], max_length=10)),
                        ('recorded_at', models.DateTimeField()),
                        ('verified_at', models.DateTimeField(null=True)),
                        ('verdict', models.TextField(blank=True, default='')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('conduct', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='violations', to='appraisal.conduct')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-recorded_at', '-id'],
                        'indexes': [models.Index(fields=['bureau', '-recorded_at', '-id'], name='violation_newest'), models.Index(fields=['staff', 'happened_on'], name='violation_of_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Removal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('posts', models.JSONField(default=list)),
                        ('last_on', models.DateField()),
                        ('state', models.CharField(choices=[(oneseal.appraisal.rules.conduct.Off['OFF_POST'], '已离岗，责任倒查中'), (oneseal.appraisal.rules.conduct.Off['CLOSED'], '已办结'), (oneseal.appraisal.rules.conduct.Off['ANNULLED'], '申诉后撤销')], default=oneseal.appraisal.rules.conduct.Off['OFF_POST'], max_length=10)),
                        ('referred_to', models.CharField(blank=True, default='', max_length=120)),
                        ('outcome', models.TextField(blank=True, default='')),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('violation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='removal', to='appraisal.violation')),
                    ],
                ),
                migrations.CreateModel(
                    name='Trace',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('duty', models.CharField(max_length=200)),
                        ('result', models.TextField(blank=True, default='')),
                        ('at', models.DateTimeField(null=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('removal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='traces', to='appraisal.removal')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('removal', 'staff'), name='traced_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Appeal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.TextField()),
                        ('state', models.CharField(choices=[('open', '待答复'), ('upheld', '申诉成立'), ('rejected', '维持原结果')], default='open', max_length=10)),
                        ('asked_at', models.DateTimeField()),
                        ('answer_by', models.DateField()),
                        ('answer', models.TextField(blank=True, default='')),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('score', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='appraisal.dailyscore')),
                        ('violation', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='appraisal.violation')),
                    ],
                    options={
                        'ordering': ['-asked_at', '-id'],
                        'indexes': [models.Index(fields=['bureau', '-asked_at', '-id'], name='appraisal_appeal_newest')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('score', None), ('violation__isnull', False)), models.Q(('score__isnull', False), ('violation', None)), _connector='OR'), name='appeal_is_against_one_thing')],
                    },
                ),
                migrations.CreateModel(
                    name='Zone',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80)),
                        ('from_on', models.DateField()),
                        ('closed_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'name'), name='one_patrol_zone_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Patrol',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('note', models.CharField(blank=True, default='', max_length=500)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('zone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='patrols', to='appraisal.zone')),
                    ],
                    options={
                        'ordering': ['-at', '-id'],
                        'indexes': [models.Index(fields=['bureau', '-at', '-id'], name='patrol_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='Finding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.CharField(max_length=500)),
                        ('rectify_by', models.DateField()),
                        ('state', models.CharField(choices=[(oneseal.appraisal.rules.patrols.Found['OPEN'], '待整改'), (oneseal.appraisal.rules.patrols.Found['MENDED'], '待复查'), (oneseal.appraisal.rules.patrols.Found['CLOSED'], '已整改')], default=oneseal.appraisal.rules.patrols.Found['OPEN'], max_length=10)),
                        ('remedy', models.CharField(blank=True, default='', max_length=500)),
                        ('mended_at', models.DateTimeField(null=True)),
                        ('checked_at', models.DateTimeField(null=True)),
                        ('check_note', models.CharField(blank=True, default='', max_length=300)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('photo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('patrol', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='appraisal.patrol')),
                    ],
                    options={
                        'ordering': ['rectify_by', 'id'],
                        'indexes': [models.Index(condition=models.Q(('state', oneseal.appraisal.rules.patrols.Found['CLOSED']), _negated=True), fields=['bureau', 'rectify_by', 'id'], name='finding_open')],
                    },
                ),
            ],
        ),
    ]
