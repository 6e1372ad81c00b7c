import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import oneseal.catalog.rules.content
import oneseal.catalog.rules.proofs
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


# The database itself refuses to change or delete what a published version says (CAT-13).
FORBID_VERSION_CHANGE = """
CREATE FUNCTION catalog_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('draft', 'review') THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'version % is published and cannot be deleted', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state IN ('draft', 'review')
        OR (NEW.item_id, NEW.number, NEW.content, NEW.digest, NEW.effective_from, NEW.published_at,
            NEW.published_by_id, NEW.author_id, NEW.flow_svg)
        IS DISTINCT FROM
           (OLD.item_id, OLD.number, OLD.content, OLD.digest, OLD.effective_from, OLD.published_at,
            OLD.published_by_id, OLD.author_id, OLD.flow_svg)
    THEN
        RAISE EXCEPTION 'version % is published and cannot be changed', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_versions_stand BEFORE UPDATE OR DELETE ON catalog_itemversion
    FOR EACH ROW EXECUTE FUNCTION catalog_refuse_version_change();
"""

ALLOW_VERSION_CHANGE = """
DROP TRIGGER published_versions_stand ON catalog_itemversion;
DROP FUNCTION catalog_refuse_version_change();
"""

# The database itself refuses to change or delete a list that was made public (2.7).
FORBID_LIST_CHANGE = """
CREATE FUNCTION catalog_refuse_list_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'list % is public and cannot be changed', OLD.id USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER published_lists_stand BEFORE UPDATE OR DELETE ON catalog_publishedlist
    FOR EACH ROW EXECUTE FUNCTION catalog_refuse_list_change();
"""

ALLOW_LIST_CHANGE = """
DROP TRIGGER published_lists_stand ON catalog_publishedlist;
DROP FUNCTION catalog_refuse_list_change();
"""


