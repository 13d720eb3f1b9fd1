import json
import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.exceptions import ImproperlyConfigured

from selfology_site.admin_login import ensure_admin_login

pytestmark = pytest.mark.django_db


def test_the_first_run_makes_a_superuser_whose_password_only_we_can_read(tmp_path: Path) -> None:
    login = ensure_admin_login(tmp_path / "data", is_production=False)

    file = tmp_path / "data" / "admin-login.json"
    assert json.loads(file.read_text()) == {"username": "admin", "password": login.password}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    user = authenticate(username="admin", password=login.password)
    assert user is not None
    assert user.is_superuser
    assert str(login) == f"admin / {login.password}"


def test_later_runs_give_the_same_login(tmp_path: Path) -> None:
    first = ensure_admin_login(tmp_path, is_production=False)

    assert ensure_admin_login(tmp_path, is_production=False) == first
    assert get_user_model().objects.count() == 1


def test_a_password_of_ones_own_is_kept_and_not_told(tmp_path: Path) -> None:
    ensure_admin_login(tmp_path, is_production=False)
    user = get_user_model().objects.get(username="admin")
    user.set_password("my own long words")
    user.save()

    login = ensure_admin_login(tmp_path, is_production=False)

    assert login.password == ""
    assert authenticate(username="admin", password="my own long words") is not None  # noqa: S106 - made up


def test_a_lost_database_gets_the_known_password_again(tmp_path: Path) -> None:
    first = ensure_admin_login(tmp_path, is_production=False)
    get_user_model().objects.all().delete()

    assert ensure_admin_login(tmp_path, is_production=False) == first


def test_production_has_no_generated_login(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured):
        ensure_admin_login(tmp_path, is_production=True)
    assert not get_user_model().objects.exists()
