"""A local Telegram: Bot API server and chat page in one process, for development and tests only."""
