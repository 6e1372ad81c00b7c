import django.contrib.postgres.indexes
import django.db.models.deletion
import oneseal.foundation.schema
import oneseal.plans.rules.layers
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('plans', '0001_initial')]

    initial = True

    dependencies = [
        ('documents', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='PlanLayer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40)),
                        ('name', models.CharField(max_length=120)),
                        ('kind', models.CharField(choices=[('territorial', '国土空间规划'), ('control', '控制性详细规划'), ('land_use', '土地利用现状和规划'), ('farmland', '永久基本农田'), ('ecology', '生态保护红线'), ('boundary', '城镇开发边界'), ('forest', '林地保护利用规划'), ('water', '水源和河湖保护'), ('heritage', '历史文化和文物保护'), ('transport', '交通和市政控制线'), ('environment', '环境管控单元'), ('other', '其他规划')], max_length=20)),
                        ('test', models.CharField(choices=[(oneseal.plans.rules.layers.LayerTest['OUTSIDE'], '不得占用：碰到图斑就冲突'), (oneseal.plans.rules.layers.LayerTest['INSIDE'], '应在范围内：超出图斑的部分冲突'), (oneseal.plans.rules.layers.LayerTest['PURPOSE'], '用途应一致：落在其他用途的部分冲突'), (oneseal.plans.rules.layers.LayerTest['CONSENT'], '须征求意见：碰到图斑要问主管部门')], max_length=10)),
                        ('department', models.CharField(max_length=120)),
                        ('contact', models.CharField(blank=True, default='', max_length=120)),
                        ('tolerance_m2', models.FloatField(default=1.0)),
                        ('public', models.BooleanField(default=False)),
                        ('place', models.IntegerField(default=0)),
                        ('note', models.CharField(blank=True, default='', max_length=500)),
                        ('retired_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['place', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'code'), name='one_layer_per_code')],
                    },
                ),
                migrations.CreateModel(
                    name='LayerVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.IntegerField()),
                        ('state', models.CharField(choices=[(oneseal.plans.rules.layers.VersionState['DRAFT'], '待启用'), (oneseal.plans.rules.layers.VersionState['CURRENT'], '现行'), (oneseal.plans.rules.layers.VersionState['REPLACED'], '已被新版本替代'), (oneseal.plans.rules.layers.VersionState['WITHDRAWN'], '已停用'), (oneseal.plans.rules.layers.VersionState['DISCARDED'], '未启用，已放弃')], default=oneseal.plans.rules.layers.VersionState['DRAFT'], max_length=10)),
                        ('label', models.CharField(max_length=120)),
                        ('approval', models.CharField(blank=True, default='', max_length=200)),
                        ('map_licence', models.CharField(blank=True, default='', max_length=60)),
                        ('valid_from', models.DateField(null=True)),
                        ('valid_until', models.DateField(null=True)),
                        ('format', models.CharField(max_length=12)),
                        ('name_column', models.CharField(blank=True, default='', max_length=60)),
                        ('category_column', models.CharField(blank=True, default='', max_length=60)),
                        ('crs_name', models.CharField(max_length=200)),
                        ('crs_code', models.CharField(blank=True, default='', max_length=40)),
                        ('crs_declared', models.BooleanField(default=False)),
                        ('exact', models.BooleanField(default=True)),
                        ('features_count', models.IntegerField(default=0)),
                        ('area_m2', models.FloatField(default=0)),
                        ('west', models.FloatField(default=0)),
                        ('south', models.FloatField(default=0)),
                        ('east', models.FloatField(default=0)),
                        ('north', models.FloatField(default=0)),
                        ('repaired', models.BooleanField(default=False)),
                        ('problems', models.JSONField(default=list)),
                        ('problem_counts', models.JSONField(default=dict)),
                        ('imported_at', models.DateTimeField()),
                        ('published_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('end_reason', models.CharField(blank=True, default='', max_length=500)),
                        ('imported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('layer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='plans.planlayer')),
                    ],
                    options={
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('layer', 'number'), name='layer_version_number'), models.UniqueConstraint(condition=models.Q(('state', 'current')), fields=('layer',), name='one_current_version_per_layer')],
                    },
                ),
                migrations.CreateModel(
                    name='SiteCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('purpose', models.CharField(blank=True, default='', max_length=200)),
                        ('site', models.JSONField()),
                        ('area_m2', models.FloatField()),
                        ('given_as', models.CharField(blank=True, default='', max_length=200)),
                        ('result', models.JSONField()),
                        ('conflicts_count', models.IntegerField(default=0)),
                        ('checked_at', models.DateTimeField()),
                        ('applicant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-checked_at', '-id'], name='site_check_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='PlanFeature',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.IntegerField()),
                        ('name', models.CharField(blank=True, default='', max_length=200)),
                        ('category', models.CharField(blank=True, default='', max_length=200)),
                        ('values', models.JSONField(default=dict)),
                        ('shape', models.BinaryField()),
                        ('area_m2', models.FloatField()),
                        ('west', models.FloatField()),
                        ('south', models.FloatField()),
                        ('east', models.FloatField()),
                        ('north', models.FloatField()),
                        ('live', models.BooleanField(default=False)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='features', to='plans.layerversion')),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GistIndex(models.Func(models.Func(models.F('west'), models.F('south'), function='point'), models.Func(models.F('east'), models.F('north'), function='point'), function='box'), condition=models.Q(('live', True)), name='plan_feature_live_box')],
                    },
                ),
            ],
        ),
    ]
