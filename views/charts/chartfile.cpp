// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chartfile.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPromise>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QThreadPool>

#include <memory>

namespace transship {
namespace {

constexpr int headingHeight = 34;
constexpr int margin = 8;

void draw(QWidget& chart, const QString& heading, QPainter& painter)
{
    const QRect all(0, 0, chart.width() + 2 * margin, chart.height() + headingHeight + margin);
    painter.fillRect(all, chart.palette().color(QPalette::Base));
    QFont bold = chart.font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(chart.palette().color(QPalette::Text));
    painter.drawText(QRect(margin + 4, 0, all.width() - 2 * margin, headingHeight), Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(heading, Qt::ElideRight, all.width() - 4 * margin));
    chart.render(&painter, QPoint(margin, headingHeight), QRegion(), QWidget::DrawChildren);
}

QSize sizeOf(const QWidget& chart)
{
    return {chart.width() + 2 * margin, chart.height() + headingHeight + margin};
}

QByteArray svgOf(QWidget& chart, const QString& heading)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(sizeOf(chart));
    generator.setViewBox(QRect(QPoint(0, 0), sizeOf(chart)));
    generator.setTitle(heading);
    QPainter painter(&generator);
    draw(chart, heading, painter);
    painter.end();
    return buffer.data();
}

QImage imageOf(QWidget& chart, const QString& heading)
{
    constexpr qreal scale = 2;
    QImage image(sizeOf(chart) * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    draw(chart, heading, painter);
    return image;
}

Result<void> write(const QString& name, const QImage& image, const QByteArray& svg)
{
    QSaveFile file(name);
    const bool written = file.open(QIODevice::WriteOnly)
        && (svg.isEmpty() ? image.save(&file, "PNG") : file.write(svg) == svg.size()) && file.commit();
    if (written) {
        return {};
    }
    return Error{ErrorCode::Io,
        QStringLiteral("the picture cannot be written to %1: %2; choose another folder").arg(name, file.errorString())};
}

} // namespace

QFuture<Result<void>> saveChart(QWidget& chart, const QString& heading, const QString& file)
{
    const bool svg = file.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive);
    const QByteArray vector = svg ? svgOf(chart, heading) : QByteArray();
    const QImage image = svg ? QImage() : imageOf(chart, heading);
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    const QFuture<Result<void>> future = promise->future();
    QThreadPool::globalInstance()->start([promise, file, image, vector] {
        promise->addResult(write(file, image, vector));
        promise->finish();
    });
    return future;
}

} // namespace transship
