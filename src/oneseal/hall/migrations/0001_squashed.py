import django.db.models.deletion
import oneseal.foundation.fields
import oneseal.foundation.schema
import oneseal.hall.rules.handing
import oneseal.hall.rules.meetings
import oneseal.hall.rules.paths
import oneseal.hall.rules.solo
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('hall', '0001_slips'), ('hall', '0002_handovers_meetings'), ('hall', '0003_solo'), ('hall', '0004_solo_overrun'), ('hall', '0005_alter_windowslip_path')]

    initial = True

    dependencies = [
        ('cases', '0001_squashed'),
        ('catalog', '0001_squashed'),
        ('documents', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Handover',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[(oneseal.hall.rules.handing.Hand['ON_WAY'], '待签收'), (oneseal.hall.rules.handing.Hand['RECEIVED'], '已签收'), (oneseal.hall.rules.handing.Hand['RETURNED'], '已退回')], default=oneseal.hall.rules.handing.Hand['ON_WAY'], max_length=10)),
                        ('lines', models.JSONField(default=list)),
                        ('given_at', models.DateTimeField()),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('received_at', models.DateTimeField(null=True)),
                        ('note', models.CharField(blank=True, default='', max_length=500)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('from_section', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('giver', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('receiver', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('to_section', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-given_at', '-id'], name='handover_newest'), models.Index(condition=models.Q(('state', oneseal.hall.rules.handing.Hand['ON_WAY'])), fields=['bureau', 'due', 'id'], name='handover_on_its_way')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', oneseal.hall.rules.handing.Hand['ON_WAY'])), fields=('case',), name='one_handover_on_its_way'), models.CheckConstraint(condition=models.Q(models.Q(('received_at', None), ('state', oneseal.hall.rules.handing.Hand['ON_WAY'])), models.Q(models.Q(('state', oneseal.hall.rules.handing.Hand['ON_WAY']), _negated=True), ('received_at__isnull', False), ('receiver__isnull', False)), _connector='OR'), name='handover_signed_when_it_says_so')],
                    },
                ),
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('state', models.CharField(choices=[(oneseal.hall.rules.meetings.Meeting['ASKED'], '待批准'), (oneseal.hall.rules.meetings.Meeting['APPROVED'], '已批准'), (oneseal.hall.rules.meetings.Meeting['DECLINED'], '未批准'), (oneseal.hall.rules.meetings.Meeting['CANCELLED'], '已取消'), (oneseal.hall.rules.meetings.Meeting['HELD'], '已会见'), (oneseal.hall.rules.meetings.Meeting['UNFILED'], '未经备案的接触')], max_length=10)),
                        ('visitors', oneseal.foundation.fields.EncryptedTextField()),
                        ('reason', models.CharField(blank=True, default='', max_length=500)),
                        ('room', models.CharField(blank=True, default='', max_length=100)),
                        ('starts_at', models.DateTimeField()),
                        ('asked_at', models.DateTimeField()),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('answer', models.CharField(blank=True, default='', max_length=500)),
                        ('record', models.TextField(blank=True, default='')),
                        ('recorded_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('second', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('settled_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('staff', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-starts_at', '-id'], name='meeting_newest'), models.Index(condition=models.Q(('state__in', ['asked', 'approved'])), fields=['bureau', 'starts_at', 'id'], name='meeting_open')],
                    },
                ),
                migrations.CreateModel(
                    name='SoloApprover',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('certificate', models.CharField(max_length=60)),
                        ('from_on', models.DateField()),
                        ('to_on', models.DateField()),
                        ('appointed_at', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(null=True)),
                        ('revoked_because', models.CharField(blank=True, default='', max_length=300)),
                        ('appointed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('staff', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-from_on', '-id'],
                        'indexes': [models.Index(fields=['bureau', 'staff', 'to_on'], name='solo_by_staff')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_on__gt', models.F('from_on'))), name='solo_term_ends')],
                    },
                ),
                migrations.CreateModel(
                    name='SoloAudit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField()),
                        ('seed', models.CharField(max_length=40)),
                        ('state', models.CharField(choices=[(oneseal.hall.rules.solo.Audit['DUE'], '待抽查'), (oneseal.hall.rules.solo.Audit['CLEAN'], '没有问题'), (oneseal.hall.rules.solo.Audit['FAULTY'], '发现问题')], default='due', max_length=10)),
                        ('finding', models.TextField(blank=True, default='')),
                        ('audited_at', models.DateTimeField(null=True)),
                        ('auditor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-month', 'id'], name='solo_audit_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='SoloOverrun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('minutes', models.IntegerField()),
                        ('limit', models.IntegerField()),
                        ('noticed_at', models.DateTimeField()),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-noticed_at'], name='solo_overrun_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='WindowSlip',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(max_length=60)),
                        ('path', models.CharField(choices=[('guide', '指路单'), ('list', '办事清单'), ('study', '研判单')], max_length=10)),
                        ('state', models.CharField(choices=[(oneseal.hall.rules.paths.SlipState['OPEN'], '跟进中'), (oneseal.hall.rules.paths.SlipState['ESCALATED'], '会审中'), (oneseal.hall.rules.paths.SlipState['SETTLED'], '已了结')], default=oneseal.hall.rules.paths.SlipState['OPEN'], max_length=10)),
                        ('visitor', oneseal.foundation.fields.EncryptedTextField()),
                        ('phone', oneseal.foundation.fields.EncryptedTextField()),
                        ('matter', models.TextField()),
                        ('content', models.JSONField(blank=True, default=dict)),
                        ('issued_at', models.DateTimeField()),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('outcome', models.CharField(blank=True, default='', max_length=20)),
                        ('conclusion', models.TextField(blank=True, default='')),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('item', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('section', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('settled_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-issued_at', '-id'], name='slip_newest'), models.Index(condition=models.Q(('state', oneseal.hall.rules.paths.SlipState['SETTLED']), _negated=True), fields=['bureau', 'due', 'id'], name='slip_open_by_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', False), ('state', oneseal.hall.rules.paths.SlipState['SETTLED']), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', oneseal.hall.rules.paths.SlipState['SETTLED']), _negated=True), ('outcome', ''), ('settled_at__isnull', True)), _connector='OR'), name='slip_settled_when_it_says_so'), models.UniqueConstraint(condition=models.Q(('case__isnull', False), models.Q(('state', oneseal.hall.rules.paths.SlipState['SETTLED']), _negated=True)), fields=('case',), name='one_open_slip_per_case')],
                    },
                ),
            ],
        ),
    ]
