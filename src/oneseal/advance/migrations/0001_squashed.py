import django.db.models.deletion
import oneseal.advance.rules.early
import oneseal.advance.rules.promises
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('advance', '0001_initial'), ('advance', '0002_prereview_preopinion_prefile_promisedpaper_and_more'), ('advance', '0003_asked_by_systems')]

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
                    name='KeyProject',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('year', models.IntegerField()),
                        ('level', models.CharField(choices=[('district', '区（县）级'), ('city', '市级'), ('province', '省级'), ('state', '国家级')], max_length=10)),
                        ('code', models.CharField(max_length=30)),
                        ('name', models.CharField(max_length=200)),
                        ('owner', models.CharField(max_length=120)),
                        ('owner_code', models.CharField(max_length=18)),
                        ('industry', models.CharField(choices=[('industry', '工业'), ('energy', '能源'), ('transport', '交通'), ('water', '水利'), ('housing', '城建和住房'), ('farming', '农业'), ('service', '服务业'), ('social', '社会事业'), ('other', '其他')], max_length=10)),
                        ('approved_by', models.CharField(max_length=200)),
                        ('listed_at', models.DateTimeField()),
                        ('removed_on', models.DateField(null=True)),
                        ('removed_for', models.CharField(blank=True, default='', max_length=300)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-year', '-id'], name='key_project_newest'), models.Index(fields=['owner_code'], name='key_project_owner')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('removed_on__isnull', True)), fields=('bureau', 'year', 'code'), name='one_project_per_code_and_year')],
                    },
                ),
                migrations.CreateModel(
                    name='EarlyService',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(max_length=30)),
                        ('item_name', models.CharField(max_length=300)),
                        ('applicant_name', models.CharField(max_length=120)),
                        ('channel', models.CharField(choices=[('online', '网上'), ('window', '窗口'), ('client', '其他系统')], max_length=10)),
                        ('made_by', models.BigIntegerField(default=0)),
                        ('state', models.CharField(choices=[(oneseal.advance.rules.early.EarlyState['WAITING'], '等候接手'), (oneseal.advance.rules.early.EarlyState['TAKEN'], '辅导中'), (oneseal.advance.rules.early.EarlyState['LISTED'], '已给准备清单'), (oneseal.advance.rules.early.EarlyState['LINKED'], '已正式申请'), (oneseal.advance.rules.early.EarlyState['CLOSED'], '已结束')], default=oneseal.advance.rules.early.EarlyState['WAITING'], max_length=10)),
                        ('matter', models.TextField()),
                        ('asked_at', models.DateTimeField()),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('answers', models.JSONField(default=dict)),
                        ('prepared', models.JSONField(default=list)),
                        ('advice', models.TextField(blank=True, default='')),
                        ('listed_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('end_reason', models.CharField(blank=True, default='', max_length=500)),
                        ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('section', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('staff', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('project', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advance.keyproject')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-asked_at', '-id'], name='early_newest'), models.Index(condition=models.Q(('state__in', (oneseal.advance.rules.early.EarlyState['WAITING'], oneseal.advance.rules.early.EarlyState['TAKEN'], oneseal.advance.rules.early.EarlyState['LISTED']))), fields=['section', 'due', 'id'], name='early_open_by_due')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', (oneseal.advance.rules.early.EarlyState['WAITING'], oneseal.advance.rules.early.EarlyState['TAKEN'], oneseal.advance.rules.early.EarlyState['LISTED']))), fields=('applicant', 'item'), name='one_open_service_per_item')],
                    },
                ),
                migrations.CreateModel(
                    name='EarlyNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('author', models.CharField(max_length=120)),
                        ('text', models.TextField()),
                        ('at', models.DateTimeField()),
                        ('staff', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='advance.earlyservice')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='PreReview',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(max_length=30)),
                        ('applicant_name', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[(oneseal.advance.rules.promises.Review['ASKED'], '待确认条件'), (oneseal.advance.rules.promises.Review['ADMITTED'], '预审中'), (oneseal.advance.rules.promises.Review['ISSUED'], '已出具预审意见'), (oneseal.advance.rules.promises.Review['KEPT'], '承诺已履行'), (oneseal.advance.rules.promises.Review['FAILED'], '预审未通过'), (oneseal.advance.rules.promises.Review['REFUSED'], '不符合预审条件'), (oneseal.advance.rules.promises.Review['WITHDRAWN'], '已撤回'), (oneseal.advance.rules.promises.Review['LAPSED'], '预审意见已失效')], default=oneseal.advance.rules.promises.Review['ASKED'], max_length=10)),
                        ('brief', models.TextField()),
                        ('statements', models.JSONField(default=list)),
                        ('asked_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('end_reason', models.CharField(blank=True, default='', max_length=1000)),
                        ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('opinion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advance.keyproject')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-asked_at', '-id'], name='review_newest')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'admitted', 'issued'])), fields=('project',), name='one_open_review_per_project')],
                    },
                ),
                migrations.CreateModel(
                    name='PreOpinion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(choices=[('plan', '规划设计方案'), ('drawings', '施工图设计文件'), ('fire', '消防设计'), ('drainage', '排水方案')], max_length=20)),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('verdict', models.CharField(blank=True, choices=[('fit', '同意'), ('conditions', '同意，附要求'), ('unfit', '不同意')], default='', max_length=10)),
                        ('text', models.TextField(blank=True, default='')),
                        ('given_at', models.DateTimeField(null=True)),
                        ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('staff', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='advance.prereview')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('review', 'subject'), name='one_opinion_per_subject')],
                    },
                ),
                migrations.CreateModel(
                    name='PreFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('about', models.CharField(max_length=20)),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='advance.prereview')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='PromisedPaper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('item_name', models.CharField(max_length=300)),
                        ('due', models.DateField()),
                        ('state', models.CharField(choices=[(oneseal.advance.rules.promises.Paper['OWED'], '待申请'), (oneseal.advance.rules.promises.Paper['APPLIED'], '已申请'), (oneseal.advance.rules.promises.Paper['KEPT'], '已取得'), (oneseal.advance.rules.promises.Paper['LATE'], '责令限期补办'), (oneseal.advance.rules.promises.Paper['BROKEN'], '未履行')], default=oneseal.advance.rules.promises.Paper['OWED'], max_length=10)),
                        ('order_by', models.DateField(null=True)),
                        ('order_provisional', models.BooleanField(default=False)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='advance.prereview')),
                    ],
                    options={
                        'ordering': ['due', 'id'],
                        'indexes': [models.Index(condition=models.Q(('state__in', ['owed', 'late'])), fields=['due'], name='paper_owed')],
                        'constraints': [models.UniqueConstraint(fields=('review', 'item'), name='one_promise_per_item')],
                    },
                ),
            ],
        ),
    ]
