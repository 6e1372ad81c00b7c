import django.db.models.deletion
import django.db.models.functions.datetime
import oneseal.foundation.fields
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_initial'), ('documents', '0002_letterhead_hours'), ('documents', '0003_ofd')]

    initial = True

    dependencies = [
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Letterhead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('issuer', models.CharField(max_length=80)),
                        ('number_word', models.CharField(max_length=10)),
                        ('seal_text', models.CharField(default='行政审批专用章', max_length=20)),
                        ('address', models.CharField(blank=True, default='', max_length=200)),
                        ('phone', models.CharField(blank=True, default='', max_length=60)),
                        ('reconsideration_body', models.CharField(blank=True, default='', max_length=120)),
                        ('court', models.CharField(blank=True, default='', max_length=120)),
                        ('demonstration', models.BooleanField(default=False)),
                        ('bureau', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                ),
                migrations.CreateModel(
                    name='StoredFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('owner_id', models.BigIntegerField()),
                        ('purpose', models.CharField(max_length=40)),
                        ('name', models.CharField(max_length=255)),
                        ('media_type', models.CharField(max_length=100)),
                        ('size', models.BigIntegerField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('sm3', models.CharField(max_length=64)),
                        ('source_size', models.BigIntegerField()),
                        ('source_sha256', models.CharField(max_length=64)),
                        ('source_sm3', models.CharField(max_length=64)),
                        ('pages', models.IntegerField(null=True)),
                        ('cleaned', models.JSONField(default=list)),
                        ('scan', models.CharField(choices=[('none', '未接入病毒扫描'), ('clean', '未发现病毒')], default='none', max_length=10)),
                        ('preview', models.CharField(choices=[('waiting', '正在生成预览'), ('ready', '可预览'), ('none', '此类文件无预览')], default='waiting', max_length=10)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['sha256'], name='file_by_content'), models.Index(fields=['source_sha256'], name='file_by_source')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'owner_id', 'purpose', 'source_sha256', 'name'), name='one_file_per_owner_and_content')],
                    },
                ),
                migrations.CreateModel(
                    name='IssuedDocument',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(max_length=40)),
                        ('number', models.CharField(max_length=60)),
                        ('year', models.IntegerField()),
                        ('seq', models.BigIntegerField()),
                        ('subject_kind', models.CharField(max_length=40)),
                        ('subject_id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=120)),
                        ('item_name', models.CharField(blank=True, default='', max_length=200)),
                        ('addressee_masked', models.CharField(blank=True, default='', max_length=120)),
                        ('data', oneseal.foundation.fields.EncryptedJSONField()),
                        ('template', models.CharField(max_length=40)),
                        ('template_version', models.IntegerField()),
                        ('verify_code', models.CharField(max_length=32, unique=True)),
                        ('issued_at', models.DateTimeField()),
                        ('issued_on', models.DateField()),
                        ('issuer', models.CharField(max_length=80)),
                        ('signed_name', models.CharField(blank=True, default='', max_length=120)),
                        ('state', models.CharField(choices=[('valid', '有效'), ('revoked', '已撤销'), ('replaced', '已被新文书替代')], default='valid', max_length=10)),
                        ('state_at', models.DateTimeField(null=True)),
                        ('state_reason', models.TextField(blank=True, default='')),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='documents.issueddocument')),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('ofd', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'id'], name='document_by_subject'), models.Index(fields=['file'], name='document_by_file'), models.Index(fields=['ofd'], name='document_by_ofd')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'kind', 'year', 'seq'), name='one_document_per_number'), models.CheckConstraint(condition=models.Q(('state', 'valid'), ('state_at__isnull', False), _connector='OR'), name='state_has_a_moment')],
                    },
                ),
            ],
        ),
    ]
