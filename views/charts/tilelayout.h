// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

namespace transship {

class TitledPanel;

/// Panels of equal size in rows: as many, in their order, as there is room for; or one alone. GUI thread.
class TileLayout : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    struct Tile {
        QString id;
        TitledPanel* panel = nullptr;
        QWidget* content = nullptr;
    };
    void add(const Tile& tile);
    const QList<Tile>& tiles() const { return m_tiles; }
    /// -1: as many as fit.
    void showOnly(int tile);
    int shownAlone() const { return m_alone; }

    QSize minimumSizeHint() const override { return {220, 110}; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void arrange();

    QList<Tile> m_tiles;
    int m_alone = -1;
};

} // namespace transship
