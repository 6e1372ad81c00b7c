import django.db.models.deletion
import oneseal.foundation.schema
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reform', '0001_initial')]

    initial = True

    dependencies = [
        ('cases', '0001_squashed'),
        ('catalog', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Spent',
                    fields=[
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='cases.case')),
                        ('bureau_id', models.BigIntegerField()),
                        ('ended_on', models.DateField()),
                        ('waiting', models.IntegerField()),
                        ('working', models.IntegerField()),
                        ('applicant', models.IntegerField()),
                        ('excluded', models.IntegerField()),
                        ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.item')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau_id', 'item', 'ended_on'], include=('waiting', 'working', 'applicant', 'excluded'), name='spent_by_item')],
                    },
                ),
                migrations.CreateModel(
                    name='StepSpent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('bureau_id', models.BigIntegerField()),
                        ('ended_on', models.DateField()),
                        ('key', models.CharField(max_length=60)),
                        ('name', models.CharField(max_length=100)),
                        ('waiting', models.IntegerField()),
                        ('working', models.IntegerField()),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                        ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.item')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau_id', 'item', 'ended_on'], include=('key', 'name', 'waiting', 'working'), name='step_spent_by_item')],
                        'constraints': [models.UniqueConstraint(fields=('case', 'key'), name='one_sum_per_step')],
                    },
                ),
            ],
        ),
    ]
