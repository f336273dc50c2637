-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The tags of a repository right before its final import, one name a line: compared with those after it, then removed.
-- At most one for a repository; it stays where an import never completes.
CREATE TABLE tag_lists (
    container_repository_id integer PRIMARY KEY,
    listed_at text NOT NULL,
    names text NOT NULL
);
