# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""transshipctl and transship as their users see them: processes with arguments, an environment and JSON."""

import glob
import json
import os
import shutil

from processes import Failed, free_port, wait_for_port

STATES = (
    "default",
    "pre_importing",
    "pre_import_done",
    "importing",
    "import_done",
    "import_aborted",
    "import_skipped",
)
IN_PROCESS = ("pre_importing", "pre_import_done", "importing")


def find_program(build_dir, name):
    """The built one, else the installed one."""
    for path in glob.glob(os.path.join(build_dir, "app", "*", name)) + glob.glob(os.path.join(build_dir, "bin", name)):
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    found = shutil.which(name)
    if not found:
        raise Failed(f"{name} is neither in {build_dir} nor installed: ./dev build {name}")
    return found


class Product:
    def __init__(self, children, stop, build_dir, database, folder):
        self._children = children
        self._stop = stop
        self._folder = folder
        self._workers = 0
        self.ctl_program = find_program(build_dir, "transshipctl")
        self.console_program = find_program(build_dir, "transship")
        self.environment = {
            **os.environ,
            "TRANSSHIP_DATABASE": database,
            # Nothing of the user's own settings is read or changed.
            "XDG_CONFIG_HOME": os.path.join(folder, "config"),
            "XDG_DATA_HOME": os.path.join(folder, "data"),
            "XDG_CACHE_HOME": os.path.join(folder, "cache"),
        }
        for name in [name for name in self.environment if name.startswith("TRANSSHIP_REGISTRY")]:
            del self.environment[name]  # the address, and every way to log in there
        for name in ("TRANSSHIP_IMPORTER_TOKEN", "TRANSSHIP_NOTIFICATION_SECRET", "TRANSSHIP_PROFILE"):
            self.environment.pop(name, None)

    def ctl(self, *arguments, expected=(0,)):
        """Runs a command; (exit code, standard output)."""
        code, output, errors = self._children.run(self._stop, [self.ctl_program, *arguments], self.environment)
        if code not in expected:
            raise Failed(f"transshipctl {' '.join(arguments)}: exit code {code}\n{errors.strip() or output.strip()}")
        return code, output

    def json(self, *arguments, expected=(0,)):
        code, output = self.ctl("--json", *arguments, expected=expected)
        try:
            return json.loads(output)
        except ValueError:
            raise Failed(
                f"transshipctl --json {' '.join(arguments)}: no JSON (exit code {code})\n{output[:500]}"
            ) from None

    def require_empty_database(self):
        """The demo never mixes its repositories with someone's own."""
        status = self.json("db", "status", expected=(0, 1))
        if status.get("repositories"):
            raise Failed(
                f"the database {status['database']} already holds {status['repositories']} repositories, and the demo "
                "does not mix with them. Give it an empty one in TRANSSHIP_DATABASE (createdb transship_demo), "
                "or none: then it makes its own."
            )

    def start_importer(self, source_url, target_url):
        last = None
        for _ in range(5):
            port = free_port()
            arguments = ["importer", "serve", "--source", source_url, "--target", target_url]
            arguments += ["--listen", f"127.0.0.1:{port}", "--database", f"sqlite:{self._folder}/importer.sqlite"]
            child = self._children.start("importer", [self.ctl_program, *arguments], self.environment)
            try:
                wait_for_port(self._stop, child, port, 20)
            except Failed as error:
                last = error
                if not child.ended():
                    self._children.kill(child)
                continue
            self.environment["TRANSSHIP_REGISTRY"] = f"http://127.0.0.1:{port}"
            return child
        raise last

    def start_worker(self):
        self._workers += 1
        return self._children.start(f"worker-{self._workers}", [self.ctl_program, "worker"], self.environment)

    def start_console(self, arguments, offscreen):
        environment = dict(self.environment)
        if offscreen:
            environment["QT_QPA_PLATFORM"] = "offscreen"
        return self._children.start("console", [self.console_program, *arguments], environment)

    def counts(self):
        states = self.json("status")["states"]
        return {state: int(states.get(state, 0)) for state in STATES}

    def repositories(self):
        return self.json("repo", "list", "--limit", "0")["repositories"]

    def history(self, path):
        return self.json("repo", "history", path)["events"]
