// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/workerslot.h"

#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace transship;
using namespace Qt::StringLiterals;

/// Who is taken for whom: leases and claims compare these names.
class TestWorkerSlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { lookIn(m_here); }

    void workersOfOneFolderDiffer()
    {
        const WorkerSlot first;
        const WorkerSlot second;
        QVERIFY2(first.name().startsWith(QSysInfo::machineHostName() + u"/1-"_s), qPrintable(first.name()));
        QVERIFY2(second.name().startsWith(QSysInfo::machineHostName() + u"/2-"_s), qPrintable(second.name()));
    }

    /// Services with a private /tmp, containers under the host's name, other users: the locks do not see each other.
    void firstSlotsOfTwoFoldersDiffer()
    {
        const WorkerSlot here;
        lookIn(m_elsewhere);
        const WorkerSlot elsewhere;
        QVERIFY2(elsewhere.name().startsWith(QSysInfo::machineHostName() + u"/1-"_s), qPrintable(elsewhere.name()));
        QVERIFY(here.name() != elsewhere.name());
    }

    void nextWorkerOfASlotIsTheSame()
    {
        std::optional<WorkerSlot> slot(std::in_place);
        const QString name = slot->name();
        slot.reset();
        slot.emplace();
        QCOMPARE(slot->name(), name);
    }

    void workersWithoutAFileDiffer()
    {
        qputenv("XDG_RUNTIME_DIR", "/dev/null");
        const WorkerSlot first;
        const WorkerSlot second;
        QVERIFY2(first.name().startsWith(QSysInfo::machineHostName() + u"/pid-"_s), qPrintable(first.name()));
        QVERIFY(first.name() != second.name());
    }

private:
    static void lookIn(const QTemporaryDir& folder) { qputenv("XDG_RUNTIME_DIR", folder.path().toLocal8Bit()); }

    QTemporaryDir m_here;
    QTemporaryDir m_elsewhere;
};

QTEST_GUILESS_MAIN(TestWorkerSlot)
#include "tst_workerslot.moc"
