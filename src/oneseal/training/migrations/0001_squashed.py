import django.db.models.deletion
import oneseal.foundation.schema
import oneseal.training.rules.rotation
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('training', '0001_initial')]

    initial = True

    dependencies = [
        ('catalog', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Course',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('audience', models.CharField(blank=True, default='', max_length=200)),
                        ('outline', models.TextField(blank=True, default='')),
                        ('hours', models.PositiveSmallIntegerField()),
                        ('closed_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['title', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'title'), name='one_course_per_title')],
                    },
                ),
                migrations.CreateModel(
                    name='Exam',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('held_on', models.DateField()),
                        ('full', models.PositiveSmallIntegerField(default=100)),
                        ('need', models.PositiveSmallIntegerField(default=60)),
                        ('months', models.PositiveSmallIntegerField(null=True)),
                        ('lines', models.JSONField(blank=True, default=list)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='training.course')),
                        ('items', models.ManyToManyField(related_name='+', to='catalog.item')),
                    ],
                    options={
                        'ordering': ['-held_on', '-id'],
                        'indexes': [models.Index(fields=['bureau', '-held_on', '-id'], name='exam_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='ExamResult',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('score', models.PositiveSmallIntegerField()),
                        ('passed', models.BooleanField()),
                        ('entered_at', models.DateTimeField()),
                        ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('exam', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='training.exam')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-score', 'staff__number', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('exam', 'staff'), name='one_result_per_exam')],
                    },
                ),
                migrations.CreateModel(
                    name='Regulation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('meeting', '会议'), ('study', '学习'), ('attendance', '考勤管理'), ('papers', '公文审批与传阅管理'), ('archives', '文件档案管理'), ('seal', '印章管理'), ('reporting', '信息报送'), ('finance', '财务'), ('travel', '出差管理'), ('reception', '接待'), ('canteen', '食堂管理'), ('safety', '安全管理'), ('energy', '公共机构节能'), ('dormitory', '宿舍管理'), ('conduct', '行为规范与考核'), ('other', '其他')], max_length=12)),
                        ('ended_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['kind', 'title', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'title'), name='one_regulation_per_title')],
                    },
                ),
                migrations.CreateModel(
                    name='RegulationVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('text', models.TextField()),
                        ('paper', models.CharField(blank=True, default='', max_length=120)),
                        ('effective_on', models.DateField()),
                        ('published_at', models.DateTimeField()),
                        ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('regulation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='training.regulation')),
                    ],
                    options={
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('regulation', 'number'), name='one_regulation_version')],
                    },
                ),
                migrations.CreateModel(
                    name='ReadConfirmation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='training.regulationversion')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('version', 'staff'), name='read_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Rotation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_on', models.DateField()),
                        ('to_on', models.DateField()),
                        ('lines', models.JSONField(blank=True, default=list)),
                        ('state', models.CharField(choices=[(oneseal.training.rules.rotation.Turn['RUNNING'], '轮岗中'), (oneseal.training.rules.rotation.Turn['FINISHED'], '期满合格'), (oneseal.training.rules.rotation.Turn['STOPPED'], '提前结束')], default=oneseal.training.rules.rotation.Turn['RUNNING'], max_length=10)),
                        ('outcome', models.CharField(blank=True, default='', max_length=500)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('mentor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-from_on', '-id'],
                        'indexes': [models.Index(fields=['bureau', '-from_on', '-id'], name='rotation_newest')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', oneseal.training.rules.rotation.Turn['RUNNING'])), fields=('staff',), name='one_running_rotation')],
                    },
                ),
                migrations.CreateModel(
                    name='Session',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_at', models.DateTimeField()),
                        ('place', models.CharField(max_length=120)),
                        ('teacher', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[(oneseal.training.rules.rotation.Held['PLANNED'], '已安排'), (oneseal.training.rules.rotation.Held['HELD'], '已举办'), (oneseal.training.rules.rotation.Held['CALLED_OFF'], '已取消')], default=oneseal.training.rules.rotation.Held['PLANNED'], max_length=10)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='training.course')),
                    ],
                    options={
                        'ordering': ['-starts_at', '-id'],
                        'indexes': [models.Index(fields=['bureau', '-starts_at', '-id'], name='training_session_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('came', models.BooleanField(null=True)),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='training.session')),
                    ],
                    options={
                        'ordering': ['staff__number', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('session', 'staff'), name='asked_once_to_a_session')],
                    },
                ),
                migrations.CreateModel(
                    name='Skill',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('line', models.CharField(blank=True, default='', max_length=40)),
                        ('since', models.DateField()),
                        ('until', models.DateField(null=True)),
                        ('ground', models.CharField(choices=[('certificate', '持证'), ('exam', '考试合格'), ('rotation', '轮岗期满')], max_length=12)),
                        ('proof', models.CharField(max_length=200)),
                        ('revoked_on', models.DateField(null=True)),
                        ('revoked_because', models.CharField(blank=True, default='', max_length=300)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('exam', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='training.exam')),
                        ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('rotation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='training.rotation')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-since', '-id'],
                        'indexes': [models.Index(fields=['bureau', 'staff'], name='skill_by_staff')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('item', None), models.Q(('line', ''), _negated=True)), models.Q(('item__isnull', False), ('line', '')), _connector='OR'), name='skill_is_for_an_item_or_a_line')],
                    },
                ),
                migrations.CreateModel(
                    name='SkillNeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('line', models.CharField(blank=True, default='', max_length=40)),
                        ('from_on', models.DateField()),
                        ('to_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                    ],
                    options={
                        'ordering': ['line', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('item', None), models.Q(('line', ''), _negated=True)), models.Q(('item__isnull', False), ('line', '')), _connector='OR'), name='need_is_for_an_item_or_a_line'), models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('bureau', 'item', 'line'), name='one_open_need', nulls_distinct=False)],
                    },
                ),
            ],
        ),
    ]
