import django.db.models.deletion
import oneseal.devices.rules.kinds
from django.db import migrations, models


def tie_equal_names(apps, schema_editor):
    """Before this a device printed the certificates of the printer that bore its name."""
    device, printer = (apps.get_model(*each) for each in (("devices", "Device"), ("certificates", "BlankPrinter")))
    rows = device.objects.filter(kind__in=["printer", "all_in_one", "corner", "community"]).exclude(state="retired")
    named = printer.objects.filter(bureau=models.OuterRef("bureau"), name=models.OuterRef("name"))
    rows.update(blank_printer=models.Subquery(named.values("pk")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0004_blanks'),
        ('devices', '0005_printers'),
        ('identity', '0001_squashed'),
        ('output', '0003_cabinets'),
        ('queueing', '0006_loans'),
    ]

    operations = [
        migrations.AddField(
            model_name='device',
            name='blank_printer',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.blankprinter'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.UniqueConstraint(condition=models.Q(('state', oneseal.devices.rules.kinds.DeviceState['RETIRED']), _negated=True), fields=('blank_printer',), name='one_device_per_blank_printer'),
        ),
        migrations.RunPython(tie_equal_names, migrations.RunPython.noop),
    ]
