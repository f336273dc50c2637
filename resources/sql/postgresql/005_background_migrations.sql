-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a worker needs to take a background migration up where another one left it.
ALTER TABLE background_migrations ADD COLUMN actor text NOT NULL DEFAULT '';

-- In every log line of this run.
ALTER TABLE background_migrations ADD COLUMN correlation_id text NOT NULL DEFAULT '';

-- Complete batches, complete sub-batches, and rows done of the batch under way.
ALTER TABLE background_migrations ADD COLUMN batches_count bigint NOT NULL DEFAULT 0;

ALTER TABLE background_migrations ADD COLUMN sub_batches_count bigint NOT NULL DEFAULT 0;

ALTER TABLE background_migrations ADD COLUMN batch_done_count integer NOT NULL DEFAULT 0;

-- The pause between batches: nothing is done before.
ALTER TABLE background_migrations ADD COLUMN next_batch_at timestamp(6);

-- Who works on it, and when he last said so; whoever falls silent is replaced.
ALTER TABLE background_migrations ADD COLUMN worker text NOT NULL DEFAULT '';

ALTER TABLE background_migrations ADD COLUMN heartbeat_at timestamp(6);

-- The rate is taken from here on: the start, or the last resume.
ALTER TABLE background_migrations ADD COLUMN measured_from timestamp(6);

ALTER TABLE background_migrations ADD COLUMN measured_from_count bigint NOT NULL DEFAULT 0;

-- One of a kind at a time.
CREATE UNIQUE INDEX background_migrations_under_way ON background_migrations (name)
WHERE status IN ('running', 'paused');
