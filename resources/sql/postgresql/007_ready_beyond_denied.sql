-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- RepositoryStore::nextReady when the oldest of a plan all belong to denied namespaces: on to the next namespace that is
-- not denied, without reading what is.
-- Its condition says root_namespace_id > 0 so that only that question can use it: for the head of a plan's queue the planner
-- would now and then take it, and sort all of the plan's repositories.
CREATE INDEX container_repositories_ready_plan_namespace
ON container_repositories (migration_plan, root_namespace_id, created_at, id)
WHERE migration_state = 'default' AND root_namespace_id > 0;

-- RepositoryStore::nextReady with and without a group of plans, as before, but answered from the index alone.
DROP INDEX container_repositories_ready;
CREATE INDEX container_repositories_ready ON container_repositories (created_at, id) INCLUDE (root_namespace_id)
WHERE migration_state = 'default';
DROP INDEX container_repositories_ready_plan;
CREATE INDEX container_repositories_ready_plan ON container_repositories (migration_plan, created_at, id)
INCLUDE (root_namespace_id) WHERE migration_state = 'default';
