// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/repository.h"
#include "models/migration/repositoryinquiry.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace transship {

/// What the registry itself says of the selected repository, and how many tags it has: asked when the operator wants to
/// know, and every few seconds while a step runs there. Never blocks; answers carry their age. GUI thread; borrows all.
class RegistrySection : public QWidget {
    Q_OBJECT
public:
    RegistrySection(RepositoryInquiry& inquiry, const Clock& clock, QWidget* parent = nullptr);

    void setRepository(const std::optional<ContainerRepository>& repository);

public Q_SLOTS:
    void ask();
    void countTags();

private:
    template <typename T> struct Answer {
        Result<T> value;
        QDateTime at;
    };
    QCoro::Task<> askStatus();
    QCoro::Task<> askTags();
    void tick();
    void updateTexts();
    QString statusText() const;
    QString tagsText() const;

    RepositoryInquiry& m_inquiry;
    const Clock& m_clock;
    std::optional<ContainerRepository> m_repository;
    qint64 m_saidOf = 0; ///< the repository that the answers are about
    std::optional<Answer<ImportStatusReport>> m_status;
    std::optional<Answer<qint64>> m_tags;
    bool m_asking = false;
    bool m_counting = false;
    QTimer m_tick;
    QLabel* m_statusLabel;
    QLabel* m_tagsLabel;
    QToolButton* m_ask;
    QToolButton* m_count;
};

/// The registry's words, escaped: status, reason, progress. Pure.
QString inWords(const ImportStatusReport& report);

} // namespace transship
