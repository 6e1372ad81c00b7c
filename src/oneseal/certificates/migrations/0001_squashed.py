import django.db.models.deletion
import oneseal.certificates.rules.bans
import oneseal.certificates.rules.grounds
import oneseal.certificates.rules.states
import oneseal.foundation.fields
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('certificates', '0001_initial'), ('certificates', '0002_types_and_showing')]

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
                    name='CertificateType',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40)),
                        ('name', models.CharField(max_length=120)),
                        ('owner', models.CharField(max_length=18)),
                        ('number', models.CharField(max_length=3)),
                        ('mark', models.CharField(max_length=6)),
                        ('fields', models.JSONField(blank=True, default=list)),
                        ('public_safety', models.BooleanField(default=False)),
                        ('active', models.BooleanField(default=True)),
                        ('draft', models.JSONField(null=True)),
                        ('edition', models.PositiveSmallIntegerField(default=1)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'code'), name='one_type_per_code'), models.UniqueConstraint(fields=('bureau', 'owner', 'number'), name='one_type_per_number'), models.UniqueConstraint(fields=('bureau', 'mark'), name='one_type_per_mark')],
                    },
                ),
                migrations.CreateModel(
                    name='Certificate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('case_id', models.BigIntegerField(default=0)),
                        ('identifier', models.CharField(max_length=120, unique=True)),
                        ('number', models.CharField(max_length=40)),
                        ('serial', models.CharField(max_length=40)),
                        ('version', models.PositiveSmallIntegerField(default=1)),
                        ('name', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[(oneseal.certificates.rules.states.State['VALID'], '有效'), (oneseal.certificates.rules.states.State['SUSPENDED'], '暂扣'), (oneseal.certificates.rules.states.State['CHANGED'], '已变更换证'), (oneseal.certificates.rules.states.State['RENEWED'], '已延续换证'), (oneseal.certificates.rules.states.State['REPLACED'], '已补发新证'), (oneseal.certificates.rules.states.State['WITHDRAWN'], '已撤回'), (oneseal.certificates.rules.states.State['ANNULLED'], '已撤销'), (oneseal.certificates.rules.states.State['REVOKED'], '已吊销'), (oneseal.certificates.rules.states.State['EXPIRED'], '已过期'), (oneseal.certificates.rules.states.State['CANCELLED'], '已注销')], default=oneseal.certificates.rules.states.State['VALID'], max_length=12)),
                        ('ended', models.CharField(blank=True, choices=[(oneseal.certificates.rules.states.State['VALID'], '有效'), (oneseal.certificates.rules.states.State['SUSPENDED'], '暂扣'), (oneseal.certificates.rules.states.State['CHANGED'], '已变更换证'), (oneseal.certificates.rules.states.State['RENEWED'], '已延续换证'), (oneseal.certificates.rules.states.State['REPLACED'], '已补发新证'), (oneseal.certificates.rules.states.State['WITHDRAWN'], '已撤回'), (oneseal.certificates.rules.states.State['ANNULLED'], '已撤销'), (oneseal.certificates.rules.states.State['REVOKED'], '已吊销'), (oneseal.certificates.rules.states.State['EXPIRED'], '已过期'), (oneseal.certificates.rules.states.State['CANCELLED'], '已注销')], default='', max_length=12)),
                        ('ended_on', models.DateField(null=True)),
                        ('state_on', models.DateField()),
                        ('holder_name', models.CharField(max_length=120)),
                        ('holder_kind', models.CharField(max_length=20)),
                        ('issuer_name', models.CharField(max_length=120)),
                        ('issuer_code', models.CharField(max_length=18)),
                        ('content', oneseal.foundation.fields.EncryptedJSONField()),
                        ('permits', models.TextField(blank=True, default='')),
                        ('issued_on', models.DateField()),
                        ('issued_at', models.DateTimeField()),
                        ('valid_from', models.DateField()),
                        ('valid_until', models.DateField(null=True)),
                        ('verify_code', models.CharField(max_length=32, unique=True)),
                        ('deemed', models.BooleanField(default=False)),
                        ('renewal_case', models.BigIntegerField(null=True)),
                        ('renewal_on', models.DateField(null=True)),
                        ('renewal_held', models.BooleanField(default=False)),
                        ('reminded_on', models.DateField(null=True)),
                        ('handed_over_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('issuer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('ofd', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('pdf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='certificates.certificate')),
                        ('type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certificates.certificatetype')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-issued_at', '-id'], name='certificate_newest'), models.Index(fields=['bureau', 'state', '-issued_at', '-id'], name='certificate_by_state'), models.Index(fields=['holder', '-id'], name='certificate_of_holder'), models.Index(fields=['case_id'], name='certificate_of_case'), models.Index(fields=['bureau', 'holder_name'], name='certificate_by_name'), models.Index(condition=models.Q(('state__in', [oneseal.certificates.rules.states.State['VALID'], oneseal.certificates.rules.states.State['SUSPENDED']]), ('valid_until__isnull', False)), fields=['bureau', 'valid_until', 'id'], name='certificate_by_end')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'number', 'version'), name='one_certificate_per_number'), models.UniqueConstraint(condition=models.Q(('state__in', [oneseal.certificates.rules.states.State['VALID'], oneseal.certificates.rules.states.State['SUSPENDED']])), fields=('bureau', 'number'), name='one_standing_version'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='certificate_dates_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('ended', ''), ('ended_on__isnull', True), ('state__in', [oneseal.certificates.rules.states.State['VALID'], oneseal.certificates.rules.states.State['SUSPENDED']])), models.Q(models.Q(('state__in', [oneseal.certificates.rules.states.State['VALID'], oneseal.certificates.rules.states.State['SUSPENDED']]), _negated=True), models.Q(('ended', ''), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='certificate_says_how_it_ended')],
                    },
                ),
                migrations.CreateModel(
                    name='AnnotatedCopy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('recipient', oneseal.foundation.fields.EncryptedTextField()),
                        ('purpose', oneseal.foundation.fields.EncryptedTextField()),
                        ('valid_until', models.DateField()),
                        ('verify_code', models.CharField(max_length=32, unique=True)),
                        ('made_by', models.BigIntegerField()),
                        ('made_at', models.DateTimeField()),
                        ('withdrawn_at', models.DateTimeField(null=True)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='certificates.certificate')),
                    ],
                    options={
                        'ordering': ['-id'],
                    },
                ),
                migrations.CreateModel(
                    name='Presentation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.CharField(max_length=8)),
                        ('shown_by', models.BigIntegerField()),
                        ('agent', oneseal.foundation.fields.EncryptedTextField()),
                        ('made_at', models.DateTimeField()),
                        ('until', models.DateTimeField()),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presentations', to='certificates.certificate')),
                        ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-id'],
                        'indexes': [models.Index(condition=models.Q(('taken_at', None)), fields=['code', 'until'], name='presentation_by_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Ban',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('applicant_name', models.CharField(max_length=120)),
                        ('kind', models.CharField(choices=[(oneseal.certificates.rules.bans.BanKind['FALSE_MATERIALS'], '申请时隐瞒情况或者提供虚假材料'), (oneseal.certificates.rules.bans.BanKind['FRAUD'], '以欺骗、贿赂等不正当手段取得许可')], max_length=20)),
                        ('since', models.DateField()),
                        ('until', models.DateField()),
                        ('facts', models.TextField()),
                        ('made_at', models.DateTimeField()),
                        ('applicant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bans', to='certificates.certificate')),
                    ],
                    options={
                        'ordering': ['-until', '-id'],
                        'indexes': [models.Index(fields=['applicant', 'item', 'until'], name='ban_of_applicant'), models.Index(fields=['bureau', '-until', '-id'], name='bans_of_bureau')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='ban_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='CertificateAct',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('verb', models.CharField(choices=[(oneseal.certificates.rules.states.Verb['CHANGE'], '变更'), (oneseal.certificates.rules.states.Verb['RENEW'], '延续'), (oneseal.certificates.rules.states.Verb['REPLACE'], '补发'), (oneseal.certificates.rules.states.Verb['SUSPEND'], '暂扣'), (oneseal.certificates.rules.states.Verb['RESTORE'], '发还'), (oneseal.certificates.rules.states.Verb['WITHDRAW'], '撤回'), (oneseal.certificates.rules.states.Verb['ANNUL'], '撤销'), (oneseal.certificates.rules.states.Verb['REVOKE'], '吊销'), (oneseal.certificates.rules.states.Verb['CANCEL'], '注销'), (oneseal.certificates.rules.states.Verb['EXPIRE'], '到期')], max_length=10)),
                        ('ground', models.CharField(max_length=30)),
                        ('basis', models.CharField(max_length=200)),
                        ('facts', models.TextField()),
                        ('money', models.CharField(choices=[(oneseal.certificates.rules.grounds.Money['NONE'], '不涉及补偿、赔偿'), (oneseal.certificates.rules.grounds.Money['COMPENSATION'], '应当依法给予补偿'), (oneseal.certificates.rules.grounds.Money['DAMAGES'], '持证人无过错受到损害的，应当依法给予赔偿')], default=oneseal.certificates.rules.grounds.Money['NONE'], max_length=15)),
                        ('compensation', models.TextField(blank=True, default='')),
                        ('until', models.DateField(null=True)),
                        ('status', models.CharField(choices=[('proposed', '待局领导批准'), ('approved', '已批准'), ('rejected', '未批准')], default='proposed', max_length=10)),
                        ('proposed_at', models.DateTimeField()),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('said', models.TextField(blank=True, default='')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='certificates.certificate')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(condition=models.Q(('status', 'proposed')), fields=['bureau', 'id'], name='acts_to_settle')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('certificate',), name='one_open_act_per_certificate'), models.CheckConstraint(condition=models.Q(('settled_by__isnull', True), models.Q(('settled_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='act_takes_two_people')],
                    },
                ),
            ],
        ),
    ]
