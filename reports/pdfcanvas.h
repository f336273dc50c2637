// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <memory>

namespace transship {

/// Pages of A4 to draw on, without a GUI library: points from the upper left corner, colours 0xRRGGBB, the two fonts
/// that every reader of PDF has (no file of a font is needed). Characters outside of Western European become "?".
/// Thread: any one.
class PdfCanvas {
public:
    enum class Align { Left, Right, Centre };
    struct Style {
        double size = 9;
        std::uint32_t colour = 0x1b232c;
        bool bold = false;
        Align align = Align::Left;
    };

    explicit PdfCanvas(const QString& title);
    ~PdfCanvas();

    enum class Orientation { Portrait, Landscape };
    void addPage(Orientation orientation);
    int pageCount() const;
    /// Goes back to one of the pages, from 0.
    void turnTo(int page);
    QSizeF pageSize() const;

    /// `baseline`: where the text begins, ends or has its middle, after its alignment.
    void text(const QPointF& baseline, const QString& text, const Style& style);
    double widthOf(const QString& text, const Style& style) const;
    /// Cut with an ellipsis where it is wider.
    QString fitted(const QString& text, double width, const Style& style) const;
    void fill(const QRectF& rect, std::uint32_t colour);
    void fill(const QList<QPointF>& polygon, std::uint32_t colour);
    void line(const QList<QPointF>& points, std::uint32_t colour, double width, bool dashed = false);

    /// The whole file, or what the library says is wrong.
    Result<QByteArray> document();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
