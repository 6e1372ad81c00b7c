"""The rates that a new installation publishes until somebody defines others (2.18)."""

from typing import Any

from django.db import migrations

FIRST = [
    ("事项网上可办率", "items_online", "items", "twelve_months"),
    ("办件网办率", "received_online", "received", "twelve_months"),
    ("前100位事项网上可办率", "top_items_online", "top_items", "twelve_months"),
    ("按时决定率", "decided_on_time", "decided", "twelve_months"),
    ("日均收件", "received", "working_days", "twelve_months"),
]


def publish(apps: Any, _editor: Any) -> None:
    """Enter them."""
    rates = apps.get_model("portal", "PublishedRate").objects
    for place, (name, numerator, denominator, period) in enumerate(FIRST):
        rates.create(
            name=name, numerator=numerator, denominator=denominator, period=period, order=place, places=1,
            on_home=numerator != "top_items_online"
        )


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_published_rates")]
    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
