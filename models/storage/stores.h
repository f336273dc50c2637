// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/backgroundmigrationstore.h"
#include "models/storage/connection.h"
#include "models/storage/eventrollups.h"
#include "models/storage/eventstore.h"
#include "models/storage/inventorystore.h"
#include "models/storage/joblogstore.h"
#include "models/storage/leasestore.h"
#include "models/storage/repositorystore.h"
#include "models/storage/samplestore.h"
#include "models/storage/settingseventstore.h"
#include "models/storage/settingsstore.h"
#include "models/storage/tagliststore.h"

namespace transship {

/// All stores over one connection; what a job of the storage worker is handed. Thread: the connection's.
struct Stores {
    explicit Stores(Connection& c)
        : connection(c)
        , repositories(c)
        , events(c)
        , rollups(c)
        , settings(c)
        , leases(c)
        , inventory(c)
        , samples(c)
        , background(c)
        , tagLists(c)
        , settingsEvents(c)
        , jobLogs(c)
    {
    }

    Connection& connection;
    RepositoryStore repositories;
    EventStore events;
    EventRollups rollups;
    SettingsStore settings;
    LeaseStore leases;
    InventoryStore inventory;
    SampleStore samples;
    BackgroundMigrationStore background;
    TagListStore tagLists;
    SettingsEventStore settingsEvents;
    JobLogStore jobLogs;
};

} // namespace transship
