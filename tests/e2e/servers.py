# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL and a display of our own, gone when the test is."""

import contextlib
import glob
import os
import pwd
import shutil
import socket
import subprocess
import time

SERVER_USER = "postgres"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _server_folder():
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if not found:
        raise AssertionError("PostgreSQL's server programs are not installed: ./dev setup")
    return os.path.dirname(found[-1])


class PostgreSql:
    """A cluster in a folder below the given one, on a free port of loopback, without a password."""

    def __init__(self, folder):
        self._folder = os.path.join(folder, "postgresql")
        self._data = os.path.join(self._folder, "data")
        self._programs = _server_folder()
        # The server refuses to run as root.
        self._as_user = ["setpriv", f"--reuid={SERVER_USER}", f"--regid={SERVER_USER}", "--clear-groups"]
        if os.getuid() != 0:
            self._as_user = []

    def __enter__(self):
        os.mkdir(self._folder, 0o700)
        if self._as_user:
            user = pwd.getpwnam(SERVER_USER)
            os.chown(self._folder, user.pw_uid, user.pw_gid)
        initdb = [f"{self._programs}/initdb", "-D", self._data, "-U", "transship", "-A", "trust", "-E", "UTF8", "-N"]
        subprocess.run([*self._as_user, *initdb, "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        self._port = _free_port()
        self.url = f"postgresql://transship@127.0.0.1:{self._port}/postgres"
        server = [f"{self._programs}/postgres", "-D", self._data, "-p", str(self._port), "-F"]
        server += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        self._log = open(os.path.join(self._folder, "log"), "wb")
        self._process = subprocess.Popen(
            [*self._as_user, "--pdeathsig=KILL", *server] if self._as_user else server,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd="/",
        )
        self._wait_until_ready()
        return self

    def _wait_until_ready(self):
        ready = [f"{self._programs}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self._port)]
        deadline = time.monotonic() + 30
        while subprocess.run(ready, check=False).returncode != 0:
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                with open(self._log.name, encoding="utf-8") as log:
                    raise AssertionError(f"PostgreSQL does not start:\n{log.read()}")

    def __exit__(self, *_):
        # SIGINT is PostgreSQL's fast shutdown.
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process.pid, 2)
        self._process.wait(30)
        self._log.close()


class Display:
    """An X server without a screen; it chooses its own number."""

    def __init__(self, folder):
        self._folder = folder

    def __enter__(self):
        program = shutil.which("Xvfb")
        if not program:
            raise AssertionError("Xvfb is not installed: ./dev setup")
        reader, writer = os.pipe()
        command = [program, "-displayfd", str(writer), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
        self._process = subprocess.Popen(
            command, pass_fds=[writer], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(writer)
        with os.fdopen(reader) as answer:
            self.name = ":" + answer.readline().strip()
        if self.name == ":":
            self.__exit__()
            raise AssertionError("Xvfb does not start")
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(30)
