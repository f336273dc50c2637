// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/tilelayout.h"

#include "views/common/thememanager.h"
#include "views/common/titledpanel.h"

#include <QPainter>

namespace transship {
namespace {

constexpr int leastWidth = 340;
constexpr int leastHeight = 150;
constexpr int line = 1;

} // namespace

void TileLayout::add(const Tile& tile)
{
    tile.panel->setParent(this);
    m_tiles << tile;
    arrange();
}

void TileLayout::showOnly(int tile)
{
    m_alone = tile;
    arrange();
}

void TileLayout::arrange()
{
    if (m_tiles.isEmpty()) {
        return;
    }
    const auto count = static_cast<int>(m_tiles.size());
    int columns = 1;
    int shown = 1;
    if (m_alone < 0) {
        columns = qBound(1, width() / leastWidth, count);
        const int rows = qBound(1, height() / leastHeight, (count + columns - 1) / columns);
        shown = qMin(count, columns * rows);
        // Full rows: five in two rows are three and two, not four and one.
        columns = (shown + rows - 1) / rows;
    }
    const int rows = (shown + columns - 1) / columns;
    for (int i = 0; i < count; ++i) {
        const int place = m_alone < 0 ? i : (i == m_alone ? 0 : count);
        QWidget* panel = m_tiles[i].panel;
        panel->setVisible(place < shown);
        if (place >= shown) {
            continue;
        }
        const int row = place / columns;
        const int inRow = row == rows - 1 ? shown - row * columns : columns;
        const int column = place % columns;
        const int left = width() * column / inRow;
        const int top = height() * row / rows;
        panel->setGeometry(left, top + (row > 0 ? line : 0),
            width() * (column + 1) / inRow - left - (column < inRow - 1 ? line : 0),
            height() * (row + 1) / rows - top - (row > 0 ? line : 0));
    }
    update();
}

void TileLayout::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// What shows between the tiles.
void TileLayout::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), separatorColor(palette()));
}

} // namespace transship
