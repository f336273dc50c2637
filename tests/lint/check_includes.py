# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The arrows of docs/architecture.md, section 1: who may include whom, and which of Qt's modules."""

import glob
import os
import re

from lintlib import CPP, finding, our_files, read_lines

CORE = {"QtCore"}
SQL = {"QtSql"}
NETWORK = {"QtNetwork"}
HTTP_SERVER = {"QtHttpServer"}
COROUTINES = {"QCoro"}
DBUS = {"QtDBus"}
WIDGETS = {"QtGui", "QtWidgets", "QtCharts", "QtSvg", "QtSvgWidgets"}

# layer: (layers it may include besides itself, modules it may include)
ARROWS = {
    "models/domain": (set(), CORE),
    "models/storage": ({"models/domain"}, CORE | SQL | COROUTINES),
    "models/registry": ({"models/domain"}, CORE | NETWORK | HTTP_SERVER | COROUTINES),
    "models/migration": ({"models/domain", "models/storage", "models/registry"}, CORE | COROUTINES),
    # Of storage only the connection factory and the clock of what it opens, its status database: see EXCEPTIONS.
    "models/importer": ({"models/domain", "models/registry"}, CORE | SQL | NETWORK | HTTP_SERVER | COROUTINES),
    "models/inventory": ({"models/domain", "models/storage", "models/registry"}, CORE | COROUTINES),
    "models/tables": ({"models/domain", "models/storage"}, CORE | SQL | COROUTINES),
    "models/settings": ({"models/domain"}, CORE | COROUTINES),
    "reports": ({"models/domain", "models/storage", "models/tables"}, CORE),
    "views": (
        {"models/domain", "models/tables", "models/migration", "models/settings", "reports"},
        CORE | WIDGETS | COROUTINES,
    ),
    "app/services": (
        {"models/" + name for name in "domain storage registry migration importer inventory tables settings".split()},
        CORE | SQL | NETWORK | COROUTINES,
    ),
    "app/ctl": (
        {"models/" + name for name in "domain storage registry migration importer inventory tables settings".split()}
        | {"app/services", "reports"},
        CORE | SQL | NETWORK | COROUTINES,
    ),
    "app/console": (
        {"models/" + name for name in "domain storage registry migration importer inventory tables settings".split()}
        | {"app/services", "reports", "views"},
        CORE | NETWORK | WIDGETS | DBUS | COROUTINES,
    ),
}
# (layer, header) that the table above would refuse.
EXCEPTIONS = {
    ("models/importer", "models/storage/connection.h"),
    ("models/importer", "models/storage/databaseclock.h"),
    ("models/importer", "models/storage/databaseurl.h"),
    # A connection profile holds the address of a database, as a value.
    ("models/settings", "models/storage/databaseurl.h"),
}
# Views give commands to the engine and listen to its facts; these are the engine's own business.
INTERNALS = {
    ("views", "models/migration/enqueuer.h"),
    ("views", "models/migration/worker.h"),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def layer_of(name):
    for layer in ARROWS:
        if name.startswith(layer + "/"):
            return layer
    return None


class QtModules:
    """Which module a class header belongs to, as the installed headers say."""

    def __init__(self, folders=None):
        self._folders = folders if folders is not None else self._installed()
        self._known = {}
        self._modules = set()
        for folder in self._folders:
            for path in glob.glob(folder + "/Qt[A-Z]*/*"):
                module = os.path.basename(os.path.dirname(path))
                self._modules.add(module)
                self._known.setdefault(os.path.basename(path), module)

    @staticmethod
    def _installed():
        return glob.glob("/usr/include/*/qt6") + glob.glob("/usr/include/qt6")

    def __bool__(self):
        return bool(self._known)

    def module_of(self, header):
        first = header.split("/")[0]
        if header.startswith("QCoro"):
            return "QCoro"
        if first in self._modules:
            return first
        return self._known.get(header)


def _refused(layer, quote, header, qt):
    """Why this include is against the arrows; None when it is not."""
    layers, modules = ARROWS[layer]
    own = layer_of(header)
    if own or header.startswith(("models/", "reports/", "views/", "app/", "tests/")):
        if (layer, header) in INTERNALS:
            return f"{layer} must not look into {header}: use its commands and facts"
        if own == layer or own in layers or (layer, header) in EXCEPTIONS:
            return None
        return f"{layer} must not include {header}: nothing points back"
    if quote == '"' and header.endswith((".moc", ".h")) and "/" not in header:
        return None if header.endswith(".moc") or header.startswith("ui_") else f'write "{layer}/…/{header}" in full'
    module = qt.module_of(header)
    if module and module not in modules:
        return f"{layer} must not use {module} (<{header}>)"
    return None


def check_includes(root, qt=None):
    qt = qt or QtModules()
    if not qt:
        yield "Qt's headers are not installed, so the modules of its classes are unknown: ./dev setup"
        return
    for name in our_files(root, CPP):
        layer = layer_of(name)
        if name.startswith(("models/", "reports/", "views/", "app/")) and not layer:
            yield finding(name, 1, "in no layer that docs/architecture.md knows")
        if not layer:
            continue
        for number, line in enumerate(read_lines(root, name), 1):
            match = INCLUDE.match(line)
            reason = match and _refused(layer, match.group(1), match.group(2), qt)
            if reason:
                yield finding(name, number, reason)
