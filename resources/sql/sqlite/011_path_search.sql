-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Parts of paths, three characters and longer: which rows hold them, without reading all. Holds no text of its own; paths
-- do not change after a repository was added, so a transition does not touch it.
CREATE VIRTUAL TABLE repository_paths USING fts5 (
    path, content = 'container_repositories', content_rowid = 'id', tokenize = 'trigram case_sensitive 1');

INSERT INTO repository_paths (repository_paths) VALUES ('rebuild');

CREATE TRIGGER container_repositories_paths_insert AFTER INSERT ON container_repositories
BEGIN
    INSERT INTO repository_paths (rowid, path) VALUES (NEW.id, NEW.path);
END;

CREATE TRIGGER container_repositories_paths_delete AFTER DELETE ON container_repositories
BEGIN
    INSERT INTO repository_paths (repository_paths, rowid, path) VALUES ('delete', OLD.id, OLD.path);
END;

CREATE TRIGGER container_repositories_paths_update AFTER UPDATE OF path ON container_repositories
BEGIN
    INSERT INTO repository_paths (repository_paths, rowid, path) VALUES ('delete', OLD.id, OLD.path);
    INSERT INTO repository_paths (rowid, path) VALUES (NEW.id, NEW.path);
END;
