-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What charts show of migration_events, added up in steps of time: a chart of a year must not read a year's history.
-- models/storage/eventrollups.cpp folds events into it some minutes after they happened and reads the newest ones from
-- migration_events itself.
CREATE TABLE event_rollups (
    -- of the step in seconds: 10, 300, 3600
    width integer NOT NULL,
    -- of the step, in seconds since 1970, a multiple of the width
    starts_at integer NOT NULL,
    -- import_done, import_aborted, import_skipped: entered that state; pre_import_ms, import_ms: a step was done
    kind text NOT NULL,
    -- the cause of an abort or a skip; how long the step took, in rounded milliseconds
    key text NOT NULL,
    event_count integer NOT NULL,
    PRIMARY KEY (width, starts_at, kind, key)
) WITHOUT ROWID;

-- One row: events with an id up to this one are in event_rollups.
CREATE TABLE event_rollup_cursor (
    only_row integer PRIMARY KEY CHECK (only_row = 1),
    last_event_id integer NOT NULL
);

INSERT INTO event_rollup_cursor (only_row, last_event_id) VALUES (1, 0);
