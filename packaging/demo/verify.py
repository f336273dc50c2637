# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the two registries with our own eyes: nothing here asks the product what it thinks it did."""

import dataclasses

from oci import Client, RegistryError
from seed import Parallel


@dataclasses.dataclass
class Evidence:
    """Of one repository, or summed over many."""

    tags: int = 0
    manifests: int = 0
    blobs: int = 0
    problems: list = dataclasses.field(default_factory=list)

    def add(self, other):
        self.tags += other.tags
        self.manifests += other.manifests
        self.blobs += other.blobs
        self.problems += other.problems


def _descriptors(document):
    """(digests of manifests, digests of blobs) that a manifest refers to."""
    children = [entry["digest"] for entry in document.get("manifests", [])]
    parts = [document["config"]] if "config" in document else []
    return children, [entry["digest"] for entry in parts + document.get("layers", [])]


def _check_tree(target, path, digest, seen, evidence):
    """The manifest's bytes, all its children and all its blobs are on the target."""
    if digest in seen:
        return
    seen.add(digest)
    document = target.manifest(path, digest)
    if document is None:
        evidence.problems.append(f"{path}: manifest {digest} is missing on the target")
        return
    evidence.manifests += 1
    children, blobs = _descriptors(document)
    for blob in blobs:
        if blob in seen:
            continue
        seen.add(blob)
        if target.has_blob(path, blob):
            evidence.blobs += 1
        else:
            evidence.problems.append(f"{path}: blob {blob} is missing on the target")
    for child in children:
        _check_tree(target, path, child, seen, evidence)


def _check_migrated(source, target, path):
    evidence, missing = _check_tags(source, target, path)
    evidence.problems += [f"{path}:{tag} is missing on the target" for tag in missing]
    return evidence


def _check_failed(source, target, path):
    """What the source can give is there, complete; at least one tag cannot be given, or it would not have failed."""
    evidence, missing = _check_tags(source, target, path)
    if not missing:
        evidence.problems.append(f"{path} was skipped as failing, but every tag is on the target")
    return evidence


def _check_tags(source, target, path):
    """The evidence, and the tags that are missing on the target."""
    evidence, seen = Evidence(), set()
    wanted, found = source.tags(path), target.tags(path)
    if not wanted:
        evidence.problems.append(f"{path}: no tags on the source")
    for tag in sorted(set(found) - set(wanted)):
        evidence.problems.append(f"{path}:{tag} is on the target but not on the source")
    for tag in sorted(set(wanted) & set(found)):
        ours, theirs = source.tag_digest(path, tag), target.tag_digest(path, tag)
        if ours is None or ours != theirs:
            evidence.problems.append(f"{path}:{tag} is {ours} on the source and {theirs} on the target")
            continue
        evidence.tags += 1
        _check_tree(target, path, theirs, seen, evidence)
    return evidence, sorted(set(wanted) - set(found))


def _check_untouched(_source, target, path):
    evidence = Evidence()
    tags = target.tags(path)
    if tags:
        evidence.problems.append(f"{path} was skipped, but {len(tags)} of its tags are on the target")
    return evidence


class Verification:
    """Threads of its own, so that the work of one repository stays on one pair of connections."""

    def __init__(self, stop, source_url, target_url):
        self._stop = stop
        self._source_url = source_url
        self._target_url = target_url

    def check(self, migrated, failed, skipped):
        """migrated: every tag equal by digest and complete; failed: those that are there; skipped: no tag arrived."""

        def work(target, job):
            path, check = job
            source = Client(self._source_url)
            try:
                return check(source, target, path)
            except RegistryError as error:
                return Evidence(problems=[f"{path}: {error}"])
            finally:
                source.close()

        jobs = [(path, _check_migrated) for path in migrated]
        jobs += [(path, _check_failed) for path in failed] + [(path, _check_untouched) for path in skipped]
        total = Evidence()
        for evidence in Parallel(self._stop, self._target_url, threads=4).map(work, jobs):
            total.add(evidence)
        return total
