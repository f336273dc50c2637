-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rows in each state, kept exact in the same transaction as the rows: there is one writer at a time anyway, and
-- counting five million rows takes half a second.
CREATE TABLE state_counts (
    state text PRIMARY KEY,
    row_count integer NOT NULL
) WITHOUT ROWID;

INSERT INTO state_counts (state, row_count) VALUES
    ('default', 0),
    ('pre_importing', 0),
    ('pre_import_done', 0),
    ('importing', 0),
    ('import_done', 0),
    ('import_aborted', 0),
    ('import_skipped', 0);

CREATE TRIGGER container_repositories_count_insert AFTER INSERT ON container_repositories
BEGIN
    UPDATE state_counts SET row_count = row_count + 1 WHERE state = NEW.migration_state;
END;

CREATE TRIGGER container_repositories_count_delete AFTER DELETE ON container_repositories
BEGIN
    UPDATE state_counts SET row_count = row_count - 1 WHERE state = OLD.migration_state;
END;

CREATE TRIGGER container_repositories_count_update AFTER UPDATE OF migration_state ON container_repositories
WHEN OLD.migration_state <> NEW.migration_state
BEGIN
    UPDATE state_counts SET row_count = row_count - 1 WHERE state = OLD.migration_state;
    UPDATE state_counts SET row_count = row_count + 1 WHERE state = NEW.migration_state;
END;
