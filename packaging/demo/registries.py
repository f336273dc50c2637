# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's docker-registry, started for us alone: own configuration, own storage, a free port of loopback."""

import os
import shutil

from processes import Failed, free_port, wait_for_port

CONFIGURATION = """\
version: 0.1
log:
  level: warn
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: {storage}
  delete:
    enabled: true
  maintenance:
    uploadpurging:
      enabled: false
http:
  addr: 127.0.0.1:{port}
"""


class Registry:
    def __init__(self, name, url, storage, child):
        self.name = name
        self.url = url
        self.storage = storage
        self.child = child

    def lose_blob(self, digest):
        """Deletes a blob's content behind the registry's back, as a bad disk or a careless clean-up would."""
        algorithm, value = digest.split(":")
        os.unlink(f"{self.storage}/docker/registry/v2/blobs/{algorithm}/{value[:2]}/{value}/data")


def start_registry(children, stop, name, folder):
    program = shutil.which("docker-registry")
    if not program:
        raise Failed("docker-registry is not installed: ./dev setup")
    storage = os.path.join(folder, name)
    os.makedirs(storage)
    last = None
    for _ in range(5):
        # Between our look at a free port and the registry's use of it another program may take it.
        port = free_port()
        configuration = os.path.join(folder, name + ".yml")
        with open(configuration, "w") as out:
            out.write(CONFIGURATION.format(storage=storage, port=port))
        environment = {k: v for k, v in os.environ.items() if not k.startswith("REGISTRY_")}
        environment["OTEL_TRACES_EXPORTER"] = "none"
        child = children.start(name + "-registry", [program, "serve", configuration], environment)
        try:
            wait_for_port(stop, child, port, 20)
            return Registry(name, f"http://127.0.0.1:{port}", storage, child)
        except Failed as error:
            last = error
            if not child.ended():
                children.kill(child)
    raise last
