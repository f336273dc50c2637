// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/inventory/csvreader.h"

#include <QUtf8StringView>

namespace transship::ctl {
namespace {

constexpr qint64 maxLineBytes = 1024 * 1024;

/// Takes one record apart that holds quotes, and may be given line by line.
class QuotedRecord {
public:
    enum class State { Start, Plain, Quoted, AfterQuote, Malformed };

    State state() const { return m_state; }
    const QList<QByteArray>& fields() const { return m_fields; }

    void feed(const QByteArray& text)
    {
        for (qsizetype i = 0; i < text.size() && m_state != State::Malformed; ++i) {
            const bool doubled = m_state == State::Quoted && text.mid(i, 2) == "\"\"";
            take(text[i], doubled);
            i += doubled ? 1 : 0;
        }
    }
    void end()
    {
        m_fields << m_field;
        m_field.clear();
    }

private:
    void take(char c, bool doubled)
    {
        if (m_state == State::Quoted) {
            if (c != '"' || doubled) {
                m_field += c;
            } else {
                m_state = State::AfterQuote;
            }
        } else if (c == ',') {
            end();
            m_state = State::Start;
        } else if (c == '"') {
            m_state = m_state == State::Start ? State::Quoted : State::Malformed;
        } else if (m_state == State::AfterQuote) {
            m_state = State::Malformed;
        } else {
            m_field += c;
            m_state = State::Plain;
        }
    }

    State m_state = State::Start;
    QByteArray m_field;
    QList<QByteArray> m_fields;
};

} // namespace

LineReader::LineReader(QIODevice& device)
    : m_device(device)
{
}

bool LineReader::next(QByteArray& line, QString& problem)
{
    problem.clear();
    line = m_device.readLine(maxLineBytes + 1);
    if (line.isEmpty()) {
        return false;
    }
    ++m_number;
    if (line.size() > maxLineBytes - 1 && !line.endsWith('\n')) {
        problem = QStringLiteral("it is longer than %1 bytes").arg(maxLineBytes);
        while (!m_device.atEnd() && !m_device.readLine(maxLineBytes).endsWith('\n')) { }
        return true;
    }
    if (line.endsWith('\n')) {
        line.chop(1);
    }
    if (line.endsWith('\r')) {
        line.chop(1);
    }
    if (m_number == 1 && line.startsWith("\xef\xbb\xbf")) {
        line.remove(0, 3);
    }
    if (line.contains('\0') || !QUtf8StringView(line).isValidUtf8()) {
        problem = QStringLiteral("it is not UTF-8 text");
    }
    return true;
}

CsvReader::CsvReader(LineReader& lines)
    : m_lines(lines)
{
}

bool CsvReader::next(CsvRecord& record)
{
    QByteArray text;
    do {
        if (!m_lines.next(text, record.problem)) {
            return false;
        }
    } while (record.problem.isEmpty() && text.trimmed().isEmpty());
    record.line = m_lines.number();
    record.fields.clear();
    if (!record.problem.isEmpty()) {
        return true;
    }
    if (!text.contains('"')) {
        record.fields = text.split(',');
        return true;
    }
    QuotedRecord quoted;
    quoted.feed(text);
    qint64 size = text.size();
    while (quoted.state() == QuotedRecord::State::Quoted && size < maxLineBytes && m_lines.next(text, record.problem)) {
        size += text.size();
        quoted.feed('\n' + text);
    }
    quoted.end();
    record.fields = quoted.fields();
    if (record.problem.isEmpty() && quoted.state() == QuotedRecord::State::Quoted) {
        record.problem = QStringLiteral("a quoted field does not end");
    } else if (record.problem.isEmpty() && quoted.state() == QuotedRecord::State::Malformed) {
        record.problem = QStringLiteral("a quote stands where none may; fields that hold quotes are quoted, with every "
                                        "quote in them doubled");
    }
    return true;
}

} // namespace transship::ctl
