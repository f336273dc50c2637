// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// QDateTime's own conversions go through the local time zone, which costs more than the rest of reading a row.
#include "models/storage/connection.h"

#include <array>

namespace transship {
namespace {

constexpr qsizetype millisecondsEnd = 23; ///< of yyyy-MM-dd HH:mm:ss.zzz

/// The digits as a number; -1: there is something else.
int digits(QStringView text)
{
    int number = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9') {
            return -1;
        }
        number = number * 10 + (c.unicode() - u'0');
    }
    return number;
}

void write(char16_t* end, int number, int width)
{
    for (int i = 0; i < width; ++i, number /= 10) {
        *--end = static_cast<char16_t>(u'0' + number % 10);
    }
}

} // namespace

QVariant Connection::toStored(const QDateTime& time) const
{
    return time.isValid() ? QVariant(storedText(time)) : QVariant();
}

QString Connection::storedText(const QDateTime& time)
{
    const QDateTime utc = time.toUTC();
    const QDate day = utc.date();
    const QTime clock = utc.time();
    std::u16string text(u"0000-00-00 00:00:00.000000");
    char16_t* const start = text.data();
    write(start + 4, day.year(), 4);
    write(start + 7, day.month(), 2);
    write(start + 10, day.day(), 2);
    write(start + 13, clock.hour(), 2);
    write(start + 16, clock.minute(), 2);
    write(start + 19, clock.second(), 2);
    write(start + millisecondsEnd, clock.msec(), 3);
    return QString::fromStdU16String(text);
}

QDateTime Connection::fromStored(const QVariant& value)
{
    if (value.metaType().id() == QMetaType::QDateTime) {
        const QDateTime time = value.toDateTime();
        return time.isValid() ? QDateTime(time.date(), time.time(), Qt::UTC) : QDateTime();
    }
    const QString text = value.toString();
    if (text.size() < 19) {
        return {};
    }
    const QStringView view(text);
    const auto part = [&view](qsizetype from, qsizetype length) { return digits(view.mid(from, length)); };
    const QDate day(part(0, 4), part(5, 2), part(8, 2));
    // PostgreSQL leaves out the zeros at the end of a fraction.
    int milliseconds = 0;
    if (view.size() > 20 && view[19] == u'.') {
        const QStringView fraction = view.mid(20, 3);
        constexpr std::array scale{0, 100, 10, 1};
        milliseconds = digits(fraction) * scale[static_cast<std::size_t>(fraction.size())];
    }
    const QTime clock(part(11, 2), part(14, 2), part(17, 2), milliseconds);
    return day.isValid() && clock.isValid() ? QDateTime(day, clock, Qt::UTC) : QDateTime();
}

} // namespace transship
