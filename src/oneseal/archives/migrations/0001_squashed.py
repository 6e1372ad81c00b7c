import django.db.models.deletion
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('archives', '0001_initial'), ('archives', '0002_supplements')]

    initial = True

    dependencies = [
        ('cases', '0001_squashed'),
        ('documents', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Package',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(max_length=60, unique=True)),
                        ('title', models.CharField(max_length=450)),
                        ('retention', models.CharField(choices=[('permanent', '永久'), ('30', '30年'), ('10', '10年')], max_length=10)),
                        ('closed_on', models.DateField()),
                        ('kept_until', models.DateField(null=True)),
                        ('transfer_due', models.DateField()),
                        ('files', models.IntegerField(default=0)),
                        ('signed', models.BooleanField(default=False)),
                        ('made_at', models.DateTimeField(null=True)),
                        ('transferred_on', models.DateField(null=True)),
                        ('changed', models.BooleanField(default=False)),
                        ('appraised_on', models.DateField(null=True)),
                        ('to_destroy', models.BooleanField(default=False)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-closed_on', '-id'], name='package_newest'), models.Index(fields=['bureau', 'transfer_due', 'id'], name='package_by_transfer'), models.Index(condition=models.Q(('file__isnull', True)), fields=['id'], name='package_to_make'), models.Index(condition=models.Q(('changed', True)), fields=['id'], name='package_to_supplement'), models.Index(fields=['bureau', 'kept_until', 'id'], name='package_by_keeping')],
                    },
                ),
                migrations.CreateModel(
                    name='Supplement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.PositiveSmallIntegerField()),
                        ('files', models.IntegerField()),
                        ('signed', models.BooleanField()),
                        ('made_at', models.DateTimeField()),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('package', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='supplements', to='archives.package')),
                    ],
                    options={
                        'ordering': ['place'],
                        'constraints': [models.UniqueConstraint(fields=('package', 'place'), name='supplements_in_order')],
                    },
                ),
            ],
        ),
    ]
