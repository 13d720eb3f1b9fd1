"""What the surroundings decide: environment variables, read once, checked, typed.

Every name has a line in `.env.example`. A `.env` file in the repository root is read when present;
the real environment wins over it. `SELFOLOGY_ENV_FILE` names another file, or none when empty.
"""

import os
from enum import StrEnum
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from ai.choices import OpenAIApi

BASE_DIR = Path(__file__).resolve().parent.parent


class Environment(StrEnum):
    """Where the product runs. Production refuses to start on development conveniences."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class TelegramMode(StrEnum):
    """How updates reach us: we ask for them, or Telegram calls the webhook."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class Env(BaseSettings):
    """The environment of one process. Empty strings count as unset."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    selfology_env: Environment = Environment.DEVELOPMENT
    secret_key: str | None = None
    field_encryption_keys: str | None = None
    database_url: str | None = None
    redis_url: str | None = None
    qdrant_url: str | None = None
    qdrant_api_key: str | None = None
    telegram_token: str | None = None
    telegram_api_url: str | None = None
    telegram_mode: TelegramMode = TelegramMode.POLLING
    telegram_webhook_secret: str | None = None
    openai_api_key: str | None = None
    openai_base_url: str | None = None
    openai_api: OpenAIApi | None = None
    anthropic_api_key: str | None = None
    anthropic_base_url: str | None = None
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    public_url: str | None = None
    admin_path: str = "admin"
    log_level: str = "INFO"
    otel_exporter_otlp_endpoint: str | None = None
    metrics_token: str | None = None
    selfology_data_dir: Path = Field(default=BASE_DIR / ".data")
    port: int = Field(default=8000, ge=0, le=65535)
    sandbox_port: int = Field(default=8081, ge=0, le=65535)

    @property
    def is_production(self) -> bool:
        """Whether development conveniences are forbidden."""
        return self.selfology_env is Environment.PRODUCTION

    def missing_in_production(self) -> list[str]:
        """Return the names that production may not leave unset."""
        needed = ("secret_key", "field_encryption_keys", "database_url", "redis_url")
        return [name.upper() for name in needed if getattr(self, name) is None]


def read_env() -> Env:
    """Return the environment of this process, completed from the `.env` file if there is one."""
    name = os.environ.get("SELFOLOGY_ENV_FILE", str(BASE_DIR / ".env"))
    return Env(_env_file=name or None)
