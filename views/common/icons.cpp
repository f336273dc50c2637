// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/icons.h"

#include "views/common/thememanager.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <functional>

// Outside every namespace, as Q_INIT_RESOURCE wants it: a static library's resources are not registered by themselves.
static void initIconResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace transship {
namespace {

using Tint = std::function<QColor(const QPalette&, QIcon::Mode)>;

QByteArray svgSource(const QString& name)
{
    static const bool initialised = [] {
        initIconResources();
        return true;
    }();
    Q_UNUSED(initialised)
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class TintedSvgEngine final : public QIconEngine {
public:
    TintedSvgEngine(QString name, Tint tint)
        : m_name(std::move(name))
        , m_tint(std::move(tint))
        , m_source(svgSource(m_name))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        QPixmap image = scaledPixmap(rect.size() * ratio, mode, state, ratio);
        image.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect, image);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        const QColor colour = m_tint(QApplication::palette(), mode);
        const QString key = QStringLiteral("transship/%1/%2/%3x%4")
                                .arg(m_name, colour.name(QColor::HexArgb))
                                .arg(size.width())
                                .arg(size.height());
        QPixmap image;
        if (QPixmapCache::find(key, &image)) {
            return image;
        }
        QByteArray source = m_source;
        QSvgRenderer renderer(source.replace("currentColor", colour.name().toLatin1()));
        image = QPixmap(size);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        const int side = qMin(size.width(), size.height());
        renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
        painter.end();
        QPixmapCache::insert(key, image);
        return image;
    }

    QIconEngine* clone() const override { return new TintedSvgEngine(m_name, m_tint); }

private:
    QString m_name;
    Tint m_tint;
    QByteArray m_source;
};

QIcon tinted(const QString& name, Tint tint)
{
    return QIcon(new TintedSvgEngine(name, std::move(tint)));
}

QColor textColour(const QPalette& palette, QIcon::Mode mode)
{
    if (mode == QIcon::Selected) {
        return palette.color(QPalette::Active, QPalette::HighlightedText);
    }
    return palette.color(mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active, QPalette::ButtonText);
}

} // namespace

QIcon themedIcon(const QString& name)
{
    return tinted(name, textColour);
}

QIcon stateIcon(MigrationState state)
{
    return tinted(QStringLiteral("state-") + toName(state), [state](const QPalette& palette, QIcon::Mode mode) {
        return mode == QIcon::Selected ? palette.color(QPalette::Active, QPalette::HighlightedText)
                                       : stateColor(state, palette);
    });
}

QIcon warningIcon(const QString& name)
{
    return tinted(name, [](const QPalette& palette, QIcon::Mode) { return warningColor(palette); });
}

QIcon successIcon(const QString& name)
{
    return tinted(name, [](const QPalette& palette, QIcon::Mode) { return successColor(palette); });
}

QIcon applicationIcon()
{
    return tinted(QStringLiteral("transship"), [](const QPalette&, QIcon::Mode) { return QColor(Qt::white); });
}

} // namespace transship
