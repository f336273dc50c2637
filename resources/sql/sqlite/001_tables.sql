-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- A statement ends with a semicolon followed by an empty line (models/storage/schema.cpp splits there).
-- Timestamps: UTC as text 'YYYY-MM-DD HH:MM:SS.ffffff', of fixed width so that text order is time order.

CREATE TABLE namespaces (
    id integer PRIMARY KEY AUTOINCREMENT,
    path text NOT NULL,
    parent_id integer REFERENCES namespaces (id),
    -- the outermost parent, itself for a root; NULL only while a root is being inserted
    root_id integer REFERENCES namespaces (id)
);

-- One namespace of a name below each parent; also finds root namespaces for the deny list and the tier filter.
CREATE UNIQUE INDEX namespaces_parent_path ON namespaces (COALESCE(parent_id, 0), path);

CREATE TABLE projects (
    id integer PRIMARY KEY AUTOINCREMENT,
    namespace_id integer NOT NULL REFERENCES namespaces (id),
    -- empty: the unnamed project behind a repository path of one segment
    path text NOT NULL
);

CREATE UNIQUE INDEX projects_namespace_path ON projects (namespace_id, path);

CREATE TABLE plans (
    id integer PRIMARY KEY AUTOINCREMENT,
    name text NOT NULL UNIQUE
);

CREATE TABLE gitlab_subscriptions (
    id integer PRIMARY KEY AUTOINCREMENT,
    namespace_id integer NOT NULL UNIQUE REFERENCES namespaces (id),
    hosted_plan_id integer REFERENCES plans (id)
);

CREATE TABLE container_repositories (
    id integer PRIMARY KEY AUTOINCREMENT,
    project_id integer NOT NULL REFERENCES projects (id),
    -- empty: the project's root repository
    name text NOT NULL DEFAULT '',
    -- Denormalised from the namespaces, the project and the name: shown, sorted and searched without joins.
    path text NOT NULL,
    -- Denormalised from the project: the deny list and the tier filter look at it for every candidate, and a join to
    -- projects costs tens of milliseconds at five million rows.
    root_namespace_id integer NOT NULL REFERENCES namespaces (id),
    created_at text NOT NULL,
    updated_at text NOT NULL,
    status integer CHECK (status BETWEEN 0 AND 2),
    expiration_policy_started_at text,
    expiration_policy_cleanup_status integer NOT NULL DEFAULT 0,
    expiration_policy_completed_at text,
    migration_state text NOT NULL DEFAULT 'default' CHECK (migration_state IN (
        'default', 'pre_importing', 'pre_import_done', 'importing', 'import_done', 'import_aborted', 'import_skipped')),
    migration_pre_import_started_at text,
    migration_pre_import_done_at text,
    migration_import_started_at text,
    migration_import_done_at text,
    migration_aborted_at text,
    migration_skipped_at text,
    -- ours: when the registry took the start of the present step; NULL = it has not answered yet
    migration_step_accepted_at text,
    migration_retries_count integer NOT NULL DEFAULT 0 CHECK (migration_retries_count >= 0),
    migration_skipped_reason integer CHECK (migration_skipped_reason BETWEEN 0 AND 9),
    migration_aborted_in_state text CHECK (migration_aborted_in_state IN (
        'default', 'pre_importing', 'pre_import_done', 'importing', 'import_done', 'import_aborted', 'import_skipped')),
    -- Denormalised from the subscription of the root namespace; NULL = unknown. Without it an exhausted tier makes the
    -- enqueuer read every repository that is left.
    migration_plan text,
    -- Denormalised from the registry, as last counted or loaded: counting takes a request for each repository, and the
    -- console shows, sorts and filters by it. NULL = never counted; the registry stays the truth.
    tags_count integer CHECK (tags_count >= 0)
);

-- Flags (key 'boolean', value 'true') and lists of actors (key 'actors', value 'Group:<root namespace id>').
CREATE TABLE feature_gates (
    id integer PRIMARY KEY AUTOINCREMENT,
    feature_key text NOT NULL,
    key text NOT NULL,
    value text NOT NULL
);

-- Also serves the check of one namespace against the deny list.
CREATE UNIQUE INDEX feature_gates_feature_key_value ON feature_gates (feature_key, key, value);

CREATE TABLE application_settings (
    name text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE leases (
    name text PRIMARY KEY,
    holder text NOT NULL,
    expires_at text NOT NULL
);

CREATE TABLE background_migrations (
    id integer PRIMARY KEY AUTOINCREMENT,
    name text NOT NULL,
    status text NOT NULL DEFAULT 'running' CHECK (status IN (
        'running', 'paused', 'canceled', 'finished', 'failed')),
    batch_size integer NOT NULL CHECK (batch_size > 0),
    sub_batch_size integer NOT NULL CHECK (sub_batch_size > 0),
    pause_seconds integer NOT NULL CHECK (pause_seconds >= 0),
    -- rows with an id up to this one are done: what a restart goes on from
    cursor_id integer NOT NULL DEFAULT 0,
    last_id integer NOT NULL DEFAULT 0,
    total_count integer NOT NULL DEFAULT 0,
    done_count integer NOT NULL DEFAULT 0,
    changed_count integer NOT NULL DEFAULT 0,
    error text,
    started_at text NOT NULL,
    updated_at text NOT NULL,
    finished_at text
);

-- The observer's time series: rows in each state at a moment.
CREATE TABLE state_samples (
    sampled_at text PRIMARY KEY,
    default_count integer NOT NULL,
    pre_importing_count integer NOT NULL,
    pre_import_done_count integer NOT NULL,
    importing_count integer NOT NULL,
    import_done_count integer NOT NULL,
    import_aborted_count integer NOT NULL,
    import_skipped_count integer NOT NULL
);
