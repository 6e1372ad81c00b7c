"""OneSeal (一章通): the system an administrative approval bureau runs on."""

__version__ = "0.1.0"
