# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills a registry over the OCI API: several threads, each with one kept-alive connection."""

import concurrent.futures
import threading

from oci import Client


class Parallel:
    """Runs work(client, item) over all items; the first error or the wish to stop ends it."""

    def __init__(self, stop, url, threads=6):
        self._stop = stop
        self._url = url
        self._threads = threads
        self._local = threading.local()
        self._clients = []
        self._cancel = threading.Event()

    def _call(self, work, item):
        if self._cancel.is_set():
            return None
        if not hasattr(self._local, "client"):
            self._local.client = Client(self._url)
            self._clients.append(self._local.client)
        return work(self._local.client, item)

    def map(self, work, items):
        """The results in the order of the items."""
        self._cancel.clear()
        try:
            return self._map(work, items)
        finally:
            for client in self._clients:
                client.close()

    def _map(self, work, items):
        with concurrent.futures.ThreadPoolExecutor(self._threads) as pool:
            futures = [pool.submit(self._call, work, item) for item in items]
            try:
                for future in futures:
                    while not future.done():
                        self._stop.check()
                        concurrent.futures.wait([future], timeout=0.2)
                    future.result()
                return [future.result() for future in futures]
            finally:
                self._cancel.set()


class Seeder:
    """Pushes repositories; a blob that another repository already has is mounted, not sent again."""

    def __init__(self, stop, registry):
        self._stop = stop
        self._registry = registry
        self._lock = threading.Lock()
        self._home = {}  # digest -> the repository that has it for sure

    def push(self, repositories):
        Parallel(self._stop, self._registry.url).map(self._push_repository, repositories)

    def _push_repository(self, client, repository):
        known = set()
        for tag, manifest in repository.tags:
            self._push_tree(client, repository.path, manifest, known)
            client.push_manifest(repository.path, manifest, tag)

    def _push_tree(self, client, path, manifest, known):
        for blob in manifest.blobs:
            if blob.digest not in known:
                self._push_blob(client, path, blob)
                known.add(blob.digest)
        for child in manifest.children:
            if child.digest not in known:
                self._push_tree(client, path, child, known)
                client.push_manifest(path, child, child.digest)
                known.add(child.digest)

    def _push_blob(self, client, path, blob):
        with self._lock:
            home = self._home.get(blob.digest)
        if not (home and client.mount_blob(path, blob.digest, home)):
            client.push_blob(path, blob)
        with self._lock:
            self._home.setdefault(blob.digest, path)
