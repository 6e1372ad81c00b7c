import django.db.models.deletion
import oneseal.foundation.schema
import oneseal.publicity.rules.states
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('publicity', '0001_initial'), ('publicity', '0002_system_changes')]

    initial = True

    dependencies = [
        ('cases', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Publication',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('item_name', models.CharField(max_length=300)),
                        ('number', models.CharField(max_length=60)),
                        ('holder', models.CharField(max_length=120)),
                        ('fields', models.JSONField(default=dict)),
                        ('version', models.IntegerField(default=1)),
                        ('state', models.CharField(choices=[('waiting', '待公示'), ('held', '暂缓'), ('published', '已公示'), ('withdrawn', '已撤下'), ('exempt', '不予公开')], default=oneseal.publicity.rules.states.PublicationState['WAITING'], max_length=10)),
                        ('state_reason', models.CharField(blank=True, default='', max_length=300)),
                        ('decided_on', models.DateField()),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('published_at', models.DateTimeField(null=True)),
                        ('published_on', models.DateField(null=True)),
                        ('mistake', models.CharField(blank=True, default='', max_length=300)),
                        ('mistake_on', models.DateField(null=True)),
                        ('mend_by', models.DateField(null=True)),
                        ('mended_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'published')), fields=['-decided_on', '-id'], name='publication_newest'), models.Index(condition=models.Q(('state__in', ['waiting', 'held'])), fields=['bureau', 'due', 'id'], name='publication_waiting'), models.Index(condition=models.Q(('mend_by__isnull', False), ('mended_on__isnull', True)), fields=['bureau', 'mend_by'], name='publication_wrong'), models.Index(fields=['bureau', '-decided_on', '-id'], name='publication_of_bureau'), models.Index(fields=['number'], name='publication_number', opclasses=['varchar_pattern_ops'])],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state', 'published')), models.Q(('state', 'published'), _negated=True), _connector='OR'), name='published_says_when')],
                    },
                ),
                migrations.CreateModel(
                    name='PublicationVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.IntegerField()),
                        ('fields', models.JSONField()),
                        ('until', models.DateTimeField()),
                        ('reason', models.CharField(max_length=300)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='publicity.publication')),
                    ],
                    options={
                        'ordering': ['-version'],
                        'constraints': [models.UniqueConstraint(fields=('publication', 'version'), name='one_row_per_publication_version')],
                    },
                ),
            ],
        ),
    ]
