"""The generated login of a development installation."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured

FILE_NAME = "admin-login.json"
USERNAME = "admin"
PASSWORD_BYTES = 12


@dataclass(frozen=True)
class AdminLogin:
    """Name and password. The password is empty when somebody has set one of their own."""

    username: str
    password: str

    def __str__(self) -> str:
        """Return the line to print."""
        return f"{self.username} / {self.password or 'the password you have set'}"


def ensure_admin_login(data_dir: Path, *, is_production: bool) -> AdminLogin:
    """Create the superuser `admin` unless there is one, and return how to log in.

    The password is kept in `<data_dir>/admin-login.json`, readable to its owner alone. A password
    that was changed in the admin stays as it is.

    Raises:
        ImproperlyConfigured: In production, where people make their own superusers.
    """
    if is_production:
        message = "There are no generated logins in production; use `manage.py createsuperuser`."
        raise ImproperlyConfigured(message)
    users = get_user_model().objects
    user = users.filter(username=USERNAME).first()
    kept = _kept_password(data_dir)
    if user is None:
        password = kept or secrets.token_urlsafe(PASSWORD_BYTES)
        _keep(data_dir, AdminLogin(USERNAME, password))
        users.create_superuser(username=USERNAME, password=password)
        return AdminLogin(USERNAME, password)
    return AdminLogin(USERNAME, kept if kept and user.check_password(kept) else "")


def _kept_password(data_dir: Path) -> str:
    try:
        return str(json.loads((data_dir / FILE_NAME).read_text())["password"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _keep(data_dir: Path, login: AdminLogin) -> None:
    """Write the file, before the user exists: nobody could read the password afterwards."""
    aside = data_dir / f"{FILE_NAME}.new"
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside.unlink(missing_ok=True)
    aside.touch(mode=0o600, exist_ok=False)
    aside.write_text(json.dumps(asdict(login)))
    aside.replace(data_dir / FILE_NAME)
