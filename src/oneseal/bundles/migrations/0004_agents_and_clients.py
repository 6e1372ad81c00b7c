import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bundles', '0003_joint_news'),
        ('identity', '0008_replacements_and_credentials'),
    ]

    operations = [
        migrations.AddField(
            model_name='joint',
            name='agent',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.applicant'),
        ),
        migrations.AlterField(
            model_name='joint',
            name='channel',
            field=models.CharField(choices=[('online', '网上'), ('window', '窗口'), ('client', '其他系统')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='joint',
            index=models.Index(condition=models.Q(('made_by__lt', 0)), fields=['made_by', '-id'], name='joint_of_client'),
        ),
    ]
