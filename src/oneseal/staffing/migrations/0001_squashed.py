import django.db.models.deletion
import oneseal.foundation.schema
import oneseal.staffing.rules.life
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('staffing', '0001_initial')]

    initial = True

    dependencies = [
        ('identity', '0001_squashed'),
        ('queueing', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='DayPlan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('goal', models.SmallIntegerField()),
                        ('percent', models.SmallIntegerField(default=100)),
                        ('learnt', models.JSONField()),
                        ('state', models.CharField(choices=[(oneseal.staffing.rules.life.PlanState['WORKING'], '正在计算'), (oneseal.staffing.rules.life.PlanState['READY'], '可采用'), (oneseal.staffing.rules.life.PlanState['ADOPTED'], '已采用'), (oneseal.staffing.rules.life.PlanState['DROPPED'], '未采用')], default=oneseal.staffing.rules.life.PlanState['WORKING'], max_length=10)),
                        ('needs', models.JSONField(default=list)),
                        ('duties', models.JSONField(default=list)),
                        ('shut', models.JSONField(default=list)),
                        ('made_by', models.CharField(max_length=60)),
                        ('made_at', models.DateTimeField()),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('hall', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queueing.hall')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-day', '-id'], name='plan_of_day')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'adopted')), fields=('hall', 'day'), name='one_adopted_plan_per_day')],
                    },
                ),
            ],
        ),
    ]
