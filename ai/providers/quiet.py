"""Loggers of the SDKs, which at DEBUG write down whole requests."""

import logging

#: Below the SDKs; their lines name addresses and headers.
_TRANSPORT = ("httpx2", "httpcore2")


def quieten(sdk: str) -> None:
    """Let an SDK log warnings alone, whatever the level of the product or of its own variable."""
    for name in (sdk, *_TRANSPORT):
        logging.getLogger(name).setLevel(logging.WARNING)
