// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/previewpanel.h"

#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr int shownSampleRows = 7;
constexpr int stateWidth = 170;
constexpr int countWidth = 96;

QTreeWidget* makeTable(QWidget* parent, const char* name, const QString& accessibleName, const QStringList& titles)
{
    auto* table = new QTreeWidget(parent);
    table->setObjectName(QString::fromLatin1(name));
    table->setAccessibleName(accessibleName);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setTextElideMode(Qt::ElideMiddle);
    table->setHeaderLabels(titles);
    table->header()->setSectionsMovable(false);
    return table;
}

void fitHeight(QTreeWidget& table, int rows)
{
    const int row = qMax(table.fontMetrics().height(), table.sizeHintForRow(0));
    table.setFixedHeight(table.header()->sizeHint().height() + rows * row + 2 * table.frameWidth() + 2);
}

/// Why rows of a state do not change, in the operator's words.
QString whyNot(const BulkPreview::Unaffected& part)
{
    return part.why.code == ErrorCode::Disabled ? PreviewPanel::tr("not changed: the migration is paused")
                                                : PreviewPanel::tr("not changed: not possible in this state");
}

QString advice(const BulkPreview& preview, OperatorAction action, std::chrono::seconds estimate)
{
    QStringList lines;
    if (preview.count() > 1) {
        lines << PreviewPanel::tr("Takes about %1; it goes on while you work and can be stopped.")
                     .arg(texts::duration(std::max(estimate, std::chrono::seconds(1))));
    }
    const qint64 room = qMax<qint64>(0, preview.policy.capacity - preview.inProcess);
    const bool takesSlots = action == OperatorAction::Start || action == OperatorAction::Retry;
    if (takesSlots && preview.count() > room) {
        lines << PreviewPanel::tr("Does not wait for a free slot: %1 of %2 are taken. A registry that is busy refuses "
                                  "some of them, which costs each a retry.")
                     .arg(texts::number(preview.inProcess), texts::number(preview.policy.capacity));
    }
    if (action == OperatorAction::ForceCancel) {
        lines << PreviewPanel::tr("Stops a final import halfway; what is at the target then has to be looked at.");
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

PreviewPanel::PreviewPanel(QWidget* parent)
    : QWidget(parent)
    , m_states(makeTable(this, "previewStates", tr("What would change, by state"),
          {tr("State"), tr("Repositories"), tr("What happens")}))
    , m_sampleTitle(new QLabel(this))
    , m_sample(makeTable(this, "sample", tr("A sample of the repositories that would change"),
          {tr("Repository"), tr("State"), tr("Retries")}))
    , m_advice(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_states);
    layout->addWidget(m_sampleTitle);
    layout->addWidget(m_sample);
    layout->addWidget(m_advice);
    m_states->header()->resizeSection(0, stateWidth);
    m_states->header()->resizeSection(1, countWidth);
    m_states->headerItem()->setTextAlignment(1, Qt::AlignCenter);
    m_states->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_sample->header()->setStretchLastSection(false);
    m_sample->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_sample->header()->resizeSection(1, stateWidth);
    m_sampleTitle->setForegroundRole(secondaryRole);
    m_advice->setObjectName(QStringLiteral("advice"));
    m_advice->setWordWrap(true);
    m_advice->setForegroundRole(secondaryRole);
}

void PreviewPanel::present(const BulkPreview& preview, OperatorAction action, std::chrono::seconds estimate)
{
    showStates(preview, action);
    showSample(preview);
    const QString text = advice(preview, action, estimate);
    m_advice->setText(text);
    m_advice->setVisible(!text.isEmpty());
}

void PreviewPanel::showStates(const BulkPreview& preview, OperatorAction action)
{
    m_states->clear();
    const auto add = [this, action](MigrationState state, qint64 count, const QString& what, bool changes) {
        auto* item = new QTreeWidgetItem(m_states, {toName(state), texts::number(count), what});
        item->setIcon(0, stateIcon(state));
        item->setTextAlignment(1, Qt::AlignCenter);
        item->setToolTip(2, what);
        if (!changes) {
            item->setForeground(2, secondaryText(palette()));
            item->setToolTip(2, tr("Only possible from %1").arg(texts::alternatives(allowedStates(action))));
        }
    };
    for (const MigrationState state : allMigrationStates) {
        if (const qint64 count = preview.affected[static_cast<std::size_t>(state)]; count > 0) {
            add(state, count, texts::effect(action), true);
        }
    }
    for (const BulkPreview::Unaffected& part : preview.unaffected) {
        add(part.state, part.count, whyNot(part), false);
    }
    m_states->setVisible(m_states->topLevelItemCount() > 0);
    fitHeight(*m_states, m_states->topLevelItemCount());
}

void PreviewPanel::showSample(const BulkPreview& preview)
{
    m_sample->clear();
    for (const ContainerRepository& row : preview.sample) {
        auto* item = new QTreeWidgetItem(m_sample,
            {row.path, toName(row.state), row.retriesCount > 0 ? texts::number(row.retriesCount) : QString()});
        item->setIcon(1, stateIcon(row.state));
        item->setToolTip(0, row.path);
    }
    const bool several = preview.count() > 1;
    m_sampleTitle->setText(preview.count() > preview.sample.size()
            ? tr("%1 of them:").arg(texts::number(preview.sample.size()))
            : tr("These:"));
    m_sampleTitle->setVisible(several);
    m_sample->setVisible(several);
    fitHeight(*m_sample, qMin(shownSampleRows, m_sample->topLevelItemCount()));
}

} // namespace transship
