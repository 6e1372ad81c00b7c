import django.db.models.deletion
import django.db.models.functions.datetime
import oneseal.foundation.fields
import oneseal.foundation.schema
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('identity', '0001_initial'), ('identity', '0002_api_clients'), ('identity', '0003_applicant_name_index'), ('identity', '0004_password_resets'), ('identity', '0005_staff_leave'), ('identity', '0006_deputies_and_identity'), ('identity', '0007_staff_appraisals'), ('identity', '0008_replacements_and_credentials')]

    initial = True

    dependencies = [
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Region',
                    fields=[
                        ('code', models.CharField(max_length=12, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=60)),
                        ('full_name', models.CharField(max_length=200)),
                        ('level', models.SmallIntegerField(choices=[(1, '省级'), (2, '市级'), (3, '县级'), (4, '乡级'), (5, '村级')])),
                        ('vintage', models.CharField(max_length=20)),
                        ('demonstration', models.BooleanField(default=False)),
                        ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='identity.region')),
                    ],
                    options={
                        'ordering': ['code'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^\\d{12}$')), name='region_code_12_digits')],
                    },
                ),
                migrations.CreateModel(
                    name='Applicant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('person', '自然人'), ('organisation', '法人或其他组织')], max_length=20)),
                        ('name', models.CharField(max_length=120)),
                        ('id_kind', models.CharField(choices=[('resident_id', '居民身份证'), ('residence_permit', '港澳台居民居住证'), ('foreigner_permit', '外国人永久居留身份证'), ('passport', '护照'), ('uscc', '统一社会信用代码')], max_length=20)),
                        ('number', oneseal.foundation.fields.EncryptedTextField()),
                        ('number_index', models.CharField(blank=True, default='', max_length=64)),
                        ('phone', oneseal.foundation.fields.EncryptedTextField()),
                        ('phone_index', models.CharField(blank=True, default='', max_length=64)),
                        ('legal_representative', models.CharField(blank=True, default='', max_length=60)),
                        ('address', models.CharField(blank=True, default='', max_length=200)),
                        ('assurance', models.CharField(choices=[('declared', '本人填报'), ('seen', '窗口核验'), ('provider', '统一身份认证')], default='declared', max_length=20)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.region')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['name'], name='applicant_by_name', opclasses=['varchar_pattern_ops']), models.Index(fields=['phone_index'], name='applicant_by_phone')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('number_index', ''), _negated=True), fields=('number_index',), name='one_applicant_per_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('government', '人民政府'), ('bureau', '审批局'), ('section', '内设科室'), ('centre', '下属中心'), ('department', '政府部门'), ('town_centre', '镇（街道）便民服务中心'), ('village_station', '村（社区）便民服务站'), ('enterprise', '企业')], max_length=20)),
                        ('name', models.CharField(max_length=120)),
                        ('second_name', models.CharField(blank=True, default='', max_length=120)),
                        ('short_name', models.CharField(blank=True, default='', max_length=60)),
                        ('signing_name', models.CharField(blank=True, default='', max_length=120)),
                        ('uscc', models.CharField(blank=True, default='', max_length=18)),
                        ('code', models.CharField(blank=True, default='', max_length=40)),
                        ('section_type', models.CharField(blank=True, choices=[('general', '综合科室'), ('approval', '审批业务科室'), ('survey', '现场勘查科室')], default='', max_length=20)),
                        ('transferred_on', models.DateField(null=True)),
                        ('phone', models.CharField(blank=True, default='', max_length=40)),
                        ('address', models.CharField(blank=True, default='', max_length=200)),
                        ('order', models.IntegerField(default=50)),
                        ('closed_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='identity.organisation')),
                        ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='identity.organisation')),
                        ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.region')),
                    ],
                    options={
                        'ordering': ['order', 'id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('bureau', 'kind', 'code'), name='one_organisation_per_code'), models.UniqueConstraint(condition=models.Q(('uscc', ''), _negated=True), fields=('uscc',), name='one_organisation_per_uscc')],
                    },
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40)),
                        ('name', models.CharField(max_length=60)),
                        ('roles', models.JSONField(default=list)),
                        ('authority', models.TextField(blank=True, default='')),
                        ('item_codes', models.JSONField(blank=True, default=list)),
                        ('window', models.CharField(blank=True, default='', max_length=40)),
                        ('displayed', models.BooleanField(default=False)),
                        ('certified', models.BooleanField(default=False)),
                        ('stable', models.BooleanField(default=False)),
                        ('outsourced', models.BooleanField(default=False)),
                        ('order', models.IntegerField(default=50)),
                        ('closed_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='identity.organisation')),
                        ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='section_posts', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['order', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'code'), name='one_post_per_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Staff',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(max_length=20)),
                        ('name', models.CharField(max_length=60)),
                        ('employment', models.CharField(choices=[('civil_servant', '行政编制（公务员）'), ('statutory', '事业编制'), ('contract', '合同制'), ('outsourced', '政府购买服务')], max_length=20)),
                        ('phone', models.CharField(blank=True, default='', max_length=40)),
                        ('id_number', oneseal.foundation.fields.EncryptedTextField(null=True)),
                        ('id_index', models.CharField(blank=True, default='', editable=False, max_length=64)),
                        ('joined_on', models.DateField()),
                        ('retires_on', models.DateField(null=True)),
                        ('left_on', models.DateField(null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='identity.organisation')),
                        ('home_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='section_staff', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['number'],
                        'indexes': [models.Index(fields=['bureau', 'name'], name='staff_by_name'), models.Index(condition=models.Q(('id_index', ''), _negated=True), fields=['id_index'], name='staff_by_identity')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'number'), name='one_staff_per_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Account',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('login', models.CharField(max_length=60, unique=True)),
                        ('kind', models.CharField(choices=[('staff', '工作人员'), ('citizen', '办事群众')], max_length=10)),
                        ('is_active', models.BooleanField(default=True)),
                        ('must_change_password', models.BooleanField(default=False)),
                        ('password_changed_at', models.DateTimeField(null=True)),
                        ('failures', models.IntegerField(default=0)),
                        ('locked_until', models.DateTimeField(null=True)),
                        ('locked_because', models.CharField(blank=True, default='', max_length=200)),
                        ('actor_version', models.IntegerField(default=1)),
                        ('actor_cache', models.JSONField(null=True)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('applicant', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='identity.applicant')),
                        ('bureau', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('staff', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='identity.staff')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applicant__isnull', True), ('kind', 'staff'), ('staff__isnull', False)), models.Q(('kind', 'citizen'), ('staff__isnull', True)), _connector='OR'), name='account_belongs_to_one_person')],
                    },
                ),
                migrations.CreateModel(
                    name='PastPassword',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128)),
                        ('replaced_at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_passwords', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='PostHolding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_on', models.DateField()),
                        ('to_on', models.DateField(null=True)),
                        ('ended_early_because', models.TextField(blank=True, default='')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='identity.post')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-from_on', '-id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('to_on__isnull', True)), fields=('post', 'staff'), name='one_open_holding'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='holding_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='Session',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key_hash', models.CharField(max_length=64, unique=True)),
                        ('data', models.TextField(blank=True, default='')),
                        ('started_at', models.DateTimeField()),
                        ('seen_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('ended_because', models.CharField(blank=True, choices=[('signed_out', '已退出'), ('replaced', '在别处登录'), ('idle', '长时间未操作'), ('too_old', '登录时间过长'), ('revoked', '被管理员结束'), ('password', '密码已修改')], default='', max_length=20)),
                        ('address', models.CharField(blank=True, default='', max_length=45)),
                        ('agent', models.CharField(blank=True, default='', max_length=200)),
                        ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['seen_at'], name='session_by_age')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('account__isnull', False), ('ended_at__isnull', True)), fields=('account',), name='one_live_session_per_account')],
                    },
                ),
                migrations.CreateModel(
                    name='Replacement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('last_on', models.DateField()),
                        ('reason', models.CharField(max_length=300)),
                        ('state', models.CharField(choices=[('pending', '待批准'), ('approved', '已批准'), ('refused', '未批准'), ('used', '已调换')], default='pending', max_length=10)),
                        ('asked_at', models.DateTimeField()),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('answer', models.CharField(blank=True, default='', max_length=300)),
                        ('holding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='identity.postholding')),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-asked_at', '-id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['pending', 'approved'])), fields=('holding',), name='one_open_replacement_per_holding')],
                    },
                ),
                migrations.CreateModel(
                    name='Movement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('transfer', '划转'), ('secondment', '借用'), ('return', '返回原单位'), ('leave', '离开')], max_length=20)),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField(null=True)),
                        ('document', models.CharField(blank=True, default='', max_length=120)),
                        ('from_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('to_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['starts_on', 'id'],
                    },
                ),
                migrations.CreateModel(
                    name='Credential',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('system', models.CharField(max_length=80)),
                        ('address', models.CharField(blank=True, default='', max_length=200)),
                        ('login', oneseal.foundation.fields.EncryptedTextField()),
                        ('secret', oneseal.foundation.fields.EncryptedTextField()),
                        ('rotate_on', models.DateField(null=True)),
                        ('changed_at', models.DateTimeField()),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['system', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('staff', 'system'), name='one_credential_per_system')],
                    },
                ),
                migrations.CreateModel(
                    name='StaffAppraisal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.SmallIntegerField()),
                        ('grade', models.CharField(choices=[('excellent', '优秀'), ('competent', '称职（合格）'), ('basic', '基本称职（基本合格）'), ('incompetent', '不称职（不合格）')], max_length=12)),
                        ('group', models.CharField(choices=[('centre', '中心单列'), ('home', '本局')], max_length=10)),
                        ('remark', models.CharField(blank=True, default='', max_length=300)),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appraisals', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-year', '-id'],
                        'indexes': [models.Index(fields=['year', 'group', 'grade'], name='appraisal_by_group')],
                        'constraints': [models.UniqueConstraint(fields=('staff', 'year'), name='one_appraisal_per_year')],
                    },
                ),
                migrations.CreateModel(
                    name='StaffCertificate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60)),
                        ('number', models.CharField(max_length=60, unique=True)),
                        ('level', models.SmallIntegerField(choices=[(4, '四级／中级工'), (3, '三级／高级工'), (2, '二级／技师'), (1, '一级／高级技师')])),
                        ('issuer', models.CharField(max_length=120)),
                        ('issued_on', models.DateField()),
                        ('expires_on', models.DateField(null=True)),
                        ('revoked_on', models.DateField(null=True)),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-issued_on', '-id'],
                    },
                ),
                migrations.CreateModel(
                    name='StaffLeave',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('note', models.CharField(blank=True, default='', max_length=100)),
                        ('first_on', models.DateField()),
                        ('last_on', models.DateField()),
                        ('cancelled_at', models.DateTimeField(null=True)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('deputy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputising', to='identity.staff')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to='identity.staff')),
                    ],
                    options={
                        'ordering': ['-first_on', '-id'],
                        'indexes': [models.Index(condition=models.Q(('cancelled_at__isnull', True)), fields=['last_on', 'first_on'], name='leave_by_day')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='leave_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='StaffPhoto',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('image', models.BinaryField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('staff', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='photo', to='identity.staff')),
                    ],
                ),
                migrations.CreateModel(
                    name='Authorisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('legal_representative', '法定代表人（负责人）'), ('agent', '委托代理')], max_length=30)),
                        ('item_codes', models.JSONField(blank=True, default=list)),
                        ('from_on', models.DateField()),
                        ('to_on', models.DateField(null=True)),
                        ('confirmed_at', models.DateTimeField(null=True)),
                        ('revoked_at', models.DateTimeField(null=True)),
                        ('revoked_because', models.CharField(blank=True, default='', max_length=200)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='received', to='identity.applicant')),
                        ('principal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='given', to='identity.applicant')),
                    ],
                    options={
                        'ordering': ['-from_on', '-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('principal', models.F('agent')), _negated=True), name='nobody_is_their_own_agent'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='authorisation_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='ApiClient',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80)),
                        ('purpose', models.CharField(blank=True, default='', max_length=200)),
                        ('scopes', models.JSONField(default=list)),
                        ('token_hash', models.CharField(max_length=64, unique=True)),
                        ('token_hint', models.CharField(max_length=8)),
                        ('is_active', models.BooleanField(default=True)),
                        ('expires_on', models.DateField()),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'name'), name='one_client_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='PasswordReset',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code_hash', models.CharField(max_length=64)),
                        ('tries', models.IntegerField(default=0)),
                        ('asked_at', models.DateTimeField()),
                        ('used_at', models.DateTimeField(null=True)),
                        ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['asked_at'], name='reset_by_age')],
                    },
                ),
            ],
        ),
    ]
