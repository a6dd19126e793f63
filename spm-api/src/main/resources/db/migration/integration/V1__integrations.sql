create schema if not exists integration;

create table integration.integrations (
    id             uuid        primary key,
    tenant_id      text        not null,
    connector_type text        not null,
    name           text        not null,
    category       text        not null,
    vendor         text        not null,
    enabled        boolean     not null,
    -- What the last test found: true, false, or null where there was none since the last change.
    reachable      boolean,
    config         jsonb       not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null
);

create index integrations_newest on integration.integrations (tenant_id, created_at desc, id desc);

-- Exactly one row of the agent runtime in a tenant, however many replicas make it at once.
create unique index integrations_one_runtime on integration.integrations (tenant_id)
    where connector_type = 'agent-runtime';

create table integration.credentials (
    integration_id uuid  not null references integration.integrations (id) on delete cascade,
    key            text  not null,
    -- Encrypted under the key ring, bound to this integration and key.
    cipher         bytea not null,
    hint           text  not null,
    primary key (integration_id, key)
);

create table integration.activity (
    id             uuid        primary key,
    integration_id uuid        not null references integration.integrations (id) on delete cascade,
    ts             timestamptz not null,
    kind           text        not null,
    user_id        text        not null,
    ok             boolean     not null,
    message        text        not null
);

create index activity_newest on integration.activity (integration_id, ts desc, id desc);
