-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- RepositoryStore::nextReady when the oldest of a plan all belong to denied namespaces: on to the next namespace that is
-- not denied, without reading what is.
CREATE INDEX container_repositories_ready_plan_namespace
ON container_repositories (migration_plan, root_namespace_id, created_at, id) WHERE migration_state = 'default';

-- RepositoryStore::nextReady with and without a group of plans, as before, but answered from the index alone: while a
-- head's root namespaces had to be fetched from the table, the planner preferred the index above with a sort of all of
-- a plan's repositories.
DROP INDEX container_repositories_ready;
CREATE INDEX container_repositories_ready ON container_repositories (created_at, id) INCLUDE (root_namespace_id)
WHERE migration_state = 'default';
DROP INDEX container_repositories_ready_plan;
CREATE INDEX container_repositories_ready_plan ON container_repositories (migration_plan, created_at, id)
INCLUDE (root_namespace_id) WHERE migration_state = 'default';
