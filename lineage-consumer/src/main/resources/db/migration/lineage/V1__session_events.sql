-- Event ids are UUIDv7, so a range of ids is a range of time: the partitions follow the clock, and the primary key
-- can still be the id alone, which makes an event that is delivered twice a single row.
create table lineage.session_events (
    event_id       uuid        not null primary key,
    ts             timestamptz not null,
    tenant_id      text        not null,
    agent_id       uuid,
    session_id     uuid,
    correlation_id text,
    event_type     text        not null,
    user_id        text,
    source         text        not null,
    schema_version integer     not null,
    payload        jsonb       not null
) partition by range (event_id);

-- What carries an id from another time, or from another generator, is kept as well.
create table lineage.session_events_rest partition of lineage.session_events default;

create index session_events_by_tenant on lineage.session_events (tenant_id, ts desc, event_id desc);
create index session_events_by_type on lineage.session_events (tenant_id, event_type, ts desc, event_id desc);
create index session_events_by_agent on lineage.session_events (tenant_id, agent_id, ts desc, event_id desc)
    where agent_id is not null;
create index session_events_by_agent_and_type
    on lineage.session_events (tenant_id, agent_id, event_type, ts desc, event_id desc)
    where agent_id is not null;
create index session_events_by_trace on lineage.session_events (tenant_id, correlation_id, ts desc, event_id desc)
    where correlation_id is not null;
create index session_events_by_session on lineage.session_events (tenant_id, session_id, ts desc, event_id desc)
    where session_id is not null;
