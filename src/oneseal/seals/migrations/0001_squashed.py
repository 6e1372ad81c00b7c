import django.db.models.deletion
import django.db.models.functions.datetime
import oneseal.foundation.fields
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('seals', '0001_initial'), ('seals', '0002_authority'), ('seals', '0003_alter_sealuse_form')]

    initial = True

    dependencies = [
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='SealKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('algorithm', models.CharField(choices=[('sm2', 'SM2 / SM3'), ('ecdsa', 'ECDSA P-256 / SHA-256'), ('rsa', 'RSA 3072 / SHA-256')], max_length=10)),
                        ('public', models.BinaryField()),
                        ('private', oneseal.foundation.fields.EncryptedTextField(null=True)),
                        ('token', models.CharField(blank=True, default='', max_length=64)),
                        ('token_label', models.CharField(blank=True, default='', max_length=64)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('bureau', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('private__isnull', True), ('token_label', ''), _connector='XOR'), name='key_is_here_or_in_a_module')],
                    },
                ),
                migrations.CreateModel(
                    name='Seal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('approval', '行政审批专用章'), ('official', '单位公章'), ('delivery', '收件专用章')], max_length=20)),
                        ('name', models.CharField(max_length=120)),
                        ('code', models.CharField(max_length=13, unique=True)),
                        ('picture', models.TextField()),
                        ('stamp', models.BinaryField()),
                        ('certificate', models.BinaryField()),
                        ('data', models.BinaryField()),
                        ('valid_from', models.DateTimeField()),
                        ('valid_until', models.DateTimeField()),
                        ('state', models.CharField(choices=[('active', '启用'), ('retired', '已停用')], default='active', max_length=10)),
                        ('made_at', models.DateTimeField()),
                        ('retired_at', models.DateTimeField(null=True)),
                        ('retired_reason', models.TextField(blank=True, default='')),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='seals.seal')),
                        ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seals.sealkey')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'approval'), ('state', 'active')), fields=('bureau',), name='one_active_approval_seal'), models.CheckConstraint(condition=models.Q(('state', 'active'), ('retired_at__isnull', False), _connector='XOR'), name='retired_since_a_moment'), models.CheckConstraint(condition=models.Q(('valid_from__lt', models.F('valid_until'))), name='seal_dates_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='Certificate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('usage', models.CharField(choices=[('root', '根证书'), ('issuing', '签发证书'), ('seal', '签章证书'), ('maker', '制章者证书'), ('timestamp', '时间戳证书')], max_length=10)),
                        ('algorithm', models.CharField(choices=[('sm2', 'SM2 / SM3'), ('ecdsa', 'ECDSA P-256 / SHA-256'), ('rsa', 'RSA 3072 / SHA-256')], max_length=10)),
                        ('origin', models.CharField(choices=[('own', '本系统自建'), ('outside', '外部机构签发')], max_length=10)),
                        ('name', models.CharField(max_length=200)),
                        ('serial', models.CharField(max_length=40)),
                        ('der', models.BinaryField()),
                        ('sha256', models.CharField(max_length=64, unique=True)),
                        ('valid_from', models.DateTimeField()),
                        ('valid_until', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(null=True)),
                        ('revoked_reason', models.CharField(blank=True, choices=[('key_compromise', '密钥泄露或疑似泄露'), ('affiliation_changed', '单位名称或隶属关系变更'), ('superseded', '已换发新证书'), ('cessation_of_operation', '印章停用')], default='', max_length=30)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('bureau', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('issuer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issued', to='seals.certificate')),
                        ('seal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='seals.seal')),
                        ('key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seals.sealkey')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['usage', 'algorithm', '-valid_from'], name='certificate_by_usage')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('origin', 'own'), ('revoked_at__isnull', True), models.Q(('usage', 'seal'), _negated=True)), fields=('usage', 'algorithm'), name='one_own_authority_per_family'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_reason', '')), models.Q(('revoked_at__isnull', False), models.Q(('revoked_reason', ''), _negated=True)), _connector='OR'), name='revoked_for_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='SealUse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('form', models.CharField(choices=[('pdf', 'PDF'), ('ofd', 'OFD'), ('data', '数据')], max_length=5)),
                        ('about_kind', models.CharField(max_length=40)),
                        ('about_id', models.BigIntegerField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('sm3', models.CharField(max_length=64)),
                        ('actor_id', models.BigIntegerField()),
                        ('actor_name', models.CharField(max_length=120)),
                        ('reason', models.CharField(blank=True, default='', max_length=200)),
                        ('used_at', models.DateTimeField()),
                        ('seal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='seals.seal')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['seal', '-id'], name='seal_uses_newest_first'), models.Index(fields=['about_kind', 'about_id'], name='seal_use_by_subject'), models.Index(fields=['sha256'], name='seal_use_by_sha256'), models.Index(fields=['sm3'], name='seal_use_by_sm3')],
                    },
                ),
                migrations.CreateModel(
                    name='RevocationList',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.BigIntegerField()),
                        ('der', models.BinaryField()),
                        ('this_update', models.DateTimeField()),
                        ('next_update', models.DateTimeField()),
                        ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='seals.certificate')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('issuer', 'number'), name='one_list_per_issuer_and_number')],
                    },
                ),
            ],
        ),
    ]
