import django.db.models.deletion
import oneseal.foundation.fields
import oneseal.foundation.schema
import oneseal.inquiries.rules.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('inquiries', '0001_initial')]

    initial = True

    dependencies = [
        ('catalog', '0001_squashed'),
        ('identity', '0001_squashed'),
        ('identity', '__first__'),
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='Inquiry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(max_length=30)),
                        ('state', models.CharField(choices=[(oneseal.inquiries.rules.states.InquiryState['WAITING'], '待接手'), (oneseal.inquiries.rules.states.InquiryState['OWNED'], '待答复'), (oneseal.inquiries.rules.states.InquiryState['OFFERED'], '转交中'), (oneseal.inquiries.rules.states.InquiryState['ANSWERED'], '已答复')], default=oneseal.inquiries.rules.states.InquiryState['WAITING'], max_length=10)),
                        ('channel', models.CharField(choices=[('window', '窗口'), ('phone', '电话'), ('online', '网上')], max_length=10)),
                        ('asker_name', oneseal.foundation.fields.EncryptedTextField()),
                        ('phone', oneseal.foundation.fields.EncryptedTextField()),
                        ('question', models.TextField()),
                        ('answer', models.TextField(blank=True, default='')),
                        ('way', models.CharField(blank=True, choices=[('spot', '当场答复'), ('phone', '电话答复'), ('online', '网上答复')], default='', max_length=10)),
                        ('received_at', models.DateTimeField()),
                        ('due', models.DateField()),
                        ('due_provisional', models.BooleanField(default=False)),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('asker', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('first', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('item', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.item')),
                        ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('section', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['bureau', '-received_at', '-id'], name='inquiry_newest'), models.Index(condition=models.Q(('state', 'answered'), _negated=True), fields=['bureau', 'due', 'id'], name='inquiry_open_by_due'), models.Index(condition=models.Q(('state', 'answered'), _negated=True), fields=['owner', 'due'], name='inquiry_of_owner'), models.Index(condition=models.Q(('state', 'answered'), _negated=True), fields=['section', 'due'], name='inquiry_of_section'), models.Index(condition=models.Q(('asker__isnull', False)), fields=['asker', '-id'], name='inquiry_of_asker')],
                        'constraints': [models.UniqueConstraint(fields=('bureau', 'number'), name='one_inquiry_per_number'), models.CheckConstraint(condition=models.Q(models.Q(('owner__isnull', True), ('state', oneseal.inquiries.rules.states.InquiryState['WAITING'])), models.Q(models.Q(('state', oneseal.inquiries.rules.states.InquiryState['WAITING']), _negated=True), ('first__isnull', False), ('owner__isnull', False)), _connector='OR'), name='inquiry_has_an_owner'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('state', oneseal.inquiries.rules.states.InquiryState['ANSWERED'])), models.Q(models.Q(('state', oneseal.inquiries.rules.states.InquiryState['ANSWERED']), _negated=True), ('answered_at__isnull', True)), _connector='OR'), name='inquiry_answered_when_it_says_so')],
                    },
                ),
                migrations.CreateModel(
                    name='HandOver',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=300)),
                        ('state', models.CharField(choices=[('pending', '等待对方接受'), ('accepted', '已接受'), ('declined', '未接受'), ('withdrawn', '已撤回')], default='pending', max_length=10)),
                        ('offered_at', models.DateTimeField()),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('said', models.CharField(blank=True, default='', max_length=300)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('to_section', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organisation')),
                        ('to_staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.staff')),
                        ('inquiry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='inquiries.inquiry')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('inquiry',), name='one_open_offer_per_inquiry'), models.CheckConstraint(condition=models.Q(models.Q(('to_section__isnull', False), ('to_staff__isnull', True)), models.Q(('to_section__isnull', True), ('to_staff__isnull', False)), _connector='OR'), name='offer_goes_to_one')],
                    },
                ),
            ],
        ),
    ]
