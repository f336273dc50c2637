-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The console's table: every order it offers, read from any place in it (models/storage/repositorysort.cpp; the
-- expressions are the same word for word). Every UPDATE of a row writes all of them: docs/performance.md says what that
-- costs.

-- One state by path: what every click on a state asks for.
CREATE INDEX container_repositories_state_path ON container_repositories (migration_state, path);

-- All states by when the state was entered; filters with `since` but no state.
CREATE INDEX container_repositories_since ON container_repositories (COALESCE((CASE migration_state WHEN 'default'
    THEN created_at WHEN 'pre_importing' THEN migration_pre_import_started_at WHEN 'pre_import_done'
    THEN migration_pre_import_done_at WHEN 'importing' THEN migration_import_started_at WHEN 'import_done'
    THEN migration_import_done_at WHEN 'import_aborted' THEN migration_aborted_at ELSE migration_skipped_at END),
    TIMESTAMP '-infinity'), id);

-- One state by when it was entered: what has been there for longest.
CREATE INDEX container_repositories_state_since ON container_repositories (migration_state,
    COALESCE((CASE migration_state WHEN 'default' THEN created_at WHEN 'pre_importing'
    THEN migration_pre_import_started_at WHEN 'pre_import_done' THEN migration_pre_import_done_at WHEN 'importing'
    THEN migration_import_started_at WHEN 'import_done' THEN migration_import_done_at WHEN 'import_aborted'
    THEN migration_aborted_at ELSE migration_skipped_at END),
    TIMESTAMP '-infinity'), id);

-- One state by its last change is the same order in all but rare rows.
DROP INDEX container_repositories_state_updated;

-- By age.
CREATE INDEX container_repositories_created ON container_repositories (created_at, id);

-- By plan; one plan, when it has few repositories.
CREATE INDEX container_repositories_plan ON container_repositories (COALESCE(migration_plan, ''), id);

-- By number of tags: the largest first; filters with `tags`.
CREATE INDEX container_repositories_tags ON container_repositories (COALESCE(tags_count, -1), id);

-- By retries: near the limit first; filters with `retries`.
CREATE INDEX container_repositories_retries ON container_repositories (migration_retries_count, id);

-- Of the new expressions the planner knows nothing yet.
ANALYZE container_repositories;
