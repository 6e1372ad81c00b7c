import django.db.models.deletion
import oneseal.filings.rules.life
import oneseal.foundation.fields
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('filings', '0001_initial'), ('filings', '0002_filed_by_systems')]

    initial = True

    dependencies = [
        ('catalog', '0001_squashed'),
        ('documents', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Filing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(max_length=60)),
                        ('item_name', models.CharField(max_length=300)),
                        ('applicant_name', models.CharField(max_length=120)),
                        ('channel', models.CharField(choices=[('online', '网上'), ('window', '窗口'), ('client', '其他系统')], max_length=10)),
                        ('made_by', models.BigIntegerField(default=0)),
                        ('state', models.CharField(choices=[(oneseal.filings.rules.life.FilingState['STANDING'], '有效'), (oneseal.filings.rules.life.FilingState['GIVEN_UP'], '已注销'), (oneseal.filings.rules.life.FilingState['ANNULLED'], '已撤销'), (oneseal.filings.rules.life.FilingState['EXPIRED'], '已到期')], default=oneseal.filings.rules.life.FilingState['STANDING'], max_length=10)),
                        ('data', oneseal.foundation.fields.EncryptedJSONField()),
                        ('shown', models.JSONField(default=list)),
                        ('filed_at', models.DateTimeField()),
                        ('valid_until', models.DateField(null=True)),
                        ('renewals', models.IntegerField(default=0)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('end_reason', models.CharField(blank=True, default='', max_length=500)),
                        ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('card', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('item_version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.itemversion')),
                        ('section', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-filed_at', '-id'], name='filing_newest'), models.Index(condition=models.Q(('state', 'standing')), fields=['valid_until'], name='filing_ending')],
                    },
                ),
                migrations.CreateModel(
                    name='FilingCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('bureau_id', models.BigIntegerField()),
                        ('state', models.CharField(choices=[(oneseal.filings.rules.life.CheckState['DUE'], '待核查'), (oneseal.filings.rules.life.CheckState['MET'], '核查属实'), (oneseal.filings.rules.life.CheckState['FAULTY'], '责令改正中'), (oneseal.filings.rules.life.CheckState['MENDED'], '已改正'), (oneseal.filings.rules.life.CheckState['ANNULLED'], '已撤销备案'), (oneseal.filings.rules.life.CheckState['DROPPED'], '备案已终止，不用核查')], default=oneseal.filings.rules.life.CheckState['DUE'], max_length=10)),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('finding', models.CharField(blank=True, default='', max_length=1000)),
                        ('checked_at', models.DateTimeField(null=True)),
                        ('fix_by', models.DateField(null=True)),
                        ('fix_provisional', models.BooleanField(default=False)),
                        ('settlement', models.CharField(blank=True, default='', max_length=1000)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='filings.filing')),
                        ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(condition=models.Q(('state__in', (oneseal.filings.rules.life.CheckState['DUE'], oneseal.filings.rules.life.CheckState['FAULTY']))), fields=['bureau_id', 'due', 'id'], name='filing_check_waiting')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', (oneseal.filings.rules.life.CheckState['DUE'], oneseal.filings.rules.life.CheckState['FAULTY']))), fields=('filing',), name='one_open_check_per_filing')],
                    },
                ),
            ],
        ),
    ]
