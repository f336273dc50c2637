// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace transship::testing {

struct CtlResult {
    int exitCode = -1;
    QString out;
    QString err;

    QJsonObject json() const; ///< stdout as one document; empty when it is none
    QString toString() const; ///< for QVERIFY2
};

/// Runs the built transshipctl with a home folder and an environment of its own. Waits in the event loop, so that
/// servers of the test answer meanwhile.
class CtlProcess {
public:
    CtlProcess();

    void setVariable(const QString& name, const QString& value) { m_environment.insert(name, value); }
    void setDatabase(const QString& url) { setVariable(QStringLiteral("TRANSSHIP_DATABASE"), url); }
    QString home() const { return m_home.path(); }

    CtlResult run(const QStringList& arguments, const QByteArray& standardInput = {}) const;
    /// For programs that go on: started, not waited for; the caller ends it.
    std::unique_ptr<QProcess> start(const QStringList& arguments) const;

private:
    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
};

} // namespace transship::testing
