// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/pdfcanvas.h"

#include <QSizeF>

#include <hpdf.h>

#include <algorithm>
#include <array>

namespace transship {
namespace {

// Of Windows-1252 beyond Latin-1, what our own texts use.
constexpr std::array<std::pair<char16_t, char>, 7> beyondLatin1{
    {{u'…', '\x85'}, {u'‘', '\x91'}, {u'’', '\x92'}, {u'“', '\x93'}, {u'”', '\x94'}, {u'–', '\x96'}, {u'—', '\x97'}}};

QByteArray encoded(const QString& text)
{
    QByteArray bytes;
    for (const QChar c : text) {
        const auto* known = std::find_if(
            beyondLatin1.begin(), beyondLatin1.end(), [c](const auto& entry) { return entry.first == c.unicode(); });
        if (known != beyondLatin1.end()) {
            bytes += known->second;
        } else {
            const bool printable
                = (c.unicode() >= 0x20 && c.unicode() < 0x7F) || (c.unicode() >= 0xA0 && c.unicode() < 0x100);
            bytes += printable ? static_cast<char>(c.unicode()) : '?';
        }
    }
    return bytes;
}

float part(std::uint32_t colour, int shift)
{
    return static_cast<float>((colour >> shift) & 0xFF) / 255.0F;
}

} // namespace

class PdfCanvas::Private {
public:
    static void onError(HPDF_STATUS error, HPDF_STATUS detail, void* self)
    {
        auto* d = static_cast<Private*>(self);
        d->error = d->error == 0 ? error : d->error;
        d->detail = d->detail == 0 ? detail : d->detail;
    }
    float x(double value) const { return static_cast<float>(value); }
    float y(double value) const { return HPDF_Page_GetHeight(page) - static_cast<float>(value); }
    void path(const QList<QPointF>& points)
    {
        HPDF_Page_MoveTo(page, x(points.first().x()), y(points.first().y()));
        for (qsizetype i = 1; i < points.size(); ++i) {
            HPDF_Page_LineTo(page, x(points[i].x()), y(points[i].y()));
        }
    }
    void setFill(std::uint32_t colour)
    {
        HPDF_Page_SetRGBFill(page, part(colour, 16), part(colour, 8), part(colour, 0));
    }
    HPDF_Font font(const Style& style) const { return style.bold ? bold : regular; }

