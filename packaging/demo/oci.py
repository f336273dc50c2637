# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small client of the OCI distribution API over one kept-alive connection. One thread each."""

import http.client
import json
import urllib.parse

from images import DOCKER, OCI, digest_of

ACCEPT = ", ".join([OCI["manifest"], OCI["index"], DOCKER["manifest"], DOCKER["index"]])


class RegistryError(Exception):
    pass


class Client:
    def __init__(self, url):
        self._host = urllib.parse.urlsplit(url).netloc
        self._connection = http.client.HTTPConnection(self._host, timeout=30)

    def close(self):
        self._connection.close()

    def request(self, method, path, body=None, headers=None, expected=(200,)):
        """(status, headers, body); any status that is not expected is an error with the registry's own words."""
        for attempt in (1, 2):
            try:
                self._connection.request(method, path, body=body, headers=headers or {})
                answer = self._connection.getresponse()
                data = answer.read()
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                # The server may close an idle connection at any time; all requests made here can be repeated.
                self._connection.close()
                if attempt == 2:
                    raise
        if answer.status not in expected:
            words = data[:300].decode(errors="replace")
            raise RegistryError(f"{method} http://{self._host}{path}: {answer.status} {words}")
        return answer.status, answer.headers, data

    def has_blob(self, repository, digest):
        return self.request("HEAD", f"/v2/{repository}/blobs/{digest}", expected=(200, 404))[0] == 200

    def mount_blob(self, repository, digest, source):
        """True when the registry shares the blob of another of its repositories."""
        query = urllib.parse.urlencode({"mount": digest, "from": source})
        return self.request("POST", f"/v2/{repository}/blobs/uploads/?{query}", expected=(201, 202))[0] == 201

    def push_blob(self, repository, blob):
        _, headers, _ = self.request("POST", f"/v2/{repository}/blobs/uploads/", expected=(202,))
        location = urllib.parse.urlsplit(headers["Location"])
        query = location.query + ("&" if location.query else "") + urllib.parse.urlencode({"digest": blob.digest})
        self.request(
            "PUT",
            f"{location.path}?{query}",
            body=blob.data,
            headers={"Content-Type": "application/octet-stream"},
            expected=(201,),
        )

    def push_manifest(self, repository, manifest, reference):
        path = f"/v2/{repository}/manifests/{reference}"
        self.request("PUT", path, body=manifest.body, headers={"Content-Type": manifest.media_type}, expected=(201,))

    def tags(self, repository):
        """Every tag; none for a repository the registry does not know."""
        path, tags = f"/v2/{repository}/tags/list", []
        while path:
            status, headers, data = self.request("GET", path, expected=(200, 404))
            if status == 404:
                return []
            tags += json.loads(data)["tags"] or []
            path = self._next_page(headers.get("Link"))
        return sorted(tags)

    @staticmethod
    def _next_page(link):
        if not link or 'rel="next"' not in link:
            return None
        target = urllib.parse.urlsplit(link[link.index("<") + 1 : link.index(">")])
        return target.path + ("?" + target.query if target.query else "")

    def tag_digest(self, repository, tag):
        """The digest behind a tag, None when there is no such tag."""
        path = f"/v2/{repository}/manifests/{tag}"
        status, headers, _ = self.request("HEAD", path, headers={"Accept": ACCEPT}, expected=(200, 404))
        return headers["Docker-Content-Digest"] if status == 200 else None

    def manifest(self, repository, digest):
        """The parsed manifest; None when it is not there, an error when its bytes do not have this digest."""
        path = f"/v2/{repository}/manifests/{digest}"
        status, _, data = self.request("GET", path, headers={"Accept": ACCEPT}, expected=(200, 404))
        if status == 404:
            return None
        if digest_of(data) != digest:
            raise RegistryError(f"{repository}@{digest} on {self._host} has the digest {digest_of(data)}")
        return json.loads(data)
