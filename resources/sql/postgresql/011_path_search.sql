-- SPDX-FileCopyrightText: 2026 Transship contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Parts of paths, three characters and longer: which rows hold them, without reading all. A table of its own, since every
-- UPDATE of a row writes all indexes of its table, and this one has fifty entries a path; paths do not change after a
-- repository was added, so a transition does not touch it. Its trigram index needs an extension that the owner of the
-- database may not have the right to create: schema::upgrade tries after all steps, and without it reads it all.
CREATE TABLE repository_paths (
    id bigint PRIMARY KEY,
    path text COLLATE "C" NOT NULL
);

INSERT INTO repository_paths (id, path) SELECT id, path FROM container_repositories;

CREATE FUNCTION container_repositories_paths_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO repository_paths (id, path) SELECT id, path FROM new_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION container_repositories_paths_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM repository_paths USING old_rows WHERE repository_paths.id = old_rows.id;
    RETURN NULL;
END $$;

CREATE FUNCTION container_repositories_paths_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE repository_paths SET id = NEW.id, path = NEW.path WHERE id = OLD.id;
    RETURN NULL;
END $$;

CREATE FUNCTION container_repositories_paths_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM repository_paths;
    RETURN NULL;
END $$;

CREATE TRIGGER container_repositories_paths_insert AFTER INSERT ON container_repositories
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION container_repositories_paths_insert();

CREATE TRIGGER container_repositories_paths_delete AFTER DELETE ON container_repositories
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION container_repositories_paths_delete();

CREATE TRIGGER container_repositories_paths_update AFTER UPDATE OF id, path ON container_repositories
FOR EACH ROW WHEN (OLD.id <> NEW.id OR OLD.path <> NEW.path) EXECUTE FUNCTION container_repositories_paths_update();

CREATE TRIGGER container_repositories_paths_truncate AFTER TRUNCATE ON container_repositories
FOR EACH STATEMENT EXECUTE FUNCTION container_repositories_paths_truncate();
