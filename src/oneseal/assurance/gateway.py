"""The way to the service that compares a face with the authority's picture: signed HTTP requests (seals.wire).

`face.compare` with an order number, the person's name and number and one picture; the same number again is the same
answer. `face.query` asks what became of a number whose answer was lost.
"""

from oneseal.kernel.text import N_
from oneseal.seals.wire import Provider, Unreachable

__all__ = ["Unreachable", "faces"]

faces = Provider(
    "FACE",
    "no_faces",
    N_("本局还没有接入人脸比对。请带证件原件到窗口，由工作人员核对。"),
    timeout=8,
)
