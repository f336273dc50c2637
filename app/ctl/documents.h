// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/repository.h"
#include "models/registry/importapiclient.h"
#include "models/storage/repositorystore.h"

#include <QJsonObject>
#include <QString>

/// Domain values as the JSON of docs/ctl-json.md, with the field's own names; part of the interface.
namespace transship::ctl {

QJsonObject toJson(const ContainerRepository& repository);
QJsonObject toJson(const MigrationEventRow& row);
QJsonObject toJson(const StateCounts& counts);
QJsonObject toJson(const StartAnswer& answer);
QJsonObject toJson(const Error& error);

/// ISO 8601 in UTC, null when invalid.
QJsonValue toJson(const QDateTime& time);

/// For tables: "2026-01-31 12:00:00", empty when invalid.
QString shortTime(const QDateTime& time);

} // namespace transship::ctl
