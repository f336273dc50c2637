# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-tidy over models, reports, app and views, in parallel; a file is looked at again only when something in it changed."""

import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess

from lintlib import CPP, our_files

PROGRAM = "clang-tidy-16"
BATCH = 8
FOLDERS = ("models/", "reports/", "app/", "views/")
INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
# What the build's GCC understands and clang does not, or what would be found in GCC's form only.
# Shadowing is GCC's to find: clang sees several files at once here, with each other's unnamed namespaces.
DROPPED = {"-fpch-preprocess", "-Wshadow", "-Winvalid-pch", "-c", "-fcoroutines", "-Werror"}


def clang_arguments(entry):
    """A compile command without launcher, precompiled header and GCC's own options."""
    words = entry["arguments"] if "arguments" in entry else shlex.split(entry["command"])
    while words and not re.search(r"(\+\+|g\+\+|clang\+\+|cc|c\+\+)(-\d+)?$", os.path.basename(words[0])):
        words = words[1:]
    kept, skip = [], 0
    for number, word in enumerate(words):
        if skip:
            skip -= 1
        elif word == "-include" and "cmake_pch" in words[number + 1]:
            skip = 1
        elif word == "-o":
            skip = 1
        elif word not in DROPPED:
            kept.append(word)
    return kept


class Cache:
    """An empty file named after everything a verdict depends on: that verdict was "nothing found"."""

    def __init__(self, root, folder):
        self._root = root
        self._folder = folder
        self._base = hashlib.sha256()
        self._contents = {}
        os.makedirs(folder, exist_ok=True)
        version = subprocess.run([PROGRAM, "--version"], capture_output=True, check=True).stdout
        self._base.update(version)
        with open(os.path.join(root, ".clang-tidy"), "rb") as configuration:
            self._base.update(configuration.read())

    def _read(self, name):
        if name not in self._contents:
            try:
                with open(os.path.join(self._root, name), "rb") as source:
                    self._contents[name] = source.read()
            except OSError:
                self._contents[name] = b""
        return self._contents[name]

    def key(self, name, arguments):
        """Where the verdict on a file is kept, and all files of ours that it reaches."""
        digest = self._base.copy()
        digest.update(json.dumps(arguments).encode())
        seen, pending = set(), [name]
        while pending:
            current = pending.pop()
            if current in seen:
                continue
            seen.add(current)
            content = self._read(current)
            digest.update(current.encode() + b"\0" + content)
            pending += sorted(match.decode(errors="replace") for match in INCLUDE.findall(content))
        return os.path.join(self._folder, digest.hexdigest()), seen


def _database(root, build_dir):
    """file relative to root -> compile command, for the sources to look at."""
    with open(os.path.join(build_dir, "compile_commands.json"), encoding="utf-8") as source:
        entries = json.load(source)
    ours = {name for name in our_files(root, (".cpp",)) if name.startswith(FOLDERS)}
    found = {}
    for entry in entries:
        name = os.path.relpath(os.path.join(entry["directory"], entry["file"]), root)
        if name in ours:
            found.setdefault(name, {**entry, "arguments": clang_arguments(entry)})
    return ours, found


def _write_database(found, folder):
    os.makedirs(folder, exist_ok=True)
    entries = [
        {"directory": entry["directory"], "file": entry["file"], "arguments": entry["arguments"]}
        for entry in found.values()
    ]
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as out:
        json.dump(entries, out, indent=1)


def _run(root, folder, path, arguments=None, directory=None):
    """arguments: the compile command of a file that the database does not have."""
    command = [PROGRAM, "--quiet", "--warnings-as-errors=*", path]
    command += ["--", *arguments[1:-1]] if arguments else ["-p", folder]
    answer = subprocess.run(command, cwd=directory or root, capture_output=True, text=True, check=False)
    if answer.returncode == 0:
        return []
    findings = re.findall(r"^\S+:\d+:\d+: (?:error|warning): .*$", answer.stdout, re.MULTILINE)
    return [text.replace(root + "/", "", 1) for text in findings] or [
        f"{path}:1: {PROGRAM} failed: {(answer.stderr or answer.stdout).strip()[-800:]}"
    ]


def _split(names, findings):
    """Two of the same name in one batch, say two helpers, are no finding: those blamed go into a batch of their own."""
    blamed = {text.split(":", 1)[0] for text in findings if "[clang-diagnostic-error" in text}
    apart = [name for name in names if name in blamed]
    if not apart or len(apart) == len(names):
        apart = names[: len(names) // 2]
    return [name for name in names if name not in apart], apart


def _look_at(root, folder, entries, names):
    """The findings in a batch of files. Most of the time goes into Qt's headers, so they are parsed once a batch."""
    if len(names) == 1:
        return _run(root, folder, os.path.join(root, names[0]))
    path = os.path.join(folder, "batch-" + hashlib.sha256("\n".join(names).encode()).hexdigest()[:16] + ".cpp")
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(f'#include "{os.path.join(root, name)}" // NOLINT\n' for name in names)
    # All of a batch are of one target, so the command of one serves for all.
    arguments = [word for word in entries[names[0]]["arguments"] if not word.endswith(".cpp")]
    findings = _run(root, folder, path, [*arguments, path], entries[names[0]]["directory"])
    if any("[clang-diagnostic-error" in text for text in findings):
        return [text for part in _split(names, findings) for text in _look_at(root, folder, entries, part)]
    return findings


def _batches(entries, todo):
    """Files of the same target, a handful at a time."""
    by_target = {}
    for name in todo:
        entry = entries[name]
        arguments = [word for word in entry["arguments"] if not word.endswith(".cpp")]
        by_target.setdefault(json.dumps([entry["directory"], arguments]), []).append(name)
    return [names[start : start + BATCH] for names in by_target.values() for start in range(0, len(names), BATCH)]


def check_tidy(root, build_dir):
    if not shutil.which(PROGRAM):
        yield f"{PROGRAM} is not installed: ./dev setup"
        return
    if not os.path.exists(os.path.join(build_dir, "compile_commands.json")):
        yield f"{build_dir} has no compile_commands.json: ./dev build"
        return
    ours, found = _database(root, build_dir)
    for name in sorted(ours - found.keys()):
        yield f"{name}:1: in no target, so nobody compiles it"
    folder = os.path.join(os.path.dirname(build_dir), "lint")
    cache = Cache(root, os.path.join(folder, "tidy"))
    keys = {name: cache.key(name, entry["arguments"]) for name, entry in found.items()}
    todo = sorted(name for name, (key, _) in keys.items() if not os.path.exists(key))
    batches = _batches(found, todo)
    _write_database(found, folder)
    reported = set()
    ours_and_headers = set(our_files(root, CPP))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        running = {pool.submit(_look_at, root, folder, found, batch): batch for batch in batches}
        for done in concurrent.futures.as_completed(running):
            names, findings = running[done], done.result()
            blamed = {text.split(":", 1)[0] for text in findings}
            for key, reached in (keys[name] for name in names):
                if not blamed or (blamed <= ours_and_headers and not blamed & reached):
                    open(key, "w", encoding="utf-8").close()
            for text in findings:
                # A finding in a header shows up in every batch that includes it.
                if text not in reported:
                    reported.add(text)
                    yield text
