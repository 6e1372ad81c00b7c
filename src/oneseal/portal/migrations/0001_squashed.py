from typing import Any

import oneseal.foundation.schema
import oneseal.kernel.rates
from django.db import migrations, models


# The rates that a new installation publishes until somebody defines others (2.18).
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

    replaces = [('portal', '0001_published_rates'), ('portal', '0002_first_rates')]

    initial = True

    dependencies = [
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='PublishedRate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=40, unique=True)),
                        ('numerator', models.SlugField(max_length=30)),
                        ('denominator', models.SlugField(max_length=30)),
                        ('period', models.SlugField(choices=[('twelve_months', '近12个月'), ('this_year', '今年以来'), ('last_month', '上个月')], max_length=20)),
                        ('rounding', models.SlugField(default=oneseal.kernel.rates.Rounding['ROUND'], max_length=10)),
                        ('places', models.PositiveSmallIntegerField(default=2)),
                        ('on_home', models.BooleanField(default=True)),
                        ('order', models.PositiveSmallIntegerField(default=50)),
                    ],
                    options={
                        'ordering': ['order', 'id'],
                    },
                ),
            ],
        ),
        migrations.RunPython(publish, migrations.RunPython.noop),
    ]
