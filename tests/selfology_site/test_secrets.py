import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.sealed.keyring import parse_keyring
from selfology_site.development_secrets import field_encryption_keys, secret_key, webhook_secret

EVERY = pytest.mark.parametrize("secret", [secret_key, field_encryption_keys, webhook_secret])
Secret = Callable[[Path], str]


@EVERY
def test_a_secret_is_made_once_and_kept(tmp_path: Path, secret: Secret) -> None:
    first = secret(tmp_path)

    assert first
    assert secret(tmp_path) == first


@EVERY
def test_two_checkouts_have_secrets_of_their_own(tmp_path: Path, secret: Secret) -> None:
    assert secret(tmp_path / "one") != secret(tmp_path / "two")


@EVERY
def test_a_secret_is_readable_by_its_owner_only(tmp_path: Path, secret: Secret) -> None:
    secret(tmp_path)

    [file] = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@EVERY
def test_many_at_once_make_one_and_leave_no_drafts(tmp_path: Path, secret: Secret) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(secret, [tmp_path / "data"] * 64))

    assert len(made) == 1
    assert len(list((tmp_path / "data").iterdir())) == 1


def test_the_ring_of_keys_can_be_used(tmp_path: Path) -> None:
    ring = parse_keyring(field_encryption_keys(tmp_path))

    master_id, wrapped = ring.wrap(b"k" * 32, "somebody")
    assert ring.unwrap(master_id, wrapped, "somebody") == b"k" * 32
