"""Making and keeping keys."""

from oneseal.seals import keys, modules
from oneseal.seals.models import SealKey


def make_key(bureau_id: int | None, algorithm: str) -> SealKey:
    """A new key, kept encrypted in the database; `bureau_id` None for keys of the installation.

    `algorithm` is one of SealKey.Algorithm. Call it inside the act that journals what the key is for.
    """
    private, public = keys.generated(algorithm)
    return SealKey.objects.create(
        bureau_id=bureau_id, algorithm=algorithm, public=public, private=private.hex()
    )


def adopt_key(bureau_id: int | None, token: str, token_label: str) -> SealKey:
    """A key that lies in the hardware module: only its place and its public half are kept.

    Raises RuleViolation where the module, the token or the key is not there, or the key is of another kind.
    """
    algorithm, public = modules.public_of(token, token_label)
    return SealKey.objects.create(
        bureau_id=bureau_id, algorithm=algorithm, public=public, token=token, token_label=token_label
    )
