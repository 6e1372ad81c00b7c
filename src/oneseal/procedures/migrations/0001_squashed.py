import django.db.models.deletion
import oneseal.foundation.fields
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('procedures', '0001_initial'), ('procedures', '0002_state_words'), ('procedures', '0003_cases_with_proceedings'), ('procedures', '0004_quota_corrections')]

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
                    name='Expert',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=60)),
                        ('field', models.CharField(max_length=60)),
                        ('unit', models.CharField(max_length=200)),
                        ('title', models.CharField(blank=True, default='', max_length=60)),
                        ('phone', oneseal.foundation.fields.EncryptedTextField(default='')),
                        ('valid_until', models.DateField()),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['field', 'name', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'name', 'unit'), name='one_expert_of_a_unit')],
                    },
                ),
                migrations.CreateModel(
                    name='Proceeding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('third_parties', '利害关系人陈述'), ('hearing', '听证'), ('expert_review', '专家评审'), ('test', '检验检测检疫鉴定'), ('first_review', '下级初审'), ('joint_review', '疑难会审')], max_length=20)),
                        ('level', models.CharField(blank=True, choices=[('section', '科室会审'), ('bureau', '局级会审')], default='', max_length=10)),
                        ('state', models.CharField(choices=[('open', '正在进行'), ('told', '已告知，待答复'), ('asked', '待组织'), ('convened', '已通知，待召开'), ('minuted', '待签名'), ('closed', '已结束'), ('waived', '放弃听证')], max_length=10)),
                        ('procedure', models.CharField(blank=True, default='', max_length=20)),
                        ('question', models.TextField()),
                        ('place', models.CharField(blank=True, default='', max_length=200)),
                        ('held_at', models.DateTimeField(null=True)),
                        ('public', models.BooleanField(default=True)),
                        ('asked_on', models.DateField(null=True)),
                        ('due', models.DateField(null=True)),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('institution', models.CharField(blank=True, default='', max_length=200)),
                        ('field', models.CharField(blank=True, default='', max_length=60)),
                        ('seed', models.CharField(blank=True, default='', max_length=40)),
                        ('text', oneseal.foundation.fields.EncryptedTextField(default='')),
                        ('result', models.CharField(blank=True, default='', max_length=10)),
                        ('opened_at', models.DateTimeField()),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('step', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.casestep')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['case', 'id'], name='proceeding_of_case'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['bureau', 'id'], name='proceeding_open'), models.Index(condition=models.Q(('kind', 'hearing'), ('state', 'convened')), fields=['held_at'], name='hearing_announced')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ['closed', 'waived'])), models.Q(models.Q(('state__in', ['closed', 'waived']), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='proceeding_closed_when_it_says_so'), models.UniqueConstraint(condition=models.Q(('state__in', ['closed', 'waived']), _negated=True), fields=('case', 'kind'), name='one_open_proceeding_of_a_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='Member',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('role', models.CharField(choices=[('told', '被告知人'), ('third_party', '利害关系人'), ('presider', '主持人'), ('recorder', '记录人'), ('participant', '参加人'), ('expert', '专家'), ('inspector', '检验人员'), ('chair', '召集人'), ('invited', '受邀人')], max_length=12)),
                        ('name', oneseal.foundation.fields.EncryptedTextField(default='')),
                        ('note', models.CharField(blank=True, default='', max_length=200)),
                        ('state', models.CharField(choices=[('named', '未答复'), ('asked', '要求听证'), ('waived', '放弃'), ('coming', '参加'), ('away', '不能参加'), ('challenged', '被申请回避'), ('recused', '已回避'), ('signed', '已签名'), ('refused', '拒绝签名')], default='named', max_length=10)),
                        ('verdict', models.CharField(blank=True, default='', max_length=10)),
                        ('text', oneseal.foundation.fields.EncryptedTextField(default='')),
                        ('reason', models.CharField(blank=True, default='', max_length=300)),
                        ('signed_at', models.DateTimeField(null=True)),
                        ('applicant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('expert', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.expert')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('proceeding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='procedures.proceeding')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('expert__isnull', False)), fields=('proceeding', 'expert'), name='expert_drawn_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Quota',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100)),
                        ('first', models.DateField()),
                        ('last', models.DateField()),
                        ('places', models.IntegerField()),
                        ('way', models.CharField(choices=[('order', '按受理先后'), ('score', '按考试成绩'), ('tender', '招标'), ('auction', '拍卖')], max_length=10)),
                        ('pass_mark', models.IntegerField(default=0)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                    ],
                    options={
                        'ordering': ['-first', '-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('places__gte', 1)), name='quota_has_places'), models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='quota_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('points', models.IntegerField(default=0)),
                        ('awarded', models.BooleanField(default=False)),
                        ('reference', models.CharField(blank=True, default='', max_length=200)),
                        ('entered_at', models.DateTimeField()),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                        ('quota', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='procedures.quota')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('quota', 'case'), name='one_entry_per_case')],
                    },
                ),
                migrations.CreateModel(
                    name='QuotaCorrection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('before', models.JSONField()),
                        ('after', models.JSONField()),
                        ('reason', models.CharField(max_length=500)),
                        ('made_at', models.DateTimeField()),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('quota', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='procedures.quota')),
                    ],
                    options={
                        'ordering': ['-id'],
                    },
                ),
            ],
        ),
    ]
