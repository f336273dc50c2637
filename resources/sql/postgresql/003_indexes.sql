-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- RepositoryStore::findByPath, path prefixes of filters, and sorting by path.
CREATE UNIQUE INDEX container_repositories_path ON container_repositories (path);

CREATE UNIQUE INDEX container_repositories_project_name ON container_repositories (project_id, name);

-- Named by the original: counts and lists by state in the order they were done.
CREATE INDEX container_repositories_state_import_done
ON container_repositories (migration_state, migration_import_done_at);

-- RepositoryStore::latestStepAt: is the last step longer ago than the waiting time?
-- PostgreSQL's GREATEST skips NULLs, so a row that never reached one of the steps still counts.
CREATE INDEX container_repositories_latest_step ON container_repositories ((GREATEST(migration_pre_import_done_at, migration_import_done_at, migration_aborted_at,
    migration_skipped_at)))
WHERE migration_state IN ('pre_import_done', 'import_done', 'import_aborted', 'import_skipped');

-- RepositoryStore::nextReady without a tier filter: the oldest repository that is left.
CREATE INDEX container_repositories_ready ON container_repositories (created_at, id)
WHERE migration_state = 'default';

-- RepositoryStore::nextReady for a group of plans, one probe for each plan; flat also when the group is used up.
CREATE INDEX container_repositories_ready_plan ON container_repositories (migration_plan, created_at, id)
WHERE migration_state = 'default';

-- RepositoryStore::nextReady limited to one root namespace.
CREATE INDEX container_repositories_ready_namespace
ON container_repositories (root_namespace_id, created_at, id) WHERE migration_state = 'default';

-- RepositoryStore::nextAborted: the one that was aborted longest ago.
CREATE INDEX container_repositories_aborted ON container_repositories (migration_aborted_at NULLS FIRST, id)
WHERE migration_state = 'import_aborted';

-- RepositoryStore::countInProcess, inProcess, stepsOlderThan: never more rows than the capacity.
CREATE INDEX container_repositories_in_process ON container_repositories (id)
WHERE migration_state IN ('pre_importing', 'pre_import_done', 'importing');

-- Background migration reset_skipped: batches of ids of what was skipped for its number of tags.
CREATE INDEX container_repositories_skipped_tags ON container_repositories (id)
WHERE migration_state = 'import_skipped' AND migration_skipped_reason = 2;

-- Background migration reset_status: batches of ids of what is scheduled for deletion.
CREATE INDEX container_repositories_delete_scheduled ON container_repositories (id) WHERE status = 0;

-- The console: newest changes first, over all states.
CREATE INDEX container_repositories_updated ON container_repositories (updated_at, id);

-- The console: one state by id, and the recount of each state from the index alone.
CREATE INDEX container_repositories_state_id ON container_repositories (migration_state, id);

-- The console: one state, newest changes first.
CREATE INDEX container_repositories_state_updated ON container_repositories (migration_state, updated_at, id);
