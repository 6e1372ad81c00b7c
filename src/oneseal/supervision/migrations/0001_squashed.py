import django.db.models.deletion
import oneseal.foundation.fields
import oneseal.foundation.schema
import oneseal.supervision.rules.states
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('supervision', '0001_initial')]

    initial = True

    dependencies = [
        ('cases', '0001_squashed'),
        ('catalog', '0001_squashed'),
        ('certificates', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Partner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('client', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.apiclient')),
                        ('department', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('liaison', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                ),
                migrations.CreateModel(
                    name='Push',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('entry', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('granted', '准予'), ('changed', '变更、延续、恢复'), ('filed', '备案'), ('committed', '告知承诺准予'), ('ended', '证照停用或失效')], max_length=10)),
                        ('item_name', models.CharField(max_length=300)),
                        ('number', models.CharField(max_length=60)),
                        ('said', models.CharField(blank=True, default='', max_length=300)),
                        ('decided_on', models.DateField()),
                        ('pushed_at', models.DateTimeField()),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[(oneseal.supervision.rules.states.PushState['SENT'], '待签收'), (oneseal.supervision.rules.states.PushState['RECEIVED'], '已签收'), (oneseal.supervision.rules.states.PushState['CLAIMED'], '已认领'), (oneseal.supervision.rules.states.PushState['RETURNED'], '已退回')], default=oneseal.supervision.rules.states.PushState['SENT'], max_length=10)),
                        ('receiver', models.CharField(blank=True, default='', max_length=60)),
                        ('received_at', models.DateTimeField(null=True)),
                        ('received_on', models.DateField(null=True)),
                        ('claimer', models.CharField(blank=True, default='', max_length=60)),
                        ('claimed_at', models.DateTimeField(null=True)),
                        ('reason', models.CharField(blank=True, default='', max_length=300)),
                        ('escalated_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.certificate')),
                        ('department', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-pushed_at', '-id'], name='push_newest'), models.Index(fields=['department', '-pushed_at', '-id'], name='push_of_department'), models.Index(condition=models.Q(('state__in', ['sent', 'returned'])), fields=['bureau', 'department', 'due', 'id'], name='push_waiting'), models.Index(fields=['number'], name='push_number', opclasses=['varchar_pattern_ops'])],
                        'constraints': [models.UniqueConstraint(fields=('entry',), name='one_push_per_decision'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', [oneseal.supervision.rules.states.PushState['RECEIVED'], oneseal.supervision.rules.states.PushState['CLAIMED']]), _negated=True), models.Q(('received_at__isnull', False), models.Q(('receiver', ''), _negated=True)), _connector='OR'), name='push_received_by_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Finding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('matter', models.CharField(choices=[('penalty', '作出行政处罚'), ('unmet', '不再符合许可条件'), ('closed', '已停业或注销'), ('proposal', '建议撤回、撤销、吊销或注销许可'), ('other', '其他监管情况')], max_length=10)),
                        ('text', oneseal.foundation.fields.EncryptedTextField()),
                        ('number', models.CharField(blank=True, default='', max_length=60)),
                        ('reporter', models.CharField(max_length=60)),
                        ('reported_at', models.DateTimeField()),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[(oneseal.supervision.rules.states.FindingState['OPEN'], '待受理'), (oneseal.supervision.rules.states.FindingState['ACCEPTED'], '处理中'), (oneseal.supervision.rules.states.FindingState['ANSWERED'], '已答复')], default=oneseal.supervision.rules.states.FindingState['OPEN'], max_length=10)),
                        ('accepted_at', models.DateTimeField(null=True)),
                        ('measure', models.CharField(blank=True, choices=[('ended', '已依法处理证照'), ('ordered', '已要求限期改正'), ('noted', '已记录，今后审批时核对'), ('none', '经核实，不需要处理')], default='', max_length=10)),
                        ('answer', oneseal.foundation.fields.EncryptedTextField(default='')),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('answered_on', models.DateField(null=True)),
                        ('escalated_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('department', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('section', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('push', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='supervision.push')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-reported_at', '-id'], name='finding_newest'), models.Index(condition=models.Q(('state', 'answered'), _negated=True), fields=['section', 'due', 'id'], name='finding_of_section'), models.Index(fields=['department', '-reported_at', '-id'], name='finding_of_department')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('state', oneseal.supervision.rules.states.FindingState['ANSWERED']), models.Q(('measure', ''), _negated=True)), models.Q(models.Q(('state', oneseal.supervision.rules.states.FindingState['ANSWERED']), _negated=True), ('answered_at__isnull', True)), _connector='OR'), name='finding_answered_when_it_says_so')],
                    },
                ),
                migrations.CreateModel(
                    name='Duty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('item_name', models.CharField(max_length=300)),
                        ('approver', models.TextField()),
                        ('supervisor', models.TextField()),
                        ('since', models.DateField()),
                        ('until', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('until', None)), fields=['bureau', 'item_name', 'id'], name='duty_by_name')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('item',), name='one_duty_per_item')],
                    },
                ),
            ],
        ),
    ]
