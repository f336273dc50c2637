#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# build-qt.sh FOLDER: Debian's own Qt, of the version that is installed, built once more with the thread sanitizer.
#
# Qt's mutexes, event queues and reference counts are atomics inside its libraries. The sanitizer sees none of them in
# Debian's binaries and calls every event that goes from one thread to another a race. So the tests, which are linked
# with Debian's Qt, run with these libraries in its place (same sources, same features, same symbols).
set -euo pipefail

folder=$(realpath -m "$1")
readonly folder
readonly jobs=${2:-$(nproc)}
mkdir -p "$folder"
cd "$folder"

version=$(dpkg-query -W -f='${source:Version}' qt6-base-dev)
readonly version
[ -e "done-$version" ] && exit 0

# Lists of packages of its own: those of the system name no sources, and stay as they are.
mkdir -p lists/partial sources
for system in /etc/apt/sources.list.d/*.sources; do
    [ -e "$system" ] && sed 's/^Types:.*/Types: deb-src/' "$system" >"sources/$(basename "$system")"
done
if [ -s /etc/apt/sources.list ]; then
    sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >sources/system.list
fi
apt=(apt-get -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$folder/sources" -o "Dir::State::Lists=$folder/lists"
    -o APT::Sandbox::User="$(id -un)" -q)
"${apt[@]}" update
rm -rf qt6-base-*/ source-tree
"${apt[@]}" source "qt6-base=$version"
mv qt6-base-*/ source-tree

launcher=()
if command -v ccache >/dev/null; then
    launcher=(-D CMAKE_CXX_COMPILER_LAUNCHER=ccache -D CMAKE_C_COMPILER_LAUNCHER=ccache)
    export CCACHE_SLOPPINESS=pch_defines,time_macros
fi
features=()
for feature in sanitizer sanitize_thread icu system_pcre2 ssl system_sqlite sql_psql zstd system_doubleconversion system_libb2; do
    features+=(-D "FEATURE_$feature=ON")
done
# GLib's loop would be one more library that the sanitizer cannot see into.
for feature in gui widgets dbus glib libproxy mimetype_database sql_mysql sql_odbc; do
    features+=(-D "FEATURE_$feature=OFF")
done
triplet=$(dpkg-architecture -qDEB_HOST_MULTIARCH)
cmake -G Ninja -S source-tree -B build -D CMAKE_BUILD_TYPE=RelWithDebInfo \
    -D CMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g1" -D CMAKE_C_FLAGS_RELWITHDEBINFO="-O1 -g1" \
    -D QT_BUILD_EXAMPLES=OFF -D QT_BUILD_TESTS=OFF \
    -D QT_FORCE_FIND_TOOLS=ON -D QT_HOST_PATH=/usr -D "QT_HOST_PATH_CMAKE_DIR=/usr/lib/$triplet/cmake" \
    "${launcher[@]}" "${features[@]}"
cmake --build build --parallel "$jobs" --target \
    Core Network Sql Test QPSQLDriverPlugin QSQLiteDriverPlugin QTlsBackendOpenSSLPlugin
touch "done-$version"
