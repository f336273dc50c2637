// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/xlsxreport.h"

#include <QFile>
#include <QFileInfo>

#include <xlsxwriter.h>

namespace transship {
namespace {

constexpr double headWidth = 24;

double widthOf(RepositoryColumn column)
{
    return column == RepositoryColumn::Path      ? 60
        : valueOf(column) == ReportValue::Time   ? 20
        : valueOf(column) == ReportValue::Number ? 12
                                                 : 22;
}

int digits(QByteArrayView text, qsizetype from, qsizetype count)
{
    return text.sliced(from, count).toInt();
}

} // namespace

class XlsxReport::Private {
public:
    Result<void> open();
    void describe(const ReportHead& head);
    void addSheet();
    void write(QByteArrayView field, lxw_col_t column, ReportValue value);
    Error error(const QString& why) const { return cannotWrite(file, why); }
    /// libxlsxwriter does not look whether its temporary files took what it wrote.
    bool sheetIsWhole() const { return !sheet || !sheet->optimize_tmpfile || !std::ferror(sheet->optimize_tmpfile); }

    QString file;
    qint64 rowsPerSheet = sheetRows;
    QByteArray folder; ///< outlives the workbook, which only borrows it
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format* bold = nullptr;
    lxw_format* date = nullptr;
    QList<RepositoryColumn> columns;
    QList<ReportValue> values;
    int sheets = 0;
    qint64 rowInSheet = 0;
};

XlsxReport::XlsxReport(const QString& file, qint64 rowsPerSheet)
    : d(std::make_unique<Private>())
{
    d->file = file;
    d->rowsPerSheet = rowsPerSheet;
}

XlsxReport::~XlsxReport()
{
    if (d->book) {
        lxw_workbook_free(d->book);
    }
}

Result<void> XlsxReport::Private::open()
{
    folder = QFile::encodeName(QFileInfo(file).absolutePath());
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    options.use_zip64 = LXW_TRUE;
    options.tmpdir = folder.data();
    book = workbook_new_opt(QFile::encodeName(file).constData(), &options);
    if (!book) {
        return error(QStringLiteral("not enough memory"));
    }
    bold = workbook_add_format(book);
    format_set_bold(bold);
    date = workbook_add_format(book);
    format_set_num_format(date, "yyyy-mm-dd hh:mm:ss");
    return {};
}

void XlsxReport::Private::describe(const ReportHead& head)
{
    lxw_worksheet* about = workbook_add_worksheet(book, "About");
    worksheet_set_column(about, 0, 0, headWidth, nullptr);
    worksheet_set_column(about, 1, 1, 3 * headWidth, nullptr);
    lxw_row_t row = 0;
    for (const auto& [name, value] : factsOf(head)) {
        // Not what else a number may be read from: "inf", as a filter's word, would spoil the file.
        const bool number = !value.isEmpty() && value.size() <= 15
            && std::all_of(value.begin(), value.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        worksheet_write_string(about, row, 0, name.toUtf8().constData(), bold);
        if (number) {
            worksheet_write_number(about, row++, 1, value.toDouble(), nullptr);
        } else {
            worksheet_write_string(about, row++, 1, value.toUtf8().constData(), nullptr);
        }
    }
}

void XlsxReport::Private::addSheet()
{
    ++sheets;
    const QByteArray name(
        sheets == 1 ? QByteArray("Repositories") : QByteArray("Repositories " + QByteArray::number(sheets)));
    sheet = workbook_add_worksheet(book, name.constData());
    worksheet_freeze_panes(sheet, 1, 0);
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet, column, column, widthOf(columns[i]), nullptr);
    }
    for (qsizetype i = 0; i < columns.size(); ++i) {
        worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i), reportName(columns[i]).toUtf8().constData(), bold);
    }
    rowInSheet = 1;
}

void XlsxReport::Private::write(QByteArrayView field, lxw_col_t column, ReportValue value)
{
    if (field.isEmpty()) {
        return;
    }
    const auto row = static_cast<lxw_row_t>(rowInSheet);
    if (value == ReportValue::Number) {
        worksheet_write_number(sheet, row, column, field.toDouble(), nullptr);
    } else if (value == ReportValue::Time && field.size() >= 19) {
        lxw_datetime time = {digits(field, 0, 4), digits(field, 5, 2), digits(field, 8, 2), digits(field, 11, 2),
            digits(field, 14, 2), field.sliced(17).toDouble()};
        worksheet_write_datetime(sheet, row, column, &time, date);
    } else {
        worksheet_write_string(sheet, row, column, field.toByteArray().constData(), nullptr);
    }
}

Result<void> XlsxReport::begin(const ReportHead& head)
{
    d->columns = head.request.columns;
    for (const RepositoryColumn column : head.request.columns) {
        d->values << valueOf(column);
    }
    if (const Result<void> opened = d->open(); !opened) {
        return opened;
    }
    d->describe(head);
    d->addSheet();
    worksheet_activate(d->sheet);
    return {};
}

Result<void> XlsxReport::row(const QList<QByteArrayView>& fields)
{
    if (d->rowInSheet >= d->rowsPerSheet) {
        d->addSheet();
    }
    for (qsizetype i = 0; i < fields.size(); ++i) {
        d->write(fields[i], static_cast<lxw_col_t>(i), d->values[i]);
    }
    ++d->rowInSheet;
    return d->sheetIsWhole() ? Result<void>() : d->error(qt_error_string());
}

Result<void> XlsxReport::end()
{
    if (d->sheet->optimize_tmpfile) {
        std::fflush(d->sheet->optimize_tmpfile);
    }
    if (!d->sheetIsWhole()) {
        return d->error(qt_error_string());
    }
    const lxw_error closed = workbook_close(std::exchange(d->book, nullptr));
    d->sheet = nullptr;
    if (closed == LXW_NO_ERROR) {
        return {};
    }
    const QString system = errno != 0 ? QStringLiteral(" (%1)").arg(qt_error_string()) : QString();
    return d->error(QString::fromLatin1(lxw_strerror(closed)) + system);
}

} // namespace transship
