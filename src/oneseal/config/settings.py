"""One settings file. What differs between machines comes from the environment (docs/running.md)."""

import os
import secrets
from pathlib import Path

from oneseal.foundation import embedded

PACKAGE = Path(__file__).resolve().parent.parent
VAR = embedded.data_directory()


def env_flag(name: str, default: bool) -> bool:
    """Read a yes/no variable; anything but 1/true/yes/on is no."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str) -> list[str]:
    """Read a comma-separated variable."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def kept_secret(name: str) -> str:
    """A secret from the environment, else one made at the first start and kept under var/keys (mode 0600)."""
    if value := os.environ.get(name):
        return value
    path = VAR / "keys" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
    return path.read_text()


DEBUG = env_flag("ONESEAL_DEBUG", False)
DEMO = env_flag("ONESEAL_DEMO", False)
SECRET_KEY = kept_secret("ONESEAL_SECRET_KEY")
DATA_KEY = kept_secret("ONESEAL_DATA_KEY")
OLD_DATA_KEYS = env_list("ONESEAL_OLD_DATA_KEYS", "")
INDEX_KEY = kept_secret("ONESEAL_INDEX_KEY")
DATA_CIPHER = os.environ.get("ONESEAL_CIPHER", "sm")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
ALLOWED_HOSTS = env_list("ONESEAL_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("ONESEAL_ORIGINS", "")
BEHIND_TLS = env_flag("ONESEAL_TLS", False)
TRUSTED_PROXIES = int(os.environ.get("ONESEAL_PROXIES", "0"))
RATE_LIMITS = env_flag("ONESEAL_RATE_LIMITS", True)
API_RATE = os.environ.get("ONESEAL_API_RATE", "600/m")
METRICS_TOKEN = os.environ.get("ONESEAL_METRICS_TOKEN", "")
SECURITY_CONTACT = os.environ.get("ONESEAL_SECURITY_CONTACT", "")

INSTALLED_APPS = [
    "oneseal.demo",
    "oneseal.portal",
    "oneseal.projects",
    "oneseal.devices",
    "oneseal.feedback",
    "oneseal.helplines",
    "oneseal.guides",
    "oneseal.filings",
    "oneseal.records",
    "oneseal.registration",
    "oneseal.bundles",
    "oneseal.advance",
    "oneseal.hall",
    "oneseal.training",
    "oneseal.fees",
    "oneseal.output",
    "oneseal.cases",
    "oneseal.inquiries",
    "oneseal.certificates",
    "oneseal.archives",
    "oneseal.publicity",
    "oneseal.supervision",
    "oneseal.entry",
    "oneseal.appraisal",
    "oneseal.reform",
    "oneseal.staffing",
    "oneseal.procedures",
    "oneseal.surveys",
    "oneseal.catalog",
    "oneseal.plans",
    "oneseal.agents",
    "oneseal.towns",
    "oneseal.queueing",
    "oneseal.documents",
    "oneseal.notices",
    "oneseal.assurance",
    "oneseal.seals",
    "oneseal.identity",
    "oneseal.foundation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.idp.oidc",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "oneseal.foundation.middleware.RequestContextMiddleware",
    "oneseal.foundation.middleware.ApiRateMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "oneseal.devices.middleware.StationMiddleware",
    "oneseal.identity.middleware.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "oneseal.foundation.middleware.FrameMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "oneseal.foundation.middleware.ProblemMiddleware",
]

CSRF_FAILURE_VIEW = "oneseal.foundation.failures.stale_form"
ROOT_URLCONF = "oneseal.config.urls"
WSGI_APPLICATION = "oneseal.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "oneseal.foundation.pages.shell",
            ],
        },
    }
]

