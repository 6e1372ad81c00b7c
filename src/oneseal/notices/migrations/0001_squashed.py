import django.db.models.deletion
import django.db.models.functions.datetime
import oneseal.foundation.fields
import oneseal.foundation.schema
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial')]

    initial = True

    dependencies = [
        ('identity', '0001_squashed'),
        ('identity', '__first__'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Preference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sms', models.BooleanField(default=True)),
                        ('email', models.BooleanField(default=True)),
                        ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Message',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('channel', models.CharField(choices=[('in_app', '站内消息'), ('sms', '短信'), ('email', '电子邮件')], max_length=10)),
                        ('template', models.CharField(max_length=40)),
                        ('data', oneseal.foundation.fields.EncryptedJSONField()),
                        ('address', oneseal.foundation.fields.EncryptedTextField()),
                        ('link', models.CharField(blank=True, default='', max_length=300)),
                        ('about_kind', models.CharField(blank=True, default='', max_length=40)),
                        ('about_id', models.BigIntegerField(default=0)),
                        ('dedupe_key', models.CharField(max_length=160)),
                        ('state', models.CharField(choices=[('waiting', '待发送'), ('sent', '已发送'), ('delivered', '已送达'), ('failed', '发送失败')], default='waiting', max_length=10)),
                        ('attempts', models.IntegerField(default=0)),
                        ('last_error', models.CharField(blank=True, default='', max_length=300)),
                        ('provider_id', models.CharField(blank=True, default='', max_length=80)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('read_at', models.DateTimeField(null=True)),
                        ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('applicant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='identity.applicant')),
                        ('bureau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('channel', 'in_app')), fields=['account', '-id'], name='inbox_of_account'), models.Index(condition=models.Q(('channel', 'in_app')), fields=['applicant', '-id'], name='inbox_of_applicant'), models.Index(fields=['about_kind', 'about_id'], name='message_by_subject'), models.Index(condition=models.Q(('provider_id', ''), _negated=True), fields=['provider_id'], name='message_by_provider')],
                        'constraints': [models.UniqueConstraint(fields=('dedupe_key', 'channel'), name='one_message_per_occasion')],
                    },
                ),
            ],
        ),
    ]
