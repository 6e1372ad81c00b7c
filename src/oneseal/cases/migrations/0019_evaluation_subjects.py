import django.db.models.deletion
import oneseal.cases.rules.evaluation
import oneseal.foundation.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0018_steps_of_section'),
        ('identity', '0001_initial'),
    ]

    operations = [
        migrations.AddField('evaluation', 'subject_kind', models.CharField(default='case', max_length=12)),
        migrations.AddField('evaluation', 'subject_id', models.BigIntegerField(null=True)),
        migrations.RunSQL('UPDATE cases_evaluation SET subject_id = case_id', migrations.RunSQL.noop),
        migrations.RunSQL('SET CONSTRAINTS ALL IMMEDIATE', migrations.RunSQL.noop),
        migrations.AlterField('evaluation', 'subject_id', models.BigIntegerField()),
        migrations.AlterField('evaluation', 'case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evaluations', to='cases.case')),
        migrations.AlterField('evaluation', 'item_id', models.BigIntegerField(null=True)),
        migrations.AddField('evaluation', 'title', models.CharField(blank=True, default='', max_length=200)),
        migrations.AddField('evaluation', 'place', models.CharField(blank=True, default='', max_length=120)),
        migrations.AddField('evaluation', 'window', models.CharField(blank=True, default='', max_length=40)),
        migrations.AddField('evaluation', 'judged', models.JSONField(blank=True, default=list)),
        migrations.AddField('evaluation', 'applicant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant')),
        migrations.AddField('evaluation', 'contact', oneseal.foundation.fields.EncryptedTextField(null=True)),
        migrations.AddField('evaluation', 'voided', models.BooleanField(default=False)),
        migrations.AlterField('rectification', 'case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rectifications', to='cases.case')),
        migrations.AlterField('evaluation', 'stage', models.CharField(choices=[(oneseal.cases.rules.evaluation.Stage['VISIT'], '窗口办事（一次一评）'), (oneseal.cases.rules.evaluation.Stage['HANDLING'], '办件（一事一评）'), (oneseal.cases.rules.evaluation.Stage['FOLLOW_UP'], '整改后追评')], default=oneseal.cases.rules.evaluation.Stage['HANDLING'], max_length=10)),
        migrations.AddConstraint('evaluation', models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'stage'), name='one_evaluation_per_subject')),
    ]
