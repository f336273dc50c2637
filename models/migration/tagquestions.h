// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repository.h"
#include "models/registry/importapiclient.h"
#include "models/registry/wakeup.h"

#include <QCoroTask>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <deque>
#include <memory>

namespace transship {

/// What the registry said of some repositories.
struct TagAnswers {
    QList<ContainerRepository> rows; ///< as asked for
    QSet<qint64> withTags; ///< also those it gave no good answer about
    int unanswered = 0; ///< how many of them
    QString lastError; ///< of the last of those
    qsizetype left = 0; ///< rows still to be answered
};

/// Asks a registry which repositories have a tag, ImportApiClient::questionsAtOnce at a time over everything asked.
/// Whatever is not a clear "none" is "has tags": nothing may be deleted because a registry was down.
/// Thread: the one it lives in. May be destroyed at any time; answers that come later are dropped.
class TagQuestions : public QObject {
    Q_OBJECT
public:
    /// `registry` null: every repository has tags.
    explicit TagQuestions(ImportApiClient* registry, QObject* parent = nullptr);

    using Answers = std::shared_ptr<TagAnswers>;
    /// Begins at once, behind what was begun before; see wait().
    Answers ask(QList<ContainerRepository> rows);
    /// Until every row has its answer (true), or the questions were given up. One at a time.
    QCoro::Task<bool> wait(Answers answers);
    /// Nothing more is asked; what is on the wire is waited for by nobody.
    void giveUp();
    /// After giveUp(): ask again.
    void goOn() { m_givenUp = false; }

private:
    struct Question {
        Answers answers;
        ContainerRepository row;
    };
    void pump();
    static QCoro::Task<> put(QPointer<TagQuestions> self, Question question);
    static void note(const Answers& answers, const ContainerRepository& row, const Result<bool>& hasTags);

    QPointer<ImportApiClient> m_registry;
    std::deque<Question> m_queue;
    WakeUp m_answered;
    int m_onWire = 0;
    bool m_pumping = false;
    bool m_givenUp = false;
};

} // namespace transship