    HPDF_Doc document = nullptr;
    HPDF_Font regular = nullptr;
    HPDF_Font bold = nullptr;
    HPDF_Page page = nullptr;
    QList<HPDF_Page> pages;
    HPDF_STATUS error = 0;
    HPDF_STATUS detail = 0;
};

PdfCanvas::PdfCanvas(const QString& title)
    : d(std::make_unique<Private>())
{
    d->document = HPDF_New(&Private::onError, d.get());
    if (!d->document) {
        return;
    }
    HPDF_SetCompressionMode(d->document, HPDF_COMP_ALL);
    HPDF_SetInfoAttr(d->document, HPDF_INFO_TITLE, encoded(title).constData());
    HPDF_SetInfoAttr(d->document, HPDF_INFO_CREATOR, "Transship " TRANSSHIP_VERSION);
    d->regular = HPDF_GetFont(d->document, "Helvetica", "WinAnsiEncoding");
    d->bold = HPDF_GetFont(d->document, "Helvetica-Bold", "WinAnsiEncoding");
}

PdfCanvas::~PdfCanvas()
{
    if (d->document) {
        HPDF_Free(d->document);
    }
}

void PdfCanvas::addPage(Orientation orientation)
{
    d->page = HPDF_AddPage(d->document);
    HPDF_Page_SetSize(
        d->page, HPDF_PAGE_SIZE_A4, orientation == Orientation::Portrait ? HPDF_PAGE_PORTRAIT : HPDF_PAGE_LANDSCAPE);
    d->pages << d->page;
}

int PdfCanvas::pageCount() const
{
    return static_cast<int>(d->pages.size());
}

void PdfCanvas::turnTo(int page)
{
    d->page = d->pages.at(page);
}

QSizeF PdfCanvas::pageSize() const
{
    return {HPDF_Page_GetWidth(d->page), HPDF_Page_GetHeight(d->page)};
}

void PdfCanvas::text(const QPointF& baseline, const QString& text, const Style& style)
{
    const double width = style.align == Align::Left ? 0 : widthOf(text, style);
    const double left = baseline.x() - (style.align == Align::Centre ? width / 2 : width);
    d->setFill(style.colour);
    HPDF_Page_BeginText(d->page);
    HPDF_Page_SetFontAndSize(d->page, d->font(style), static_cast<float>(style.size));
    HPDF_Page_TextOut(d->page, d->x(left), d->y(baseline.y()), encoded(text).constData());
    HPDF_Page_EndText(d->page);
}

double PdfCanvas::widthOf(const QString& text, const Style& style) const
{
    const QByteArray bytes = encoded(text);
    const HPDF_TextWidth width = HPDF_Font_TextWidth(
        d->font(style), reinterpret_cast<const HPDF_BYTE*>(bytes.constData()), static_cast<HPDF_UINT>(bytes.size()));
    return width.width * style.size / 1000;
}

QString PdfCanvas::fitted(const QString& text, double width, const Style& style) const
{
    if (widthOf(text, style) <= width) {
        return text;
    }
    qsizetype fits = 0;
    qsizetype tooLong = text.size();
    while (tooLong - fits > 1) {
        const qsizetype middle = (fits + tooLong) / 2;
        (widthOf(text.left(middle) + u'…', style) <= width ? fits : tooLong) = middle;
    }
    return text.left(fits) + u'…';
}

void PdfCanvas::fill(const QRectF& rect, std::uint32_t colour)
{
    if (rect.isEmpty()) {
        return;
    }
    d->setFill(colour);
    HPDF_Page_Rectangle(d->page, d->x(rect.left()), d->y(rect.bottom()), d->x(rect.width()), d->x(rect.height()));
    HPDF_Page_Fill(d->page);
}

void PdfCanvas::fill(const QList<QPointF>& polygon, std::uint32_t colour)
{
    if (polygon.size() < 3) {
        return;
    }
    d->setFill(colour);
    d->path(polygon);
    HPDF_Page_ClosePath(d->page);
    HPDF_Page_Fill(d->page);
}

void PdfCanvas::line(const QList<QPointF>& points, std::uint32_t colour, double width, bool dashed)
{
    if (points.size() < 2) {
        return;
    }
    constexpr std::array<HPDF_UINT16, 2> dashes{4, 3};
    HPDF_Page_SetRGBStroke(d->page, part(colour, 16), part(colour, 8), part(colour, 0));
    HPDF_Page_SetLineWidth(d->page, static_cast<float>(width));
    HPDF_Page_SetLineJoin(d->page, HPDF_ROUND_JOIN);
    HPDF_Page_SetDash(d->page, dashed ? dashes.data() : nullptr, dashed ? static_cast<HPDF_UINT>(dashes.size()) : 0, 0);
    d->path(points);
    HPDF_Page_Stroke(d->page);
}

Result<QByteArray> PdfCanvas::document()
{
    if (d->document && d->error == 0) {
        HPDF_SaveToStream(d->document);
    }
    if (!d->document || d->error != 0) {
        return Error{ErrorCode::Internal,
            QStringLiteral("the PDF cannot be made: error %1 (%2) of libharu").arg(d->error, 0, 16).arg(d->detail)};
    }
    QByteArray bytes;
    bytes.resize(static_cast<qsizetype>(HPDF_GetStreamSize(d->document)));
    auto size = static_cast<HPDF_UINT32>(bytes.size());
    HPDF_ReadFromStream(d->document, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
    bytes.resize(static_cast<qsizetype>(size));
    return bytes;
}

} // namespace transship
