// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/exitcodes.h"

#include <QTest>

using namespace transship;

class TestExitCodes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The numbers scripts rely on, written out once more.
    void everyErrorHasItsCode_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("expected");
        const auto row = [](ErrorCode code, int expected) {
            QTest::newRow(qPrintable(ctl::toName(code))) << static_cast<int>(code) << expected;
        };
        row(ErrorCode::InvalidArgument, 2);
        row(ErrorCode::NotFound, 4);
        row(ErrorCode::Refused, 1);
        row(ErrorCode::Conflict, 8);
        row(ErrorCode::Disabled, 1);
        row(ErrorCode::DatabaseUnavailable, 6);
        row(ErrorCode::DatabaseOutdated, 1);
        row(ErrorCode::DatabaseTooNew, 1);
        row(ErrorCode::DatabaseFailed, 1);
        row(ErrorCode::Busy, 8);
        row(ErrorCode::Unauthorized, 5);
        row(ErrorCode::Unreachable, 6);
        row(ErrorCode::Tls, 6);
        row(ErrorCode::Timeout, 6);
        row(ErrorCode::Protocol, 1);
        row(ErrorCode::HttpStatus, 1);
        row(ErrorCode::RateLimited, 8);
        row(ErrorCode::TooLarge, 1);
        row(ErrorCode::DigestMismatch, 7);
        row(ErrorCode::Verification, 7);
        row(ErrorCode::ReadOnly, 9);
        row(ErrorCode::Canceled, 130);
        row(ErrorCode::Io, 1);
        row(ErrorCode::Internal, 1);
    }

    void everyErrorHasItsCode()
    {
        QFETCH(int, error);
        QTEST(ctl::exitCodeOf(static_cast<ErrorCode>(error)), "expected");
    }
};

QTEST_GUILESS_MAIN(TestExitCodes)
#include "tst_exitcodes.moc"
