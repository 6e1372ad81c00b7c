import django.db.models.deletion
import oneseal.feedback.rules.ledger
import oneseal.feedback.rules.surveys
import oneseal.foundation.fields
import oneseal.foundation.schema
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('feedback', '0001_initial')]

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
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(max_length=12)),
                        ('subject_id', models.BigIntegerField()),
                        ('section_id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=200)),
                        ('place', models.CharField(max_length=120)),
                        ('window', models.CharField(max_length=40)),
                        ('judged', models.JSONField(default=list)),
                        ('contact', oneseal.foundation.fields.EncryptedTextField(default='')),
                        ('code', models.CharField(max_length=12, unique=True)),
                        ('ended_at', models.DateTimeField()),
                        ('evaluated_at', models.DateTimeField(null=True)),
                        ('applicant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('case', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.case')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', 'window', '-ended_at'], name='invitation_at_window')],
                        'constraints': [models.UniqueConstraint(fields=('kind', 'subject_id'), name='one_invitation_per_subject')],
                    },
                ),
                migrations.CreateModel(
                    name='Origin',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('bureau_id', models.BigIntegerField()),
                        ('window', models.CharField(max_length=40)),
                        ('level', models.SmallIntegerField()),
                        ('way', models.CharField(choices=[('tablet', '窗口平板'), ('phone', '手机扫码'), ('kiosk', '自助终端'), ('web', '网上'), ('sms', '短信链接')], max_length=8)),
                        ('at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('device', models.CharField(blank=True, default='', max_length=64)),
                        ('address', models.CharField(blank=True, default='', max_length=64)),
                        ('evaluation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='origin', to='cases.evaluation')),
                        ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='feedback.invitation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau_id', '-at'], name='origin_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='StaffDevice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('mark', models.CharField(max_length=64, unique=True)),
                        ('seen_at', models.DateTimeField()),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='identity.staff')),
                    ],
                ),
                migrations.CreateModel(
                    name='Survey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('third_party', '第三方满意度测评'), ('half_year', '半年评议'), ('opinion', '征求意见')], max_length=12)),
                        ('state', models.CharField(choices=[(oneseal.feedback.rules.surveys.SurveyState['DRAFT'], '准备中'), (oneseal.feedback.rules.surveys.SurveyState['OPEN'], '征集中'), (oneseal.feedback.rules.surveys.SurveyState['CLOSED'], '已结束'), (oneseal.feedback.rules.surveys.SurveyState['PUBLIC'], '已公布')], default=oneseal.feedback.rules.surveys.SurveyState['DRAFT'], max_length=8)),
                        ('title', models.CharField(max_length=120)),
                        ('purpose', models.CharField(blank=True, default='', max_length=500)),
                        ('surveyor', models.CharField(blank=True, default='', max_length=120)),
                        ('first', models.DateField()),
                        ('last', models.DateField()),
                        ('form', models.JSONField(default=dict)),
                        ('units', models.JSONField(blank=True, default=list)),
                        ('made_at', models.DateTimeField()),
                        ('closes_on', models.DateField(null=True)),
                        ('published_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('circular', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-made_at'], name='survey_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='Issue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(choices=[('survey', '满意度测评、评议'), ('opinion', '征求意见'), ('inspection', '巡视巡察、督查'), ('self_check', '自查自纠')], max_length=12)),
                        ('text', models.CharField(max_length=500)),
                        ('state', models.CharField(choices=[(oneseal.feedback.rules.ledger.IssueState['OPEN'], '整改中'), (oneseal.feedback.rules.ledger.IssueState['LONG'], '中长期整改'), (oneseal.feedback.rules.ledger.IssueState['DONE'], '已销号')], default=oneseal.feedback.rules.ledger.IssueState['OPEN'], max_length=10)),
                        ('due', models.DateField()),
                        ('found_at', models.DateTimeField()),
                        ('evidence', models.CharField(blank=True, default='', max_length=1000)),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('survey', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='feedback.survey')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', 'state', 'due', 'id'], name='issue_by_due')],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('row', models.IntegerField(null=True)),
                        ('unit_id', models.BigIntegerField(null=True)),
                        ('level', models.SmallIntegerField(null=True)),
                        ('data', oneseal.foundation.fields.EncryptedJSONField()),
                        ('device', models.CharField(blank=True, default='', max_length=64)),
                        ('at', models.DateTimeField()),
                        ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='feedback.survey')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['survey', 'unit_id'], name='answer_by_unit')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('device', ''), _negated=True), fields=('survey', 'device'), name='one_answer_per_device'), models.UniqueConstraint(fields=('survey', 'row'), name='one_answer_per_row')],
                    },
                ),
                migrations.CreateModel(
                    name='Suspicion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('bureau_id', models.BigIntegerField()),
                        ('signs', models.JSONField(default=list)),
                        ('found_at', models.DateTimeField()),
                        ('upheld', models.BooleanField(null=True)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('reason', models.CharField(blank=True, default='', max_length=500)),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('evaluation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='suspicion', to='cases.evaluation')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('decided_at__isnull', True)), fields=['bureau_id', '-found_at'], name='suspicion_open')],
                    },
                ),
            ],
        ),
    ]
