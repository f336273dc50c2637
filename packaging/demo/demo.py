#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, end to end: two real registries, one migration, one window; then a check with our own eyes.

With a display the console stays open until it is closed. Without one everything runs to its end on the terminal,
and the exit code is 0 only when every repository ended as the rules say and all tags are equal by digest.
"""

import argparse
import contextlib
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from catalogue import DEFAULT_COUNT, DENIED_NAMESPACE, SPECIAL_COUNT, TAGS_LIMIT, Role, make_catalogue  # noqa: E402
from judge import Judge  # noqa: E402
from oci import RegistryError  # noqa: E402
from processes import Children, Failed, StopRequest, Stopped, say  # noqa: E402
from product import IN_PROCESS, STATES, Product  # noqa: E402
from registries import start_registry  # noqa: E402
from seed import Seeder  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Short intervals: what takes hours in a rollout is to be seen in a minute.
SETTINGS = {
    "max_tags_count": TAGS_LIMIT,
    "max_retries": 3,
    "max_step_duration": 15,
    "poll_interval": 1,
    "guard_interval": 5,
    "observer_interval": 5,
    "enqueuer_interval": 5,
}
FLAGS = ("phase2_enabled", "capacity_5", "enqueue_speed_fast")


class Demo:
    def __init__(self, arguments, stop, folder):
        self.arguments = arguments
        self.stop = stop
        self.folder = folder
        self.children = Children(folder)
        self.screenshot = os.path.join(arguments.output, "console.png")
        self.screenshot_midway = os.path.join(arguments.output, "console-midway.png")
        self.catalogue = make_catalogue(arguments.repositories)
        self.seen = set()
        self.worker = None
        self.console = None

    def run(self):
        product = self._find_product()
        self._fill_registries()
        self._set_up(product)
        self.importer = product.start_importer(self.source.url, self.target.url)
        say(f"  importer {product.environment['TRANSSHIP_REGISTRY']}")
        self._open_console(product)
        self.worker = product.start_worker()
        if not self._migrate(product):
            return 0
        code = Judge(self.stop, product, self.catalogue, self.seen, self.source.url, self.target.url).report()
        self._end_console()
        return code

    def _find_product(self):
        """First of all: a missing program or a database in use is best known before anything is started."""
        database = os.environ.get("TRANSSHIP_DATABASE") or f"sqlite:{self.folder}/transship.sqlite"
        product = Product(self.children, self.stop, self.arguments.build_dir, database, self.folder)
        if os.environ.get("TRANSSHIP_DATABASE"):
            product.require_empty_database()
        return product

    def _fill_registries(self):
        self.source = start_registry(self.children, self.stop, "source", self.folder)
        self.target = start_registry(self.children, self.stop, "target", self.folder)
        say(f"  source   {self.source.url}\n  target   {self.target.url}")
        started = time.monotonic()
        Seeder(self.stop, self.source).push(self.catalogue)
        Seeder(self.stop, self.target).push([one for one in self.catalogue if one.role is Role.NATIVE])
        for repository in self.catalogue:
            if repository.lost_blob:
                self.source.lose_blob(repository.lost_blob)
        tags = sum(len(one.tags) for one in self.catalogue)
        seconds = time.monotonic() - started
        say(f"  the source has {len(self.catalogue)} repositories with {tags} tags ({seconds:.1f} s)")

    def _set_up(self, product):
        product.ctl("db", "upgrade")
        product.ctl("inventory", "scan", "--source", self.source.url)
        found = sum(product.counts().values())
        if found != len(self.catalogue):
            raise Failed(f"the inventory has {found} repositories, the source has {len(self.catalogue)}")
        for name, value in SETTINGS.items():
            product.ctl("settings", "set", name, str(value))
        product.ctl("deny", "add", DENIED_NAMESPACE)
        for name in FLAGS:
            product.ctl("flags", "enable", name)

    def _open_console(self, product):
        options = ["--settings", os.path.join(self.folder, "console.ini")]
        if self.arguments.theme:
            options += ["--theme", self.arguments.theme]
        if self.arguments.headless:
            os.makedirs(self.arguments.output, exist_ok=True)
            for picture in (self.screenshot, self.screenshot_midway):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(picture)
            options += ["--screenshot", self.screenshot, "--screenshot-interval", "3"]
        self.console = product.start_console(options, offscreen=self.arguments.headless)

    def _migrate(self, product):
        """Until every repository has ended; False when the operator closes the console before that."""
        started = last_line = time.monotonic()
        crash_at = len(self.catalogue) // 4 if self.arguments.chaos else None
        denied = [one.path for one in self.catalogue if one.role is Role.DENIED]
        while True:
            if not self._all_alive():
                say("The console was closed, so the demo ends before the migration has.")
                return False
            counts = product.counts()
            self.seen |= {state for state, count in counts.items() if count}
            elapsed = time.monotonic() - started
            ended = counts["import_done"] + counts["import_skipped"]
            if time.monotonic() - last_line >= 2 or ended == len(self.catalogue):
                last_line = time.monotonic()
                say(self._progress_line(elapsed, counts))
            if ended == len(self.catalogue):
                return True
            if crash_at is not None and ended >= crash_at and any(counts[state] for state in IN_PROCESS):
                self._crash_worker(product)
                crash_at = None
            self._keep_midway_picture(ended)
            self._skip_denied(product, denied, counts)
            if self.arguments.headless and elapsed > self.arguments.timeout:
                raise Failed(self._too_late(product, counts))
            self.stop.wait(1)

    @staticmethod
    def _progress_line(elapsed, counts):
        shown = " · ".join(f"{state} {counts[state]}" for state in STATES if counts[state])
        return f"  {int(elapsed) // 60}:{int(elapsed) % 60:02}  {shown}"

    def _all_alive(self):
        for child in (self.source.child, self.target.child, self.importer, self.worker):
            child.check_running()
        if self.console.ended() and (self.arguments.headless or self.console.process.returncode != 0):
            self.console.check_running()
        return not self.console.ended()

    def _keep_midway_picture(self, ended):
        """The console saves a picture every few seconds; one from the middle of the run is kept."""
        if self.arguments.headless and ended >= len(self.catalogue) // 2 and not os.path.exists(self.screenshot_midway):
            with contextlib.suppress(FileNotFoundError):
                shutil.copy(self.screenshot, self.screenshot_midway)

    def _crash_worker(self, product):
        say("  kill -9 of the worker, then a new one")
        self.children.kill(self.worker)
        self.worker = product.start_worker()

    def _skip_denied(self, product, denied, counts):
        """By the rules a denied repository stays `default` for ever; ending it is an operator's decision."""
        waiting = counts["default"] + counts["import_aborted"] + sum(counts[state] for state in IN_PROCESS)
        if denied and waiting == counts["default"] == len(denied):
            say(f"  skipping what the deny list holds back, as an operator would: {', '.join(denied)}")
            reason = ["--reason", "root_namespace_in_deny_list", "--note", "demo: denied namespace"]
            product.ctl("repo", "skip", *denied, *reason, "--yes")

    def _too_late(self, product, counts):
        _, status = product.ctl("status")
        return (
            f"not done after {self.arguments.timeout} s:{self._progress_line(0, counts)[6:]}\n{status}\n"
            f"the worker's last words:\n{self.worker.last_words()}\n"
            f"the importer's last words:\n{self.importer.last_words()}"
        )

    def _end_console(self):
        if not self.arguments.headless:
            say("\nThe console stays open: close it, or press Ctrl+C here, to end the demo.")
            while not self.console.ended():
                self.stop.wait(0.5)
            return
        # It saves its last picture when it is told to end.
        self.console.process.terminate()
        try:
            code = self.console.process.wait(20)
        except subprocess.TimeoutExpired:
            raise Failed("the console does not end when it is told to") from None
        if code != 0 or not os.path.exists(self.screenshot):
            raise Failed(f"the console ended with exit code {code}, screenshot or not\n{self.console.last_words()}")
        pictures = [path for path in (self.screenshot, self.screenshot_midway) if os.path.exists(path)]
        say(f"Screenshots of the console: {', '.join(os.path.relpath(path) for path in pictures)}")

    def clean_up(self, failed):
        killed = self.children.stop_all()
        if killed:
            say(f"  had to be killed: {', '.join(killed)}")
        written = [name for name in os.listdir(self.folder) if name.endswith(".log")]
        if failed and written:
            logs = os.path.join(self.arguments.output, "logs")
            shutil.rmtree(logs, ignore_errors=True)
            os.makedirs(logs)
            for name in written:
                shutil.copy(os.path.join(self.folder, name), logs)
            say(f"The logs of all processes: {os.path.relpath(logs)}")
        if self.arguments.keep:
            say(f"Everything was kept in {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="./dev run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build-dir", default=os.path.join(ROOT, "build", "dev"), help="where the programs are")
    parser.add_argument("--output", default=os.path.join(ROOT, "build", "run"), help="folder for screenshot and logs")
    parser.add_argument(
        "--repositories", type=int, default=DEFAULT_COUNT, help=f"how many, at least {SPECIAL_COUNT + 1}"
    )
    parser.add_argument("--headless", action="store_true", help="as without a display")
    parser.add_argument("--light", dest="theme", action="store_const", const="light", help="light console")
    parser.add_argument("--dark", dest="theme", action="store_const", const="dark", help="dark console")
    parser.add_argument("--chaos", action="store_true", help="kill -9 of the worker in the middle")
    parser.add_argument("--keep", action="store_true", help="keep the temporary folder")
    parser.add_argument("--timeout", type=int, default=180, help="seconds, without a display (180)")
    arguments = parser.parse_args()
    if arguments.repositories <= SPECIAL_COUNT:
        parser.error(f"--repositories: at least {SPECIAL_COUNT + 1}")
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        arguments.headless = True
    arguments.output = os.path.abspath(arguments.output)
    return arguments


def main():
    arguments = parse_arguments()
    stop = StopRequest()
    folder = tempfile.mkdtemp(prefix="transship-demo-")
    demo = Demo(arguments, stop, folder)
    code = 1
    try:
        say("Transship: two registries, one migration" + ("" if arguments.headless else ", one window"))
        code = demo.run()
    except Stopped as stopped:
        code = stopped.exit_code
        say(f"Stopped ({stopped}).")
    except (Failed, RegistryError, OSError, http.client.HTTPException) as error:
        say(f"FAILED: {error}")
    finally:
        demo.clean_up(failed=code == 1)
    return code


if __name__ == "__main__":
    sys.exit(main())
