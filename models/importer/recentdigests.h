// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QSet>
#include <QString>

#include <cstring>
#include <utility>

namespace transship {

/// The digests seen most recently, in constant memory: at least the last `most`, at most twice as many. A repository
/// may have more distinct layers than should be kept; one that was forgotten is asked for again. Thread: one.
class RecentDigests {
public:
    explicit RecentDigests(int most = 50'000)
        : m_most(most)
    {
    }
    bool contains(const QString& digest) const
    {
        const Key key = keyOf(digest);
        return m_young.contains(key) || m_old.contains(key);
    }
    void insert(const QString& digest)
    {
        if (m_young.size() >= m_most) {
            m_old = std::exchange(m_young, {});
        }
        m_young.insert(keyOf(digest));
    }
    void clear()
    {
        m_young.clear();
        m_old.clear();
    }

private:
    /// Half of a sha256: two that are different and begin alike would have to be looked for with great effort.
    struct Key {
        quint64 first = 0;
        quint64 second = 0;
        bool operator==(const Key&) const = default;
        friend size_t qHash(const Key& key, size_t seed = 0) { return qHashMulti(seed, key.first, key.second); }
    };
    static Key keyOf(const QString& digest)
    {
        const QByteArray bytes = QByteArray::fromHex(digest.mid(digest.indexOf(u':') + 1).left(32).toLatin1());
        Key key;
        std::memcpy(&key, bytes.constData(), std::min<size_t>(sizeof key, size_t(bytes.size())));
        return key;
    }

    int m_most;
    QSet<Key> m_young;
    QSet<Key> m_old;
};

} // namespace transship
