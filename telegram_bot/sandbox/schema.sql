-- The sandbox's own tables. Nothing of the product's database is here, nothing of it is needed.
CREATE TABLE IF NOT EXISTS bot (
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  next_update_id INTEGER NOT NULL DEFAULT 1,
  next_message_id INTEGER NOT NULL DEFAULT 1,
  allowed_updates TEXT,
  webhook TEXT,
  called_at REAL NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS person (
  id INTEGER PRIMARY KEY,
  first_name TEXT NOT NULL,
  language_code TEXT NOT NULL CHECK (language_code IN ('ru', 'en')),
  created_at REAL NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS chat (
  bot_id INTEGER NOT NULL REFERENCES bot,
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person,
  kind TEXT NOT NULL CHECK (kind IN ('private', 'supergroup')),
  title TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('member', 'kicked', 'left')),
  PRIMARY KEY (bot_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS message (
  bot_id INTEGER NOT NULL REFERENCES bot,
  chat_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  from_bot INTEGER NOT NULL,
  body TEXT NOT NULL,
  extra TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (bot_id, chat_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS "update" (
  bot_id INTEGER NOT NULL REFERENCES bot,
  update_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at REAL NOT NULL,
  confirmed_at REAL,
  is_repeated INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (bot_id, update_id)
) STRICT, WITHOUT ROWID;

-- Read by every getUpdates and by the webhook lanes.
CREATE INDEX IF NOT EXISTS update_waiting ON "update" (bot_id, update_id)
  WHERE confirmed_at IS NULL OR is_repeated;

-- What the bot did to messages, for counting repeats and measuring delays.
CREATE TABLE IF NOT EXISTS action (
  id INTEGER PRIMARY KEY,
  bot_id INTEGER NOT NULL REFERENCES bot,
  method TEXT NOT NULL,
  chat_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  received_at REAL NOT NULL,
  text TEXT NOT NULL,
  text_sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS callback_query (
  id TEXT PRIMARY KEY,
  bot_id INTEGER NOT NULL REFERENCES bot,
  person_id INTEGER NOT NULL,
  created_at REAL NOT NULL,
  answer TEXT
) STRICT;

CREATE TABLE IF NOT EXISTS file (
  id TEXT PRIMARY KEY,
  bot_id INTEGER NOT NULL REFERENCES bot,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  mime TEXT NOT NULL,
  content BLOB NOT NULL,
  UNIQUE (bot_id, path)
) STRICT;

CREATE TABLE IF NOT EXISTS setting (
  bot_id INTEGER NOT NULL REFERENCES bot,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  language_code TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (bot_id, name, scope, language_code)
) STRICT, WITHOUT ROWID;
