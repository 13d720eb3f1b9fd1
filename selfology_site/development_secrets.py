"""Secrets that a development checkout makes for itself, kept in its data folder."""

import base64
import secrets
from collections.abc import Callable
from pathlib import Path

FIELD_KEY_BYTES = 32


def secret_key(data_dir: Path) -> str:
    """Return this checkout's Django secret key."""
    return _kept(data_dir / "secret.key", lambda: secrets.token_urlsafe(50))


def field_encryption_keys(data_dir: Path) -> str:
    """Return this checkout's ring of master keys in the form of FIELD_ENCRYPTION_KEYS."""
    return _kept(
        data_dir / "field-encryption.keys",
        lambda: "dev:" + base64.b64encode(secrets.token_bytes(FIELD_KEY_BYTES)).decode(),
    )


def webhook_secret(data_dir: Path) -> str:
    """Return this checkout's secret for the webhook header."""
    return _kept(data_dir / "webhook.secret", lambda: secrets.token_urlsafe(32))


def _kept(path: Path, make: Callable[[], str]) -> str:
    """Return the content of `path`, made on first use, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(make() + "\n", encoding="ascii")
        _publish(draft, path)
    return path.read_text(encoding="ascii").strip()


def _publish(draft: Path, path: Path) -> None:
    """Put `draft` at `path` unless another process was faster: a lost key is lost words."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
