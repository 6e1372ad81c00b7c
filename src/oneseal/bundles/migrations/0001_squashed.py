import django.db.models.deletion
import django.db.models.functions.datetime
import oneseal.bundles.rules.states
import oneseal.foundation.fields
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


# The database itself refuses to change or delete what a published version of a theme says.
FORBID = """
CREATE FUNCTION bundles_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'theme version % is published and cannot be deleted', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state = 'draft'
        OR (NEW.theme_id, NEW.number, NEW.content, NEW.pinned, NEW.digest, NEW.published_at, NEW.published_by_id,
            NEW.author_id, NEW.flow_svg)
        IS DISTINCT FROM
           (OLD.theme_id, OLD.number, OLD.content, OLD.pinned, OLD.digest, OLD.published_at, OLD.published_by_id,
            OLD.author_id, OLD.flow_svg)
    THEN
        RAISE EXCEPTION 'theme version % is published and cannot be changed', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_themes_stand BEFORE UPDATE OR DELETE ON bundles_themeversion
    FOR EACH ROW EXECUTE FUNCTION bundles_refuse_version_change();
"""

ALLOW = """
DROP TRIGGER published_themes_stand ON bundles_themeversion;
DROP FUNCTION bundles_refuse_version_change();
"""


class Migration(migrations.Migration):

    replaces = [('bundles', '0001_initial'), ('bundles', '0002_published_themes_stand'), ('bundles', '0003_joint_news'), ('bundles', '0004_agents_and_clients')]

    initial = True

    dependencies = [
        ('cases', '0001_squashed'),
        ('catalog', '0001_squashed'),
        ('documents', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Partner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40)),
                        ('name', models.CharField(max_length=120)),
                        ('work', models.CharField(max_length=120)),
                        ('phone', models.CharField(blank=True, default='', max_length=40)),
                        ('address', models.CharField(blank=True, default='', max_length=200)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('client', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.apiclient')),
                        ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['code'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'code'), name='one_partner_per_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Theme',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=60)),
                        ('kind', models.CharField(choices=[('theme', '一件事'), ('package', '审批服务套餐'), ('stage', '工程建设项目阶段')], default='theme', max_length=10)),
                        ('title', models.CharField(max_length=120)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['title'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'code'), name='one_theme_per_code')],
                    },
                ),
                migrations.CreateModel(
                    name='ThemeVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[(oneseal.bundles.rules.states.VersionState['DRAFT'], '草稿'), (oneseal.bundles.rules.states.VersionState['PUBLISHED'], '已发布'), (oneseal.bundles.rules.states.VersionState['SUPERSEDED'], '已被新版本替代'), (oneseal.bundles.rules.states.VersionState['WITHDRAWN'], '已下线')], default=oneseal.bundles.rules.states.VersionState['DRAFT'], max_length=10)),
                        ('content', models.JSONField()),
                        ('pinned', models.JSONField(default=dict)),
                        ('digest', models.CharField(max_length=64)),
                        ('author_id', models.BigIntegerField(default=0)),
                        ('author_name', models.CharField(blank=True, default='', max_length=120)),
                        ('changed_at', models.DateTimeField()),
                        ('published_at', models.DateTimeField(null=True)),
                        ('published_by_id', models.BigIntegerField(null=True)),
                        ('published_by_name', models.CharField(blank=True, default='', max_length=120)),
                        ('flow_svg', models.TextField(blank=True, default='')),
                        ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='bundles.theme')),
                    ],
                    options={
                        'ordering': ['theme_id', '-number'],
                        'constraints': [models.UniqueConstraint(fields=('theme', 'number'), name='one_theme_version_per_number'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('theme',), name='one_draft_per_theme')],
                    },
                ),
                migrations.CreateModel(
                    name='Joint',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(blank=True, default='', max_length=30)),
                        ('title', models.CharField(max_length=120)),
                        ('channel', models.CharField(choices=[('online', '网上'), ('window', '窗口'), ('client', '其他系统')], max_length=10)),
                        ('applicant_name', models.CharField(max_length=120)),
                        ('made_by', models.BigIntegerField(default=0)),
                        ('state', models.CharField(choices=[(oneseal.bundles.rules.states.JointState['DRAFT'], '草稿'), (oneseal.bundles.rules.states.JointState['RUNNING'], '办理中'), (oneseal.bundles.rules.states.JointState['DONE'], '已办结'), (oneseal.bundles.rules.states.JointState['WITHDRAWN'], '已撤回')], default=oneseal.bundles.rules.states.JointState['DRAFT'], max_length=10)),
                        ('answers', models.JSONField(default=dict)),
                        ('data', oneseal.foundation.fields.EncryptedJSONField(default=dict)),
                        ('yields', oneseal.foundation.fields.EncryptedJSONField(default=dict)),
                        ('waits', models.JSONField(default=dict)),
                        ('promise_days', models.IntegerField(default=0)),
                        ('promised_due', models.DateField(null=True)),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('created_at', models.DateTimeField()),
                        ('submitted_at', models.DateTimeField(null=True)),
                        ('finished_at', models.DateTimeField(null=True)),
                        ('agent', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('applicant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('lead', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('slip', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joints', to='bundles.themeversion')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', 'state', '-id'], name='joint_by_state'), models.Index(fields=['applicant', '-id'], name='joint_of_applicant'), models.Index(condition=models.Q(('made_by__lt', 0)), fields=['made_by', '-id'], name='joint_of_client')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('bureau', 'number'), name='one_joint_per_number')],
                    },
                ),
                migrations.CreateModel(
                    name='JointCase',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60)),
                        ('name', models.CharField(max_length=300)),
                        ('place', models.IntegerField(default=0)),
                        ('state', models.CharField(choices=[(oneseal.bundles.rules.states.MemberState['WAITING'], '等前一事项办结'), (oneseal.bundles.rules.states.MemberState['LACKING'], '等您补充'), (oneseal.bundles.rules.states.MemberState['RUNNING'], '办理中'), (oneseal.bundles.rules.states.MemberState['GRANTED'], '已准予'), (oneseal.bundles.rules.states.MemberState['REFUSED'], '不予许可'), (oneseal.bundles.rules.states.MemberState['ENDED'], '已终止'), (oneseal.bundles.rules.states.MemberState['STOPPED'], '不再办理')], default=oneseal.bundles.rules.states.MemberState['WAITING'], max_length=10)),
                        ('answers', models.JSONField(default=dict)),
                        ('reason', models.CharField(blank=True, default='', max_length=300)),
                        ('lacking', models.JSONField(default=list)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('case', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('joint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='bundles.joint')),
                        ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.itemversion')),
                    ],
                    options={
                        'ordering': ['joint_id', 'place'],
                        'constraints': [models.UniqueConstraint(fields=('joint', 'code'), name='one_member_per_item')],
                    },
                ),
                migrations.CreateModel(
                    name='JointMaterial',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40)),
                        ('name', models.CharField(max_length=300)),
                        ('paper_copies', models.IntegerField(default=0)),
                        ('source', models.CharField(default='applicant', max_length=12)),
                        ('added_at', models.DateTimeField()),
                        ('replaced', models.BooleanField(default=False)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('joint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='materials', to='bundles.joint')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='JointNews',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('entry', models.BigIntegerField(unique=True)),
                        ('template', models.CharField(max_length=40)),
                        ('data', oneseal.foundation.fields.EncryptedJSONField(default=dict)),
                        ('at', models.DateTimeField()),
                        ('told_at', models.DateTimeField(null=True)),
                        ('joint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='news', to='bundles.joint')),
                        ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bundles.jointcase')),
                    ],
                    options={
                        'ordering': ['joint_id', 'id'],
                        'indexes': [models.Index(condition=models.Q(('told_at', None)), fields=['joint', 'at'], name='news_to_tell')],
                    },
                ),
                migrations.CreateModel(
                    name='JointNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('correct', '补正告知'), ('stop', '停办告知')], max_length=10)),
                        ('correct_by', models.DateField(null=True)),
                        ('sent_at', models.DateTimeField()),
                        ('supplied_at', models.DateTimeField(null=True)),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('joint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='bundles.joint')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='JointGap',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40)),
                        ('name', models.CharField(max_length=300)),
                        ('problem', models.CharField(max_length=300)),
                        ('advice', models.CharField(blank=True, default='', max_length=300)),
                        ('noted_at', models.DateTimeField()),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gaps', to='bundles.jointcase')),
                        ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gaps', to='bundles.jointnotice')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('notice__isnull', True)), fields=('member', 'code'), name='one_open_gap_per_material')],
                    },
                ),
                migrations.CreateModel(
                    name='PartnerOrder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('key', models.CharField(max_length=40)),
                        ('name', models.CharField(max_length=120)),
                        ('contents', models.JSONField(default=list)),
                        ('state', models.CharField(choices=[(oneseal.bundles.rules.states.OrderState['WAITING'], '等前一步办结'), (oneseal.bundles.rules.states.OrderState['SENT'], '待接单'), (oneseal.bundles.rules.states.OrderState['TAKEN'], '办理中'), (oneseal.bundles.rules.states.OrderState['DONE'], '已办好'), (oneseal.bundles.rules.states.OrderState['RETURNED'], '已退回'), (oneseal.bundles.rules.states.OrderState['STOPPED'], '不再办理')], default=oneseal.bundles.rules.states.OrderState['WAITING'], max_length=10)),
                        ('days', models.IntegerField(default=1)),
                        ('due', models.DateField(null=True)),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('taken_by', models.CharField(blank=True, default='', max_length=120)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('reference', models.CharField(blank=True, default='', max_length=120)),
                        ('note', models.CharField(blank=True, default='', max_length=500)),
                        ('joint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='bundles.joint')),
                        ('partner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='bundles.partner')),
                    ],
                    options={
                        'ordering': ['joint_id', 'id'],
                        'indexes': [models.Index(fields=['partner', 'state', 'due', 'id'], name='order_of_partner')],
                        'constraints': [models.UniqueConstraint(fields=('joint', 'key'), name='one_order_per_errand')],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name='theme',
            name='current',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bundles.themeversion'),
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
