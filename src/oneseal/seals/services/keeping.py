"""Making and keeping keys."""

from oneseal.seals import keys
from oneseal.seals.models import SealKey


def make_key(bureau_id: int | None, algorithm: str) -> SealKey:
    """A new key, kept encrypted in the database; `bureau_id` None for keys of the installation.

    `algorithm` is one of SealKey.Algorithm. Call it inside the act that journals what the key is for.
    """
    private, public = keys.generated(algorithm)
    return SealKey.objects.create(
        bureau_id=bureau_id, algorithm=algorithm, public=public, private=private.hex()
    )
