"""The pages' entry for granian (WSGI: the ORM is synchronous)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneseal.config.settings")
application = get_wsgi_application()
