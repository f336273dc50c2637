// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/inventory/samplemigration.h"

#include <QCoreApplication>

#include <cstdio>

/// makesample FILE [REPOSITORIES]: an SQLite database to look at the console with.
int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "makesample FILE [REPOSITORIES]\n");
        return 2;
    }
    transship::SampleMigration sample{
        transship::DatabaseUrl::sqlite(QString::fromLocal8Bit(argv[1])), 400, QDateTime::currentDateTimeUtc()};
    if (argc > 2) {
        sample.repositories = QByteArray(argv[2]).toInt();
    }
    const transship::Result<void> made = transship::createSampleMigration(sample);
    if (!made) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(made.error().toString()));
        return 1;
    }
    return 0;
}
