-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who changed which setting, flag or entry of the deny list, from what to what. Append-only, written in the transaction
-- of the change; values are those in force, so a default is written out.
CREATE TABLE settings_events (
    id integer PRIMARY KEY AUTOINCREMENT,
    kind text NOT NULL CHECK (kind IN ('setting', 'flag', 'deny')),
    -- the setting's or flag's full name, or the path of the root namespace
    name text NOT NULL,
    before_value text NOT NULL,
    after_value text NOT NULL,
    actor text NOT NULL,
    origin text NOT NULL,
    created_at text NOT NULL
);

-- The last change of each.
CREATE INDEX settings_events_name ON settings_events (name, id);

CREATE TRIGGER settings_events_no_update BEFORE UPDATE ON settings_events
BEGIN
    SELECT RAISE(ABORT, 'settings_events is append-only');
END;

CREATE TRIGGER settings_events_no_delete BEFORE DELETE ON settings_events
BEGIN
    SELECT RAISE(ABORT, 'settings_events is append-only');
END;

-- The log of background migrations, so that every console can show it, whoever works on them: one JSON object a line,
-- written in the transaction of what it tells.
CREATE TABLE background_migration_lines (
    id integer PRIMARY KEY AUTOINCREMENT,
    background_migration_id integer NOT NULL REFERENCES background_migrations (id),
    line text NOT NULL
);

CREATE INDEX background_migration_lines_migration ON background_migration_lines (background_migration_id, id);

-- Since when the holder has had it without a break.
ALTER TABLE leases ADD COLUMN acquired_at text;
