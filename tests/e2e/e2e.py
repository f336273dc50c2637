#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job as a user starts it, judged by its exit code, its words, and what it leaves behind: nothing."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import uuid

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from servers import Display, PostgreSql  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DEMO = os.path.join(ROOT, "packaging", "demo", "demo.py")


def marked_processes(mark):
    """Every living process that inherited the mark: children, and whatever they started."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            with open(f"/proc/{pid}/environ", "rb") as environment:
                if mark.encode() in environment.read():
                    with open(f"/proc/{pid}/cmdline", "rb") as command:
                        found.append((int(pid), command.read().replace(b"\0", b" ").decode(errors="replace")))
    return found


class DemoRun(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="transship-e2e-"))
        os.chmod(self.folder, 0o755)
        self.temporary = os.path.join(self.folder, "tmp")
        os.mkdir(self.temporary)
        self.output = os.path.join(self.folder, "output")
        self.log = os.path.join(self.folder, "demo.log")
        self.mark = f"TRANSSHIP_E2E_MARK={uuid.uuid4()}"
        name, value = self.mark.split("=")
        self.environment = {**os.environ, name: value, "TMPDIR": self.temporary}
        for variable in ("DISPLAY", "WAYLAND_DISPLAY", "TRANSSHIP_DATABASE", "QT_QPA_PLATFORM"):
            self.environment.pop(variable, None)
        self.addCleanup(self.end_what_is_left)

    def end_what_is_left(self):
        for pid, _ in marked_processes(self.mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def start(self, *arguments):
        command = [sys.executable, DEMO, "--build-dir", BUILD_DIR, "--output", self.output, *arguments]
        with open(self.log, "wb") as log:
            process = subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def words(self):
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def wait_for_words(self, process, pattern, seconds=120):
        deadline = time.monotonic() + seconds
        while not re.search(pattern, self.words()):
            self.assertIsNone(process.poll(), self.words())
            self.assertLess(time.monotonic(), deadline, f"never said {pattern!r}:\n{self.words()}")
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.1)

    def expect_nothing_left(self):
        deadline = time.monotonic() + 10
        while marked_processes(self.mark) and time.monotonic() < deadline:
            os.sched_yield()
        self.assertEqual(marked_processes(self.mark), [])

    def expect_clean_folder(self):
        left = [name for name in os.listdir(self.temporary) if name.startswith("transship-demo-")]
        self.assertEqual(left, [])

    def run_to_the_end(self, *arguments, repositories=20):
        code = self.start("--repositories", str(repositories), *arguments).wait(280)
        words = self.words()
        print(words)
        self.assertEqual(code, 0, words)
        self.assertRegex(words, rf"import_done +{repositories - 4}  native_import 1\n")
        self.assertRegex(
            words,
            r"import_skipped +4  root_namespace_in_deny_list 2, too_many_retries 1, too_many_tags 1\n",
        )
        self.assertIn("All 7 states occurred.", words)
        tags = re.search(r"^(\d+) tags verified equal by digest on both sides", words, re.MULTILINE)
        self.assertGreaterEqual(int(tags.group(1)), repositories)
        with open(os.path.join(self.output, "console.png"), "rb") as picture:
            self.assertEqual(picture.read(8), b"\x89PNG\r\n\x1a\n")
        self.expect_nothing_left()
        self.expect_clean_folder()


class SqliteRun(DemoRun):
    def test_everything_ends_as_the_rules_say(self):
        self.run_to_the_end()


class ChaosRun(DemoRun):
    def test_a_killed_worker_changes_nothing_in_the_end(self):
        self.run_to_the_end("--chaos")
        self.assertIn("kill -9 of the worker", self.words())


class PostgreSqlRun(DemoRun):
    def test_the_same_on_postgresql_even_with_a_killed_worker(self):
        server = self.enterContext(PostgreSql(self.folder))
        self.environment["TRANSSHIP_DATABASE"] = server.url
        self.run_to_the_end("--chaos")
        # Its repositories are still there, and the demo does not mix with them.
        process = self.start("--repositories", "10")
        self.assertEqual(process.wait(60), 1)
        self.assertIn("already holds 20 repositories", self.words())
        self.expect_nothing_left()


class StoppedRun(DemoRun):
    def stop_with(self, number, when, *arguments):
        process = self.start("--repositories", "30", *arguments)
        self.wait_for_words(process, when)
        process.send_signal(number)
        code = process.wait(60)
        self.expect_nothing_left()
        return code

    def test_sigterm_in_the_middle_leaves_nothing(self):
        self.assertEqual(self.stop_with(signal.SIGTERM, r"0:\d\d .*import_done"), 143)
        self.expect_clean_folder()

    def test_ctrl_c_while_it_prepares_leaves_nothing(self):
        self.assertEqual(self.stop_with(signal.SIGINT, "  source "), 130)
        self.expect_clean_folder()

    def test_kill_9_of_the_demo_leaves_no_process(self):
        self.assertEqual(self.stop_with(signal.SIGKILL, r"0:\d\d .*import_done"), -signal.SIGKILL)


class DisplayRun(DemoRun):
    def test_with_a_display_the_console_stays_open(self):
        display = self.enterContext(Display(self.folder))
        self.environment["DISPLAY"] = display.name
        process = self.start("--repositories", "10", "--dark")
        self.wait_for_words(process, "The console stays open")
        programs = "\n".join(command for _, command in marked_processes(self.mark))
        self.assertRegex(programs, r"/transship ")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(60), 130)
        self.expect_nothing_left()
        self.expect_clean_folder()


if __name__ == "__main__":
    # e2e.py BUILD_DIR [unittest arguments]
    BUILD_DIR = sys.argv[1]
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
