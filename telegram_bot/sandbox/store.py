"""What the sandbox remembers: one SQLite file that survives kill -9 as Telegram would.

Used by one thread at a time, the one of the event loop; calls take well under a millisecond.
Who changes several things wraps them in `transaction()`.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from telegram_bot.sandbox.records import (
    Bot,
    Chat,
    Json,
    Person,
    StoredFile,
    StoredMessage,
    bot_from_row,
    chat_from_row,
    file_from_row,
    message_from_row,
    person_from_row,
)

_SCHEMA = (Path(__file__).parent / "schema.sql").read_text()


class StoreInUseError(Exception):
    """Another sandbox works with the same file."""


class Store:
    """The file, opened and locked by this process alone."""

    def __init__(self, path: Path) -> None:
        """Open the file, making it where it is missing.

        Raises:
            StoreInUseError: another process holds it.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=2, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        try:
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_SCHEMA)
        except sqlite3.OperationalError as error:
            self._db.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise StoreInUseError(str(path)) from error

    def close(self) -> None:
        """Close the file and release its lock."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside happen together or, on an exception, not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
        return row

    def _rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self._db.execute(sql, values).fetchall()

    def _run(self, sql: str, *values: Any) -> int:
        return self._db.execute(sql, values).rowcount

    # Bots

    def bot_for_token(self, token: str, now: float) -> Bot:
        """Return the bot of this token, making it at its first call."""
        row = self._row("SELECT * FROM bot WHERE token = ?", token)
        if row is None:
            sql = "INSERT INTO bot (token, called_at) VALUES (?, ?) RETURNING *"
            row = self._db.execute(sql, (token, now)).fetchone()
        return bot_from_row(row)

    def bot(self, bot_id: int) -> Bot | None:
        """Return one bot as it is now."""
        row = self._row("SELECT * FROM bot WHERE id = ?", bot_id)
        return bot_from_row(row) if row else None

    def bots(self) -> list[Bot]:
        """Return all bots, the one that called last first."""
        return [
            bot_from_row(row) for row in self._rows("SELECT * FROM bot ORDER BY called_at DESC")
        ]

    def bot_called(self, bot_id: int, now: float) -> None:
        """Remember which bot people mean when they name none."""
        self._run("UPDATE bot SET called_at = ? WHERE id = ?", now, bot_id)

    def bot_set_allowed_updates(self, bot_id: int, kinds: list[str] | None) -> None:
        """Keep which kinds of updates the bot wants from now on; None is Telegram's default."""
        value = json.dumps(kinds) if kinds else None
        self._run("UPDATE bot SET allowed_updates = ? WHERE id = ?", value, bot_id)

    def bot_set_webhook(self, bot_id: int, webhook: Json | None) -> None:
        """Keep where updates are to be posted; None means the bot asks for them."""
        value = json.dumps(webhook) if webhook else None
        self._run("UPDATE bot SET webhook = ? WHERE id = ?", value, bot_id)

    def _next(self, column: str, bot_id: int) -> int:
        sql = f"UPDATE bot SET {column} = {column} + 1 WHERE id = ? RETURNING {column} - 1"  # noqa: S608 - our own column names
        row = self._db.execute(sql, (bot_id,)).fetchone()
        return int(row[0])

    # People and chats

    def person_add(self, person: Person, now: float) -> bool:
        """Keep a new person. Return False where the id is taken."""
        sql = "INSERT OR IGNORE INTO person VALUES (?, ?, ?, ?)"
        return self._run(sql, person.id, person.first_name, person.language_code, now) == 1

    def person(self, person_id: int) -> Person | None:
        """Return one person."""
        row = self._row("SELECT * FROM person WHERE id = ?", person_id)
        return person_from_row(row) if row else None

    def people(self) -> list[Person]:
        """Return everybody, in the order they came."""
        return [
            person_from_row(row)
            for row in self._rows("SELECT * FROM person ORDER BY created_at, id")
        ]

    def chat(self, bot_id: int, chat_id: int) -> Chat | None:
        """Return one conversation of the bot."""
        row = self._row("SELECT * FROM chat WHERE bot_id = ? AND id = ?", bot_id, chat_id)
        return chat_from_row(row) if row else None

    def chats_of(self, bot_id: int, person_id: int) -> list[Chat]:
        """Return the private chat and the groups of a person with the bot."""
        sql = "SELECT * FROM chat WHERE bot_id = ? AND person_id = ? ORDER BY kind, id DESC"
        return [chat_from_row(row) for row in self._rows(sql, bot_id, person_id)]

    def group_count(self, bot_id: int) -> int:
        """Return how many groups the bot was ever added to."""
        row = self._row("SELECT count(*) FROM chat WHERE bot_id = ? AND id < 0", bot_id)
        return int(row[0]) if row else 0

    def chat_save(self, bot_id: int, chat: Chat) -> None:
        """Keep a conversation, new or changed."""
        sql = "INSERT OR REPLACE INTO chat VALUES (?, ?, ?, ?, ?, ?)"
        self._run(sql, bot_id, chat.id, chat.person_id, chat.kind, chat.title, chat.status)

    # Messages

    def next_message_id(self, bot_id: int) -> int:
        """Return the next number in the bot's own sequence."""
        return self._next("next_message_id", bot_id)

    def message_save(self, bot_id: int, chat_id: int, message: StoredMessage) -> None:
        """Keep a message, new or changed."""
        body = json.dumps(message.body, ensure_ascii=False)
        extra = json.dumps(message.extra, ensure_ascii=False)
        sql = "INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?, ?)"
        self._run(sql, bot_id, chat_id, message.message_id, message.from_bot, body, extra)

    def message(self, bot_id: int, chat_id: int, message_id: int) -> StoredMessage | None:
        """Return one message."""
        sql = "SELECT * FROM message WHERE bot_id = ? AND chat_id = ? AND message_id = ?"
        row = self._row(sql, bot_id, chat_id, message_id)
        return message_from_row(row) if row else None

    def messages_after(self, bot_id: int, chat_id: int, after: int) -> list[StoredMessage]:
        """Return the messages of a chat with a greater id than `after`, oldest first."""
        sql = (
            "SELECT * FROM message WHERE bot_id = ? AND chat_id = ? AND message_id > ?"
            " ORDER BY message_id"
        )
        return [message_from_row(row) for row in self._rows(sql, bot_id, chat_id, after)]

    def last_message(self, bot_id: int, chat_id: int) -> StoredMessage | None:
        """Return the newest message of a chat."""
        sql = (
            "SELECT * FROM message WHERE bot_id = ? AND chat_id = ?"
            " ORDER BY message_id DESC LIMIT 1"
        )
        row = self._row(sql, bot_id, chat_id)
        return message_from_row(row) if row else None

    def message_delete(self, bot_id: int, chat_id: int, message_id: int) -> bool:
        """Forget a message. Return whether there was one."""
        sql = "DELETE FROM message WHERE bot_id = ? AND chat_id = ? AND message_id = ?"
        return self._run(sql, bot_id, chat_id, message_id) == 1

    # Updates

    def update_add(self, bot_id: int, person_id: int, content: Json, now: float) -> Json:
        """Keep an update until the bot confirms it; return it with its number."""
        update_id = self._next("next_update_id", bot_id)
        body = {"update_id": update_id, **content}
        kind = next(iter(content))
        sql = (
            'INSERT INTO "update" (bot_id, update_id, person_id, kind, body, created_at)'
            " VALUES (?, ?, ?, ?, ?, ?)"
        )
        text = json.dumps(body, ensure_ascii=False)
        self._run(sql, bot_id, update_id, person_id, kind, text, now)
        return body

    def updates_confirm_below(self, bot_id: int, update_id: int, now: float) -> None:
        """Take everything below `update_id` as received by the bot."""
        sql = (
            'UPDATE "update" SET confirmed_at = ?'
            " WHERE bot_id = ? AND update_id < ? AND confirmed_at IS NULL"
        )
        self._run(sql, now, bot_id, update_id)

    def update_confirm(self, bot_id: int, update_id: int, now: float) -> None:
        """Take one update as received by the bot, a repetition of it too."""
        sql = (
            'UPDATE "update" SET confirmed_at = coalesce(confirmed_at, ?), is_repeated = 0'
            " WHERE bot_id = ? AND update_id = ?"
        )
        self._run(sql, now, bot_id, update_id)

    def updates_waiting(self, bot_id: int, limit: int) -> list[Json]:
        """Return unconfirmed and repeated updates, oldest first."""
        sql = (
            'SELECT body FROM "update" WHERE bot_id = ?'
            " AND (confirmed_at IS NULL OR is_repeated) ORDER BY update_id LIMIT ?"
        )
        return [json.loads(row["body"]) for row in self._rows(sql, bot_id, limit)]

    def update_waiting_for(self, bot_id: int, person_id: int) -> Json | None:
        """Return the oldest update of one person the bot has not confirmed."""
        sql = (
            'SELECT body FROM "update" WHERE bot_id = ? AND person_id = ?'
            " AND (confirmed_at IS NULL OR is_repeated) ORDER BY update_id LIMIT 1"
        )
        row = self._row(sql, bot_id, person_id)
        return json.loads(row["body"]) if row else None

    def people_waiting(self, bot_id: int) -> list[int]:
        """Return the people with unconfirmed updates."""
        sql = (
            'SELECT DISTINCT person_id FROM "update"'
            " WHERE bot_id = ? AND (confirmed_at IS NULL OR is_repeated)"
        )
        return [row["person_id"] for row in self._rows(sql, bot_id)]

    def updates_waiting_count(self, bot_id: int) -> int:
        """Return how many updates the bot has not confirmed."""
        sql = 'SELECT count(*) FROM "update" WHERE bot_id = ? AND confirmed_at IS NULL'
        row = self._row(sql, bot_id)
        return int(row[0]) if row else 0

    def updates_end(self, bot_id: int) -> int:
        """Return the number the next update will get."""
        row = self._row("SELECT next_update_id FROM bot WHERE id = ?", bot_id)
        return int(row[0]) if row else 1

    def updates_unrepeat(self, bot_id: int, update_ids: list[int]) -> None:
        """Take repetitions as handed over, so that they come only once more."""
        for update_id in update_ids:
            sql = (
                'UPDATE "update" SET is_repeated = 0'
                " WHERE bot_id = ? AND update_id = ? AND is_repeated"
            )
            self._run(sql, bot_id, update_id)

    def update_repeat_last(self, bot_id: int, person_id: int) -> int | None:
        """Mark a person's newest update for one more delivery; return its number."""
        sql = (
            'UPDATE "update" SET is_repeated = 1 WHERE bot_id = ? AND update_id ='
            ' (SELECT max(update_id) FROM "update" WHERE bot_id = ? AND person_id = ?)'
            " RETURNING update_id"
        )
        row = self._row(sql, bot_id, bot_id, person_id)
        return int(row[0]) if row else None

    # Callback queries, files, settings, timeline

    def callback_add(self, bot_id: int, person_id: int, query_id: str, now: float) -> None:
        """Keep a pressed button until it is answered."""
        sql = "INSERT INTO callback_query VALUES (?, ?, ?, ?, NULL)"
        self._run(sql, query_id, bot_id, person_id, now)

    def callback_answer(
        self, bot_id: int, query_id: str, answer: Json, oldest: float
    ) -> int | None:
        """Keep the answer to a button pressed since `oldest`; return who pressed it, if known."""
        sql = (
            "UPDATE callback_query SET answer = ?"
            " WHERE id = ? AND bot_id = ? AND created_at >= ? RETURNING person_id"
        )
        row = self._row(sql, json.dumps(answer, ensure_ascii=False), query_id, bot_id, oldest)
        return int(row[0]) if row else None

    def file_add(self, bot_id: int, file: StoredFile) -> None:
        """Keep the bytes of a file."""
        sql = "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?)"
        self._run(sql, file.id, bot_id, file.path, file.name, file.mime, file.content)

    def file(self, file_id: str) -> StoredFile | None:
        """Return a file by its id."""
        row = self._row("SELECT * FROM file WHERE id = ?", file_id)
        return file_from_row(row) if row else None

    def file_at(self, bot_id: int, path: str) -> StoredFile | None:
        """Return a file by the path getFile gave."""
        row = self._row("SELECT * FROM file WHERE bot_id = ? AND path = ?", bot_id, path)
        return file_from_row(row) if row else None

    def setting_save(self, bot_id: int, key: tuple[str, str, str], value: Any) -> None:
        """Keep a setting under (name, scope, language code); None forgets it."""
        if value is None:
            where = "bot_id = ? AND name = ? AND scope = ? AND language_code = ?"
            self._run(f"DELETE FROM setting WHERE {where}", bot_id, *key)  # noqa: S608 - constant
            return
        sql = "INSERT OR REPLACE INTO setting VALUES (?, ?, ?, ?, ?)"
        self._run(sql, bot_id, *key, json.dumps(value, ensure_ascii=False))

    def setting(self, bot_id: int, key: tuple[str, str, str]) -> Any:
        """Return the setting under exactly this key, or None."""
        sql = (
            "SELECT value FROM setting"
            " WHERE bot_id = ? AND name = ? AND scope = ? AND language_code = ?"
        )
        row = self._row(sql, bot_id, *key)
        return json.loads(row["value"]) if row else None

    def action_add(self, bot_id: int, action: tuple[str, int, int, float, str, str]) -> None:
        """Keep (method, chat, message, received at, text, SHA-256) of what a bot did."""
        sql = (
            "INSERT INTO action"
            " (bot_id, method, chat_id, message_id, received_at, text, text_sha256)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        self._run(sql, bot_id, *action)

    def timeline(self, bot_id: int, after: float) -> Json:
        """Return what came in and what the bot did, later than `after` (seconds since 1970)."""
        updates = self._rows(
            "SELECT update_id, person_id AS person, kind, created_at, confirmed_at"
            ' FROM "update" WHERE bot_id = ? AND created_at > ? ORDER BY update_id',
            bot_id,
            after,
        )
        actions = self._rows(
            "SELECT method, chat_id, message_id, received_at, text, text_sha256"
            " FROM action WHERE bot_id = ? AND received_at > ? ORDER BY id",
            bot_id,
            after,
        )
        return {"updates": [dict(row) for row in updates], "messages": [dict(a) for a in actions]}