class Migration(migrations.Migration):

    replaces = [('catalog', '0001_initial'), ('catalog', '0002_immutable_versions'), ('catalog', '0003_lists_and_look_backs'), ('catalog', '0004_published_lists_stand'), ('catalog', '0005_delegations'), ('catalog', '0006_proofs')]

    initial = True

    dependencies = [
        ('documents', '0001_squashed'),
        ('identity', '0001_squashed'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='BasicItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=12, unique=True)),
                        ('name', models.CharField(max_length=300)),
                        ('type', models.CharField(choices=[(oneseal.catalog.rules.content.ItemType['LICENCE'], '行政许可'), (oneseal.catalog.rules.content.ItemType['PENALTY'], '行政处罚'), (oneseal.catalog.rules.content.ItemType['COERCION'], '行政强制'), (oneseal.catalog.rules.content.ItemType['LEVY'], '行政征收'), (oneseal.catalog.rules.content.ItemType['PAYMENT'], '行政给付'), (oneseal.catalog.rules.content.ItemType['INSPECTION'], '行政检查'), (oneseal.catalog.rules.content.ItemType['CONFIRMATION'], '行政确认'), (oneseal.catalog.rules.content.ItemType['REWARD'], '行政奖励'), (oneseal.catalog.rules.content.ItemType['ADJUDICATION'], '行政裁决'), (oneseal.catalog.rules.content.ItemType['OTHER'], '其他行政权力'), (oneseal.catalog.rules.content.ItemType['PUBLIC_SERVICE'], '公共服务')], max_length=2)),
                        ('level', models.CharField(max_length=1)),
                        ('template', models.JSONField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='FieldDefinition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.SlugField(max_length=60, unique=True)),
                        ('label', models.CharField(max_length=80)),
                        ('format', models.CharField(blank=True, default='', max_length=20)),
                        ('personal', models.BooleanField(default=False)),
                        ('why', models.CharField(blank=True, default='', max_length=200)),
                        ('retired_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Item',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=60)),
                        ('name', models.CharField(max_length=300)),
                        ('type', models.CharField(choices=[(oneseal.catalog.rules.content.ItemType['LICENCE'], '行政许可'), (oneseal.catalog.rules.content.ItemType['PENALTY'], '行政处罚'), (oneseal.catalog.rules.content.ItemType['COERCION'], '行政强制'), (oneseal.catalog.rules.content.ItemType['LEVY'], '行政征收'), (oneseal.catalog.rules.content.ItemType['PAYMENT'], '行政给付'), (oneseal.catalog.rules.content.ItemType['INSPECTION'], '行政检查'), (oneseal.catalog.rules.content.ItemType['CONFIRMATION'], '行政确认'), (oneseal.catalog.rules.content.ItemType['REWARD'], '行政奖励'), (oneseal.catalog.rules.content.ItemType['ADJUDICATION'], '行政裁决'), (oneseal.catalog.rules.content.ItemType['OTHER'], '其他行政权力'), (oneseal.catalog.rules.content.ItemType['PUBLIC_SERVICE'], '公共服务')], max_length=2)),
                        ('business_line', models.CharField(max_length=40)),
                        ('status', models.CharField(choices=[('active', '在用'), ('suspended', '暂停'), ('cancelled', '取消')], default='active', max_length=10)),
                        ('department', models.CharField(blank=True, default='', max_length=120)),
                        ('raw_code', models.CharField(blank=True, default='', max_length=200)),
                        ('parsed_code', models.JSONField(blank=True, default=dict)),
                        ('source', models.CharField(blank=True, default='', max_length=200)),
                        ('local_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('basic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='catalog.basicitem')),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['name'],
                        'indexes': [models.Index(fields=['bureau', 'status', 'name'], name='items_of_bureau')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'code'), name='one_item_per_code'), models.UniqueConstraint(condition=models.Q(('raw_code', ''), _negated=True), fields=('bureau', 'raw_code'), name='one_item_per_raw_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Delegation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('to_unit', models.CharField(max_length=120)),
                        ('to_kind', models.CharField(max_length=12)),
                        ('counter', models.CharField(max_length=120)),
                        ('scope', models.CharField(choices=[('receive', '收件'), ('review', '审查'), ('decide', '决定')], max_length=10)),
                        ('ground', models.CharField(max_length=300)),
                        ('from_on', models.DateField()),
                        ('to_on', models.DateField()),
                        ('state', models.CharField(choices=[('draft', '待批准'), ('returned', '已退回'), ('approved', '已批准'), ('ended', '已撤回')], default='draft', max_length=10)),
                        ('drafted_at', models.DateTimeField()),
                        ('approved_on', models.DateField(null=True)),
                        ('reason', models.CharField(blank=True, default='', max_length=300)),
                        ('ended_on', models.DateField(null=True)),
                        ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('items', models.ManyToManyField(related_name='+', to='catalog.item')),
                    ],
                    options={
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_on__gt', models.F('from_on'))), name='delegation_ends_after'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'ended']), _negated=True), ('document__isnull', False), _connector='OR'), name='approved_delegation_has_its_letter')],
                    },
                ),
                migrations.CreateModel(
                    name='ChangeLedger',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('cancel', '取消'), ('suspend', '暂停'), ('resume', '恢复'), ('delegate', '委托或下放'), ('transfer', '划入'), ('take_over', '承接')], max_length=10)),
                        ('from_unit', models.CharField(blank=True, default='', max_length=120)),
                        ('to_unit', models.CharField(blank=True, default='', max_length=120)),
                        ('scope', models.CharField(blank=True, choices=[('receive', '收件'), ('review', '审查'), ('decide', '决定')], default='', max_length=10)),
                        ('batch', models.CharField(blank=True, default='', max_length=80)),
                        ('basis', models.CharField(max_length=300)),
                        ('effective_on', models.DateField()),
                        ('deadline', models.DateField(blank=True, null=True)),
                        ('taken_over_on', models.DateField(blank=True, null=True)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('note', models.CharField(blank=True, default='', max_length=300)),
                        ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('recorded_by', models.CharField(blank=True, default='', max_length=120)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='catalog.delegation')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='catalog.item')),
                    ],
                    options={
                        'ordering': ['-effective_on', '-id'],
                        'indexes': [models.Index(fields=['bureau', 'kind', 'effective_on'], name='ledger_by_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='ItemVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('draft', '草稿'), ('review', '待审核'), ('published', '已发布'), ('superseded', '已被新版本替代'), ('withdrawn', '已撤下')], default='draft', max_length=10)),
                        ('content', models.JSONField()),
                        ('digest', models.CharField(max_length=64)),
                        ('effective_from', models.DateField(blank=True, null=True)),
                        ('effective_to', models.DateField(blank=True, null=True)),
                        ('author_id', models.BigIntegerField(default=0)),
                        ('author_name', models.CharField(blank=True, default='', max_length=120)),
                        ('submitted_at', models.DateTimeField(blank=True, null=True)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('published_by_id', models.BigIntegerField(blank=True, null=True)),
                        ('published_by_name', models.CharField(blank=True, default='', max_length=120)),
                        ('flow_svg', models.TextField(blank=True, default='')),
                        ('note', models.CharField(blank=True, default='', max_length=300)),
                        ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='catalog.item')),
                    ],
                    options={
                        'ordering': ['item_id', '-number'],
                        'indexes': [models.Index(fields=['item', 'effective_from'], name='versions_by_day')],
                        'constraints': [models.UniqueConstraint(fields=('item', 'number'), name='one_version_per_number'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'review'])), fields=('item',), name='one_draft_per_item'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review']), models.Q(('effective_from__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='published_versions_have_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='LookBack',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('checked_on', models.DateField()),
                        ('checked_by', models.CharField(max_length=120)),
                        ('finding', models.CharField(max_length=500)),
                        ('in_order', models.BooleanField()),
                        ('rectify_by', models.DateField(blank=True, null=True)),
                        ('rectified_on', models.DateField(blank=True, null=True)),
                        ('rectified_by', models.CharField(blank=True, default='', max_length=120)),
                        ('rectification', models.CharField(blank=True, default='', max_length=500)),
                        ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='look_backs', to='catalog.changeledger')),
                    ],
                    options={
                        'ordering': ['-checked_on', '-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('in_order', True), ('rectify_by__isnull', False), _connector='OR'), name='findings_have_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Proof',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('basis', models.CharField(blank=True, default='', max_length=300)),
                        ('issuer', models.CharField(blank=True, default='', max_length=120)),
                        ('way', models.CharField(choices=[(oneseal.catalog.rules.proofs.Way['KEPT'], '仍需提交'), (oneseal.catalog.rules.proofs.Way['COMMITMENT'], '改为告知承诺'), (oneseal.catalog.rules.proofs.Way['DATA'], '改为部门核查'), (oneseal.catalog.rules.proofs.Way['CANCELLED'], '已取消')], default=oneseal.catalog.rules.proofs.Way['KEPT'], max_length=12)),
                        ('source', models.CharField(blank=True, default='', max_length=120)),
                        ('changed_at', models.DateTimeField()),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'name'), name='one_proof_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='PublishedList',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.SlugField(max_length=20)),
                        ('number', models.PositiveIntegerField()),
                        ('lines', models.JSONField()),
                        ('basic_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                        ('digest', models.CharField(max_length=64)),
                        ('published_on', models.DateField()),
                        ('published_at', models.DateTimeField()),
                        ('published_by_name', models.CharField(max_length=120)),
                        ('note', models.CharField(blank=True, default='', max_length=300)),
                        ('binding_from', models.DateField(blank=True, null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'ordering': ['kind', '-number'],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'kind', 'number'), name='one_list_per_number')],
                    },
                ),
                migrations.CreateModel(
                    name='ItemSearch',
                    fields=[
                        ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search', serialize=False, to='catalog.item')),
                        ('code', models.CharField(max_length=60)),
                        ('name', models.CharField(max_length=300)),
                        ('folded', models.CharField(max_length=400)),
                        ('type', models.CharField(max_length=2)),
                        ('for_person', models.BooleanField(default=False)),
                        ('for_organisation', models.BooleanField(default=False)),
                        ('online', models.BooleanField(default=False)),
                        ('appliable', models.BooleanField(default=True)),
                        ('business_line', models.CharField(max_length=40)),
                        ('department', models.CharField(blank=True, default='', max_length=120)),
                        ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                        ('popularity', models.IntegerField(default=0)),
                        ('document', django.contrib.postgres.search.SearchVectorField()),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['document'], name='item_search_document'), models.Index(fields=['bureau', '-popularity'], name='item_search_popular')],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name='item',
            name='current_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='current_of', to='catalog.itemversion'),
        ),
        migrations.RunSQL(FORBID_VERSION_CHANGE, ALLOW_VERSION_CHANGE),
        migrations.RunSQL(FORBID_LIST_CHANGE, ALLOW_LIST_CHANGE),
    ]