DATABASES = {"default": embedded.django_database(os.environ.get("DATABASE_URL", "postgresql:///oneseal"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "foundation_cache"},
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [PACKAGE / "static"]
PUBLISHED_STATIC = env_flag("ONESEAL_PUBLISHED_STATIC", False) and not DEBUG
"""Set by the command line for the web server: hashed names, compressed, cached for ever by browsers."""
WHITENOISE_USE_FINDERS = not PUBLISHED_STATIC
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PUBLISHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = VAR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_MAX_BYTES = int(os.environ.get("ONESEAL_FILE_MAX_MB", "20")) * 1024 * 1024
EVALUATION_CONTACT_DAYS = int(os.environ.get("ONESEAL_CONTACT_DAYS", "1"))
EVALUATION_RECTIFY_DAYS = int(os.environ.get("ONESEAL_RECTIFY_DAYS", "15"))
PKCS11_MODULE = os.environ.get("ONESEAL_PKCS11_MODULE", "")
PKCS11_PIN = os.environ.get("ONESEAL_PKCS11_PIN", "")
CLAMD = os.environ.get("ONESEAL_CLAMD", "")
SCAN_DIR = os.environ.get("ONESEAL_SCAN_DIR", "")
PAY_GATEWAY = os.environ.get("ONESEAL_PAY_GATEWAY", "")
PAY_APP_ID = os.environ.get("ONESEAL_PAY_APP_ID", "oneseal")
PAY_KEY = os.environ.get("ONESEAL_PAY_KEY", "")
PAY_PROVIDER_KEY = os.environ.get("ONESEAL_PAY_PROVIDER_KEY", "")
COURIER_GATEWAY = os.environ.get("ONESEAL_COURIER_GATEWAY", "")
COURIER_APP_ID = os.environ.get("ONESEAL_COURIER_APP_ID", "oneseal")
COURIER_KEY = os.environ.get("ONESEAL_COURIER_KEY", "")
COURIER_PROVIDER_KEY = os.environ.get("ONESEAL_COURIER_PROVIDER_KEY", "")
FACE_GATEWAY = os.environ.get("ONESEAL_FACE_GATEWAY", "")
FACE_APP_ID = os.environ.get("ONESEAL_FACE_APP_ID", "oneseal")
FACE_KEY = os.environ.get("ONESEAL_FACE_KEY", "")
FACE_PROVIDER_KEY = os.environ.get("ONESEAL_FACE_PROVIDER_KEY", "")
RECORDS_GATEWAY = os.environ.get("ONESEAL_RECORDS_GATEWAY", "")
RECORDS_APP_ID = os.environ.get("ONESEAL_RECORDS_APP_ID", "oneseal")
RECORDS_KEY = os.environ.get("ONESEAL_RECORDS_KEY", "")
RECORDS_PROVIDER_KEY = os.environ.get("ONESEAL_RECORDS_PROVIDER_KEY", "")
CABINET_GATEWAY = os.environ.get("ONESEAL_CABINET_GATEWAY", "")
CABINET_APP_ID = os.environ.get("ONESEAL_CABINET_APP_ID", "oneseal")
CABINET_KEY = os.environ.get("ONESEAL_CABINET_KEY", "")
CABINET_PROVIDER_KEY = os.environ.get("ONESEAL_CABINET_PROVIDER_KEY", "")
TSA_URL = os.environ.get("ONESEAL_TSA_URL", "")
PDF_SEAL_KEYS = os.environ.get("ONESEAL_PDF_SEAL_KEYS", "ecdsa")
SMS_GATEWAY = os.environ.get("ONESEAL_SMS_GATEWAY", "")
SMS_KEY = os.environ.get("ONESEAL_SMS_KEY", "")
SMS_SECRET = os.environ.get("ONESEAL_SMS_SECRET", "")
SMS_SIGN = os.environ.get("ONESEAL_SMS_SIGN", "政务服务")
EMAIL_HOST = os.environ.get("ONESEAL_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("ONESEAL_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("ONESEAL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ONESEAL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env_flag("ONESEAL_SMTP_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("ONESEAL_MAIL_FROM", "noreply@localhost")
EXCELLENT_PERCENT = int(os.environ.get("ONESEAL_EXCELLENT_PERCENT", "20"))
TOLERANCE_DAYS = int(os.environ.get("ONESEAL_TOLERANCE_DAYS", "5"))
SOLO_MINUTES = int(os.environ.get("ONESEAL_SOLO_MINUTES", "15"))
SOLO_OVERRUN = os.environ.get("ONESEAL_SOLO_OVERRUN", "report")
SOLO_SAMPLE_PERCENT = int(os.environ.get("ONESEAL_SOLO_SAMPLE_PERCENT", "10"))
OFFICE_HOURS = os.environ.get("ONESEAL_OFFICE_HOURS", "9:00-12:00,13:30-17:00")
PUBLICITY_DAYS = int(os.environ.get("ONESEAL_PUBLICITY_DAYS", "7"))
HALL_NAME = os.environ.get("ONESEAL_HALL_NAME", "{region}政务服务中心")
CALLBACK_TRIES = int(os.environ.get("ONESEAL_CALLBACK_TRIES", "3"))
INQUIRY_DAYS = int(os.environ.get("ONESEAL_INQUIRY_DAYS", "1"))
RECEIPT_DAYS = int(os.environ.get("ONESEAL_RECEIPT_DAYS", "5"))
FINDING_DAYS = int(os.environ.get("ONESEAL_FINDING_DAYS", "20"))
BOARDS_PORT = int(os.environ.get("ONESEAL_BOARDS_PORT", "8001"))
BOARDS_URL = os.environ.get("ONESEAL_BOARDS_URL", "").rstrip("/")
PUBLIC_URL = os.environ.get("ONESEAL_PUBLIC_URL", "http://localhost:8000").rstrip("/")

AUTH_USER_MODEL = "identity.Account"
LOGIN_URL = "identity:sign_in"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "oneseal.identity.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "oneseal.identity.adapters.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
PROVINCE_URL = os.environ.get("ONESEAL_PROVINCE_URL", "http://127.0.0.1:8000/province" if DEMO else "")
PROVINCE_NAME = os.environ.get("ONESEAL_PROVINCE_NAME", "") or ("省统一身份认证" if PROVINCE_URL else "")
PROVINCE_STAND_IN = env_flag("ONESEAL_PROVINCE_STAND_IN", DEMO)
PROVINCE_SECRET = kept_secret("ONESEAL_PROVINCE_SECRET")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile"],
        "APPS": [
            {
                "provider_id": "province",
                "name": PROVINCE_NAME,
                "client_id": os.environ.get("ONESEAL_PROVINCE_CLIENT", "oneseal"),
                "secret": PROVINCE_SECRET,
                "settings": {"server_url": PROVINCE_URL},
            }
        ],
    }
}
IDP_OIDC_ADAPTER = "oneseal.identity.province.ProvinceAdapter"
MFA_ADAPTER = "oneseal.identity.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "一章通"
SESSION_ENGINE = "oneseal.identity.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
X_FRAME_OPTIONS = "DENY"

from csp.constants import NONCE, NONE, SELF  # noqa: E402

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING_CONFIG = None

from oneseal.foundation import logs  # noqa: E402

logs.configure(os.environ.get("ONESEAL_LOG", "console" if DEMO or DEBUG else "json"))
