# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small but real container images, made deterministically: the same names give the same digests every time."""

import dataclasses
import gzip
import hashlib
import io
import json
import random
import tarfile

OCI = {
    "manifest": "application/vnd.oci.image.manifest.v1+json",
    "index": "application/vnd.oci.image.index.v1+json",
    "config": "application/vnd.oci.image.config.v1+json",
    "layer": "application/vnd.oci.image.layer.v1.tar+gzip",
}
DOCKER = {
    "manifest": "application/vnd.docker.distribution.manifest.v2+json",
    "index": "application/vnd.docker.distribution.manifest.list.v2+json",
    "config": "application/vnd.docker.container.image.v1+json",
    "layer": "application/vnd.docker.image.rootfs.diff.tar.gzip",
}
CREATED = "2021-11-30T08:00:00Z"


def digest_of(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


@dataclasses.dataclass(frozen=True)
class Blob:
    data: bytes
    digest: str
    diff_id: str = ""  # of the uncompressed tar, as an image's configuration lists it


@dataclasses.dataclass(frozen=True)
class Manifest:
    """One manifest with all that has to be in the registry before it: its blobs, or an index's children."""

    body: bytes
    media_type: str
    digest: str
    blobs: tuple = ()
    children: tuple = ()


def layer(name, size):
    """A gzipped tar with one file of incompressible content that only depends on the name."""
    content = random.Random(name).randbytes(size)
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        entry = tarfile.TarInfo("opt/" + name.replace("/", "-").replace(":", "-"))
        entry.size = len(content)
        entry.mode = 0o644
        archive.addfile(entry, io.BytesIO(content))
    data = gzip.compress(raw.getvalue(), compresslevel=1, mtime=0)
    return Blob(data, digest_of(data), digest_of(raw.getvalue()))


def _json_blob(document):
    data = json.dumps(document, separators=(",", ":")).encode()
    return Blob(data, digest_of(data))


def _manifest(kinds, config, config_type, layers, layer_type, annotations=None):
    document = {
        "schemaVersion": 2,
        "mediaType": kinds["manifest"],
        "config": {"mediaType": config_type, "digest": config.digest, "size": len(config.data)},
        "layers": [{"mediaType": layer_type, "digest": one.digest, "size": len(one.data)} for one in layers],
    }
    if annotations:
        document["annotations"] = annotations
    body = json.dumps(document, indent=3).encode()
    return Manifest(body, kinds["manifest"], digest_of(body), (config, *layers))


def image(kinds, title, layers, architecture="amd64", variant=None):
    """A single image; the title makes its configuration, hence its digest, its own."""
    platform = {"architecture": architecture, "os": "linux"}
    if variant:
        platform["variant"] = variant
    config = _json_blob(
        {
            "created": CREATED,
            **platform,
            "config": {"Cmd": ["/bin/sh"], "Labels": {"org.opencontainers.image.title": title}},
            "rootfs": {"type": "layers", "diff_ids": [one.diff_id for one in layers]},
            "history": [{"created": CREATED, "created_by": "COPY . /opt"} for _ in layers],
        }
    )
    return _manifest(kinds, config, kinds["config"], layers, kinds["layer"])


def attestation(title):
    """What BuildKit adds to an index: a manifest for the platform unknown/unknown with an in-toto statement."""
    statement = _json_blob({"_type": "https://in-toto.io/Statement/v0.1", "subject": [{"name": title}]})
    config = _json_blob(
        {"architecture": "unknown", "os": "unknown", "rootfs": {"type": "layers", "diff_ids": [statement.digest]}}
    )
    return _manifest(OCI, config, OCI["config"], (statement,), "application/vnd.in-toto+json")


def index(kinds, children):
    """children: (platform, manifest, annotations) in order."""
    entries = []
    for platform, child, annotations in children:
        entry = {"mediaType": child.media_type, "digest": child.digest, "size": len(child.body), "platform": platform}
        if annotations:
            entry["annotations"] = annotations
        entries.append(entry)
    document = {"schemaVersion": 2, "mediaType": kinds["index"], "manifests": entries}
    body = json.dumps(document, indent=3).encode()
    return Manifest(body, kinds["index"], digest_of(body), (), tuple(child for _, child, _ in children))


def multi_platform(kinds, title, bases, application, with_attestation):
    """One image for three platforms; bases: one layer per architecture."""
    platforms = [("amd64", None), ("arm64", "v8"), ("arm", "v7")]
    children = []
    for architecture, variant in platforms:
        child = image(kinds, title, (bases[architecture], application), architecture, variant)
        platform = {"architecture": architecture, "os": "linux"}
        if variant:
            platform["variant"] = variant
        children.append((platform, child, None))
    if with_attestation:
        annotations = {
            "vnd.docker.reference.type": "attestation-manifest",
            "vnd.docker.reference.digest": children[0][1].digest,
        }
        children.append(({"architecture": "unknown", "os": "unknown"}, attestation(title), annotations))
    return index(kinds, children)
