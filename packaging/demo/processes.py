# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Child processes that never outlive us, and the wish to stop, looked at wherever we wait."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class Stopped(Exception):
    """The operator, or whoever runs us, wants the end."""

    def __init__(self, signal_number):
        super().__init__(signal.Signals(signal_number).name)
        self.exit_code = 128 + signal_number


class Failed(Exception):
    """Something is not as it has to be; the text says what, for people."""


class StopRequest:
    """Signals only set a flag: an exception in the middle of starting a process could lose sight of it."""

    def __init__(self):
        self._signal = 0
        self._event = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number, _frame):
        self._signal = self._signal or number
        self._event.set()

    def check(self):
        if self._signal:
            raise Stopped(self._signal)

    def wait(self, seconds):
        """A pause that a signal ends."""
        self._event.wait(seconds)
        self.check()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(stop, child, port, seconds):
    """Until something listens; at once with the child's own words when it has ended instead."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        child.check_running()
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        stop.wait(0.05)
    raise Failed(f"{child.name} does not listen on port {port} after {seconds} s\n{child.last_words()}")


class Child:
    def __init__(self, name, process, log_path):
        self.name = name
        self.process = process
        self.log_path = log_path

    @property
    def pid(self):
        return self.process.pid

    def ended(self):
        return self.process.poll() is not None

    def check_running(self):
        if self.ended():
            raise Failed(f"{self.name} ended by itself with exit code {self.process.returncode}\n{self.last_words()}")

    def last_words(self, lines=15):
        with contextlib.suppress(OSError):
            with open(self.log_path, errors="replace") as log:
                return "".join(f"    {line}" for line in log.readlines()[-lines:])
        return ""


class Children:
    """Starts processes in groups of their own, so that Ctrl+C reaches only us and we end them in order."""

    def __init__(self, log_folder):
        self._log_folder = log_folder
        self._parent = os.getpid()
        self._children = []

    def _in_child(self):
        # Even a kill -9 of this process leaves nothing behind: the kernel tells the children.
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != self._parent:
            os._exit(1)

    def start(self, name, argv, environment):
        """From the main thread only: the kernel's tie is to the thread that starts the child."""
        log_path = os.path.join(self._log_folder, name + ".log")
        with open(log_path, "ab") as log:
            process = subprocess.Popen(
                argv,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=self._in_child,
            )
        child = Child(name, process, log_path)
        self._children.append(child)
        return child

    def run(self, stop, argv, environment, seconds=60):
        """A short command to its end: (exit code, standard output, standard error)."""
        process = subprocess.Popen(
            argv,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=self._in_child,
        )
        deadline = time.monotonic() + seconds
        while True:
            try:
                output, errors = process.communicate(timeout=0.2)
                return process.returncode, output, errors
            except subprocess.TimeoutExpired:
                try:
                    stop.check()
                    if time.monotonic() > deadline:
                        raise Failed(f"{' '.join(argv)} did not end within {seconds} s") from None
                except Exception:
                    process.kill()
                    process.communicate()
                    raise

    def kill(self, child):
        """As a crash would: no warning."""
        os.killpg(child.pid, signal.SIGKILL)
        child.process.wait()
        self._children.remove(child)

    def stop_all(self, seconds=10):
        """Politely, the last started first; what does not listen is killed. Returns the names of those killed."""
        killed = []
        for child in reversed(self._children):
            if child.ended():
                continue
            os.killpg(child.pid, signal.SIGTERM)
            try:
                child.process.wait(seconds)
            except subprocess.TimeoutExpired:
                killed.append(child.name)
                os.killpg(child.pid, signal.SIGKILL)
                child.process.wait()
        self._children.clear()
        return killed


def say(text=""):
    """A line on the terminal at once; nobody reading is no reason to leave processes behind."""
    with contextlib.suppress(BrokenPipeError, OSError):
        print(text, flush=True)
        return
    sys.stdout = open(os.devnull, "w")
