import django.contrib.postgres.fields
import django.db.models.deletion
import oneseal.foundation.schema
import oneseal.projects.rules.asking
import oneseal.projects.rules.assessments
import oneseal.projects.rules.states
import oneseal.projects.rules.templates
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('projects', '0001_initial'), ('projects', '0002_stages_as_one')]

    initial = True

    dependencies = [
        ('bundles', '0001_squashed'),
        ('cases', '0001_squashed'),
        ('documents', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Assessment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[(oneseal.projects.rules.assessments.AssessmentKind['EIA'], '环境影响评价'), (oneseal.projects.rules.assessments.AssessmentKind['ENERGY'], '节能评价'), (oneseal.projects.rules.assessments.AssessmentKind['SOIL'], '水土保持'), (oneseal.projects.rules.assessments.AssessmentKind['GEOLOGY'], '地质灾害危险性评估'), (oneseal.projects.rules.assessments.AssessmentKind['QUAKE'], '地震安全性评价'), (oneseal.projects.rules.assessments.AssessmentKind['RELICS'], '文物考古调查'), (oneseal.projects.rules.assessments.AssessmentKind['MINERAL'], '压覆重要矿产资源评估'), (oneseal.projects.rules.assessments.AssessmentKind['WATER'], '水资源论证'), (oneseal.projects.rules.assessments.AssessmentKind['FLOOD'], '洪水影响评价'), (oneseal.projects.rules.assessments.AssessmentKind['CLIMATE'], '气候可行性论证')], max_length=12)),
                        ('title', models.CharField(max_length=200)),
                        ('document', models.CharField(max_length=120)),
                        ('area', models.JSONField()),
                        ('conditions', models.TextField(blank=True, default='')),
                        ('valid_from', models.DateField()),
                        ('valid_until', models.DateField()),
                        ('ended_on', models.DateField(null=True)),
                        ('end_reason', models.CharField(blank=True, default='', max_length=300)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['-valid_until', 'id'],
                        'indexes': [models.Index(fields=['bureau', 'kind', '-valid_until'], name='assessment_by_kind')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='assessment_ends_after_start')],
                    },
                ),
                migrations.CreateModel(
                    name='FlowTemplate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('investor', models.CharField(choices=[('government', '政府投资'), ('social', '社会投资（一般）'), ('social_plan', '社会投资（带方案出让用地）'), ('small', '社会投资（小型低风险）'), ('industrial', '社会投资（工业）')], max_length=12)),
                        ('content', models.JSONField()),
                        ('since', models.DateTimeField()),
                        ('until', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('bureau', 'investor'), name='one_flow_per_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='Project',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.CharField(max_length=24)),
                        ('name', models.CharField(max_length=200)),
                        ('investor', models.CharField(choices=[('government', '政府投资'), ('social', '社会投资（一般）'), ('social_plan', '社会投资（带方案出让用地）'), ('small', '社会投资（小型低风险）'), ('industrial', '社会投资（工业）')], max_length=12)),
                        ('owner_name', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[(oneseal.projects.rules.states.ProjectState['RUNNING'], '推进中'), (oneseal.projects.rules.states.ProjectState['DONE'], '已竣工验收'), (oneseal.projects.rules.states.ProjectState['STOPPED'], '已中止')], default=oneseal.projects.rules.states.ProjectState['RUNNING'], max_length=8)),
                        ('address', models.CharField(max_length=200)),
                        ('industry', models.CharField(blank=True, default='', max_length=60)),
                        ('investment', models.BigIntegerField(default=0)),
                        ('land_area', models.IntegerField(default=0)),
                        ('wished_start', models.DateField(null=True)),
                        ('site', models.JSONField(null=True)),
                        ('is_key', models.BooleanField(default=False)),
                        ('key_list', models.CharField(blank=True, default='', max_length=100)),
                        ('flow', models.JSONField()),
                        ('registered_on', models.DateField()),
                        ('registered_at', models.DateTimeField()),
                        ('ended_on', models.DateField(null=True)),
                        ('end_reason', models.CharField(blank=True, default='', max_length=500)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('manager', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', 'state', '-registered_on', '-id'], name='project_by_state'), models.Index(fields=['bureau', '-registered_on', '-id'], name='project_newest'), models.Index(fields=['owner', '-id'], name='project_of_owner'), models.Index(fields=['manager', '-id'], name='project_of_manager'), models.Index(condition=models.Q(('is_key', True)), fields=['bureau', 'wished_start'], name='project_key')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'code'), name='one_project_per_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('ten_days', '旬报'), ('month', '月报')], max_length=8)),
                        ('first', models.DateField()),
                        ('last', models.DateField()),
                        ('made_at', models.DateTimeField()),
                        ('figures', models.JSONField(default=dict)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                    ],
                    options={
                        'ordering': ['-last', '-id'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'kind', 'first'), name='one_report_per_period')],
                    },
                ),
                migrations.CreateModel(
                    name='Stage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.SmallIntegerField(choices=[(1, '立项用地规划许可'), (2, '工程建设许可'), (3, '施工许可'), (4, '竣工验收'), (5, '并行推进')])),
                        ('lead_name', models.CharField(max_length=120)),
                        ('days', models.SmallIntegerField()),
                        ('state', models.CharField(choices=[(oneseal.projects.rules.states.StageState['WAITING'], '未开始'), (oneseal.projects.rules.states.StageState['RUNNING'], '办理中'), (oneseal.projects.rules.states.StageState['PASSED'], '已通过')], default=oneseal.projects.rules.states.StageState['WAITING'], max_length=8)),
                        ('opened_on', models.DateField(null=True)),
                        ('due', models.DateField(null=True)),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('passed_on', models.DateField(null=True)),
                        ('joint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bundles.joint')),
                        ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='projects.project')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('project', 'number'), name='one_stage_per_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Task',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('stage', models.SmallIntegerField(choices=[(1, '立项用地规划许可'), (2, '工程建设许可'), (3, '施工许可'), (4, '竣工验收'), (5, '并行推进')])),
                        ('key', models.CharField(max_length=40)),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('item', '审批事项'), ('filing', '备案'), ('review', '联合审图'), ('evaluation', '联合评估'), ('acceptance', '联合验收'), ('utility', '公共设施接入'), ('shadow', '上级审批（协助报批）'), ('preparation', '项目单位准备')], max_length=12)),
                        ('order', models.SmallIntegerField(default=0)),
                        ('unit_name', models.CharField(max_length=200)),
                        ('partner', models.CharField(blank=True, default='', max_length=200)),
                        ('days', models.SmallIntegerField()),
                        ('after', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                        ('item_code', models.CharField(blank=True, default='', max_length=40)),
                        ('asks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                        ('assessment_kind', models.CharField(blank=True, default='', max_length=12)),
                        ('state', models.CharField(choices=[(oneseal.projects.rules.states.TaskState['WAITING'], '未开始'), (oneseal.projects.rules.states.TaskState['RUNNING'], '进行中'), (oneseal.projects.rules.states.TaskState['DONE'], '已完成'), (oneseal.projects.rules.states.TaskState['SKIPPED'], '不需要办')], default=oneseal.projects.rules.states.TaskState['WAITING'], max_length=8)),
                        ('started_on', models.DateField(null=True)),
                        ('finished_on', models.DateField(null=True)),
                        ('note', models.CharField(blank=True, default='', max_length=500)),
                        ('assessment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='projects.assessment')),
                        ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='projects.project')),
                        ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['order', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('project', 'key'), name='one_task_per_key'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('finished_on__isnull', False), _connector='OR'), name='done_tasks_have_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Ask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[(oneseal.projects.rules.asking.AskKind['REVIEW'], '联合审图'), (oneseal.projects.rules.asking.AskKind['EVALUATION'], '联合评估'), (oneseal.projects.rules.asking.AskKind['ACCEPTANCE'], '联合验收'), (oneseal.projects.rules.asking.AskKind['OPINION'], '并联征求意见'), (oneseal.projects.rules.asking.AskKind['RESEARCH'], '项目研判会')], max_length=12)),
                        ('title', models.CharField(max_length=200)),
                        ('question', models.TextField()),
                        ('round', models.SmallIntegerField(default=1)),
                        ('state', models.CharField(choices=[(oneseal.projects.rules.states.AskState['OPEN'], '征求意见中'), (oneseal.projects.rules.states.AskState['CLOSED'], '已反馈'), (oneseal.projects.rules.states.AskState['CANCELLED'], '已取消')], default=oneseal.projects.rules.states.AskState['OPEN'], max_length=10)),
                        ('asked_at', models.DateTimeField()),
                        ('asked_on', models.DateField()),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('missing', models.CharField(choices=[('escalate', '催办并上报，等答复后再汇总'), ('consent', '视为同意（须有规定依据）')], default=oneseal.projects.rules.templates.Missing['ESCALATE'], max_length=10)),
                        ('missing_basis', models.CharField(blank=True, default='', max_length=300)),
                        ('held_at', models.DateTimeField(null=True)),
                        ('place', models.CharField(blank=True, default='', max_length=200)),
                        ('result', models.CharField(blank=True, choices=[(oneseal.projects.rules.asking.Result['PASSED'], '通过'), (oneseal.projects.rules.asking.Result['CHANGES'], '修改后再报'), (oneseal.projects.rules.asking.Result['FAILED'], '不通过')], default='', max_length=8)),
                        ('summary', models.TextField(blank=True, default='')),
                        ('closed_on', models.DateField(null=True)),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('lead', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='projects.project')),
                        ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='projects.task')),
                    ],
                    options={
                        'ordering': ['-asked_at', '-id'],
                        'indexes': [models.Index(fields=['project', '-asked_at', '-id'], name='ask_of_project')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('task',), name='one_open_ask_per_task')],
                    },
                ),
                migrations.CreateModel(
                    name='Opinion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('bureau_id', models.BigIntegerField()),
                        ('unit_name', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[(oneseal.projects.rules.states.OpinionState['ASKED'], '待答复'), (oneseal.projects.rules.states.OpinionState['MISSING'], '逾期未答复'), (oneseal.projects.rules.states.OpinionState['GIVEN'], '已答复')], default=oneseal.projects.rules.states.OpinionState['ASKED'], max_length=8)),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('said', models.CharField(blank=True, choices=[(oneseal.projects.rules.asking.Said['AGREE'], '同意'), (oneseal.projects.rules.asking.Said['CHANGES'], '须修改'), (oneseal.projects.rules.asking.Said['DISAGREE'], '不同意')], default='', max_length=10)),
                        ('text', models.TextField(blank=True, default='')),
                        ('basis', models.CharField(blank=True, default='', max_length=300)),
                        ('given_at', models.DateTimeField(null=True)),
                        ('missed_on', models.DateField(null=True)),
                        ('ask', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='projects.ask')),
                        ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(condition=models.Q(('state__in', ['asked', 'missing'])), fields=['bureau_id', 'unit', 'due', 'id'], name='opinion_waiting')],
                        'constraints': [models.UniqueConstraint(fields=('ask', 'unit'), name='one_opinion_per_unit'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'given'), _negated=True), models.Q(models.Q(('said', ''), _negated=True), ('given_at__isnull', False)), _connector='OR'), name='given_opinions_say_something')],
                    },
                ),
            ],
        ),
    ]
