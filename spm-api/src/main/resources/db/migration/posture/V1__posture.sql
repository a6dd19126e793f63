create schema if not exists posture;

-- What an agent was: values by their paths.
create table posture.snapshots (
    id        uuid primary key,
    tenant_id text        not null,
    agent_id  uuid        not null,
    hash      text        not null,
    document  jsonb       not null,
    taken_at  timestamptz not null
);

create index snapshots_latest on posture.snapshots (agent_id, taken_at desc, id desc);

-- What somebody approved; the latest of an agent counts.
create table posture.baselines (
    id             uuid primary key,
    tenant_id      text        not null,
    agent_id       uuid        not null,
    hash           text        not null,
    document       jsonb       not null,
    approved_by    text        not null,
    approved_at    timestamptz not null,
    reason         text        not null,
    policy_version text        not null
);

create index baselines_latest on posture.baselines (agent_id, approved_at desc, id desc);
create index baselines_of_tenant on posture.baselines (tenant_id, agent_id);

create table posture.drifts (
    id              uuid primary key,
    tenant_id       text        not null,
    agent_id        uuid        not null,
    path            text        not null,
    previous        jsonb,
    current         jsonb,
    class           text        not null check (class in ('expected', 'review_required', 'release_blocking')),
    severity        text        not null check (severity in ('low', 'medium', 'high', 'critical')),
    reason          text        not null,
    controls        jsonb       not null,
    detected_at     timestamptz not null,
    evidence_id     uuid        not null,
    state           text        not null check (state in ('open', 'accepted', 'rolled_back', 'expired')),
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text
);

create unique index drifts_open on posture.drifts (agent_id, path) where state = 'open';
create index drifts_list on posture.drifts (agent_id, detected_at desc, id desc);

create table posture.changes (
    id           uuid primary key,
    tenant_id    text        not null,
    agent_id     uuid        not null,
    dimension    text        not null,
    path         text,
    becomes      jsonb,
    reason       text        not null,
    requested_by text        not null,
    requested_at timestamptz not null,
    expires_at   timestamptz not null,
    approved_by  text,
    approved_at  timestamptz
);

create index changes_planned on posture.changes (agent_id, expires_at) where approved_by is not null;

-- Who must be looked at: an agent, or all reviewed ones of a tenant.
create table posture.due (
    tenant_id text        not null,
    agent_id  uuid,
    due_at    timestamptz not null,
    unique nulls not distinct (tenant_id, agent_id)
);

create index due_next on posture.due (due_at);

-- What was written down of drifts: a chain for each agent. It stays when the agent is gone.
create table posture.evidence (
    id             uuid primary key,
    tenant_id      text        not null,
    agent_id       uuid        not null,
    sequence       bigint      not null,
    drift_id       uuid        not null,
    detection_id   uuid,
    path           text        not null,
    previous       jsonb,
    current        jsonb,
    class          text        not null,
    severity       text        not null,
    controls       jsonb       not null,
    state          text        not null,
    approver       text,
    decided_at     timestamptz,
    finding        text        not null,
    reason         text        not null,
    policy_version text        not null,
    snapshot_hash  text        not null,
    recorded_at    timestamptz not null,
    previous_hash  text,
    hash           text        not null,
    signature      text        not null,
    constraint evidence_chain unique (agent_id, sequence)
);

create index evidence_list on posture.evidence (tenant_id, recorded_at desc, id desc);

create function posture.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'evidence is never changed';
end $$;

create trigger evidence_is_kept before update or delete on posture.evidence
    for each row execute function posture.refuse_change();

create trigger evidence_is_not_emptied before truncate on posture.evidence
    for each statement execute function posture.refuse_change();
