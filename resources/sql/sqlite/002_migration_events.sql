-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Append-only. No foreign key: the history outlives its repository.
CREATE TABLE migration_events (
    id integer PRIMARY KEY AUTOINCREMENT,
    container_repository_id integer NOT NULL,
    event text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    actor text NOT NULL,
    origin text NOT NULL,
    reason text NOT NULL DEFAULT '',
    detail text NOT NULL DEFAULT '',
    created_at text NOT NULL
);

-- The history of one repository, oldest first.
CREATE INDEX migration_events_repository ON migration_events (container_repository_id, id);

-- Throughput: how many entered a final state in a span of time, from the index alone.
CREATE INDEX migration_events_throughput ON migration_events (created_at, to_state)
WHERE to_state IN ('import_done', 'import_aborted', 'import_skipped');

CREATE TRIGGER migration_events_no_update BEFORE UPDATE ON migration_events
BEGIN
    SELECT RAISE(ABORT, 'migration_events is append-only');
END;

CREATE TRIGGER migration_events_no_delete BEFORE DELETE ON migration_events
BEGIN
    SELECT RAISE(ABORT, 'migration_events is append-only');
END;
