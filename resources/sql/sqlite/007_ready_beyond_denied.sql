-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- RepositoryStore::nextReady when the oldest of a plan all belong to denied namespaces: on to the next namespace that is
-- not denied, without reading what is.
CREATE INDEX container_repositories_ready_plan_namespace
ON container_repositories (migration_plan, root_namespace_id, created_at, id) WHERE migration_state = 'default';
