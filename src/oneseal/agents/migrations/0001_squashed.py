import django.db.models.deletion
import oneseal.agents.rules.life
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('agents', '0001_initial'), ('agents', '0002_themes_letters_towns')]

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
                    name='AgentCentre',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('squad', '代办小分队'), ('town', '镇（街道）代办服务中心'), ('park', '园区企业服务中心')], max_length=10)),
                        ('name', models.CharField(max_length=120)),
                        ('area', models.CharField(blank=True, default='', max_length=200)),
                        ('phone', models.CharField(blank=True, default='', max_length=40)),
                        ('address', models.CharField(blank=True, default='', max_length=200)),
                        ('closed_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['kind', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'name'), name='one_agent_centre_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='AgentMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('leader', models.BooleanField(default=False)),
                        ('from_on', models.DateField()),
                        ('to_on', models.DateField(null=True)),
                        ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='agents.agentcentre')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('centre', 'person'), name='one_open_membership')],
                    },
                ),
                migrations.CreateModel(
                    name='AgentOrder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(max_length=40)),
                        ('title', models.CharField(max_length=200)),
                        ('theme', models.SlugField(blank=True, db_index=False, default='', max_length=60)),
                        ('theme_title', models.CharField(blank=True, default='', max_length=120)),
                        ('joint', models.BigIntegerField(null=True)),
                        ('made_by', models.BigIntegerField(default=0)),
                        ('wish', models.CharField(blank=True, default='', max_length=2000)),
                        ('place', models.CharField(blank=True, default='', max_length=200)),
                        ('project', models.CharField(blank=True, default='', max_length=200)),
                        ('wanted_by', models.DateField(null=True)),
                        ('state', models.CharField(choices=[(oneseal.agents.rules.life.OrderState['ASKED'], '待指派'), (oneseal.agents.rules.life.OrderState['ASSIGNED'], '待授权'), (oneseal.agents.rules.life.OrderState['WORKING'], '代办中'), (oneseal.agents.rules.life.OrderState['PAUSED'], '授权中断，已停办'), (oneseal.agents.rules.life.OrderState['FINISHED'], '已办结，待评价'), (oneseal.agents.rules.life.OrderState['EVALUATED'], '已评价'), (oneseal.agents.rules.life.OrderState['WITHDRAWN'], '已撤回')], default=oneseal.agents.rules.life.OrderState['ASKED'], max_length=10)),
                        ('asked_at', models.DateTimeField()),
                        ('assigned_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('handed_back', models.IntegerField(default=0)),
                        ('outcome', models.CharField(blank=True, default='', max_length=1000)),
                        ('level', models.IntegerField(null=True)),
                        ('comment', models.CharField(blank=True, default='', max_length=1000)),
                        ('agent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='agents.agentmember')),
                        ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('authorisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.authorisation')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='agents.agentcentre')),
                        ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-asked_at', '-id'], name='agent_order_newest'), models.Index(condition=models.Q(('state__in', (oneseal.agents.rules.life.OrderState['ASKED'], oneseal.agents.rules.life.OrderState['ASSIGNED'], oneseal.agents.rules.life.OrderState['WORKING'], oneseal.agents.rules.life.OrderState['PAUSED']))), fields=['bureau', 'state'], name='agent_order_open'), models.Index(condition=models.Q(('made_by__lt', 0)), fields=['made_by', '-id'], name='agent_order_of_client')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'number'), name='one_order_per_number')],
                    },
                ),
                migrations.CreateModel(
                    name='CentrePower',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('power', models.CharField(choices=[('guide', '咨询、辅导'), ('accept', '受理后转办'), ('decide', '园区（镇）内办结')], max_length=10)),
                        ('paper', models.CharField(blank=True, default='', max_length=200)),
                        ('from_on', models.DateField()),
                        ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='powers', to='agents.agentcentre')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('centre', 'item'), name='one_power_per_item')],
                    },
                ),
                migrations.CreateModel(
                    name='Liaison',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_on', models.DateField()),
                        ('to_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('town', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['town__order', 'town__id', '-from_on'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('town',), name='one_liaison_per_town')],
                    },
                ),
                migrations.CreateModel(
                    name='OrderItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='agents.agentorder')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('order', 'item'), name='one_item_per_order')],
                    },
                ),
                migrations.CreateModel(
                    name='OrderTask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=10)),
                        ('title', models.CharField(max_length=400)),
                        ('code', models.CharField(blank=True, default='', max_length=60)),
                        ('done_at', models.DateTimeField(null=True)),
                        ('note', models.CharField(blank=True, default='', max_length=500)),
                        ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='agents.agentorder')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='Training',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('held_on', models.DateField()),
                        ('hours', models.IntegerField()),
                        ('teacher', models.CharField(blank=True, default='', max_length=120)),
                        ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='agents.agentcentre')),
                        ('passed', models.ManyToManyField(related_name='trainings', to='agents.agentmember')),
                    ],
                    options={
                        'ordering': ['-held_on', '-id'],
                    },
                ),
                migrations.CreateModel(
                    name='Visit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('project', models.CharField(blank=True, default='', max_length=24)),
                        ('who', models.CharField(max_length=120)),
                        ('phone', models.CharField(blank=True, default='', max_length=40)),
                        ('place', models.CharField(max_length=200)),
                        ('demand', models.CharField(max_length=1000)),
                        ('state', models.CharField(choices=[(oneseal.agents.rules.life.VisitState['WANTED'], '需求已登记'), (oneseal.agents.rules.life.VisitState['PLANNED'], '已排期'), (oneseal.agents.rules.life.VisitState['MADE'], '已上门，待跟进'), (oneseal.agents.rules.life.VisitState['SETTLED'], '已办结'), (oneseal.agents.rules.life.VisitState['CANCELLED'], '已取消')], default=oneseal.agents.rules.life.VisitState['WANTED'], max_length=10)),
                        ('wanted_at', models.DateTimeField()),
                        ('planned_for', models.DateTimeField(null=True)),
                        ('visitors', models.CharField(blank=True, default='', max_length=200)),
                        ('finding', models.CharField(blank=True, default='', max_length=1000)),
                        ('follow_by', models.DateField(null=True)),
                        ('result', models.CharField(blank=True, default='', max_length=1000)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='agents.agentcentre')),
                        ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='agents.agentorder')),
                        ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('town', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-wanted_at', '-id'], name='agent_visit_newest'), models.Index(condition=models.Q(('project', ''), _negated=True), fields=['bureau', 'project'], name='agent_visit_of_project')],
                    },
                ),
            ],
        ),
    ]
