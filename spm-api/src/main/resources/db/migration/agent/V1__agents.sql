create schema if not exists agent;

create table agent.agents (
    id            uuid primary key,
    tenant_id     text        not null,
    name          text        not null,
    version       text        not null,
    agent_type    text        not null,
    runtime       text        not null check (runtime in ('python', 'java')),
    owner         text,
    description   text,
    risk          text        not null check (risk in ('low', 'medium', 'high', 'critical')),
    policy_status text        not null check (policy_status in ('none', 'partial', 'full')),
    runtime_state text        not null
        check (runtime_state in ('stopped', 'starting', 'running', 'crashed', 'quarantined')),
    state_reason  text,
    code_sha256   text        not null,
    revision      integer     not null check (revision > 0),
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    last_seen_at  timestamptz,
    -- The present start: one per process. Its readiness is waited for from the moment the process exists.
    start_id      text,
    spawned_at    timestamptz,
    stopping_at   timestamptz,
    -- What is to happen next: a start once a stop is through, a try after a crash, a start after the platform's own.
    start_again   boolean     not null default false,
    restarts      integer     not null default 0,
    restart_at    timestamptz,
    resume        boolean     not null default false,
    -- Which replica watches over it, and until when the others leave it alone.
    keeper        text,
    kept_until    timestamptz,
    constraint agents_name_version unique (tenant_id, name, version),
    constraint agents_start check ((runtime_state in ('starting', 'running')) = (start_id is not null))
);

create index agents_list on agent.agents (tenant_id, created_at desc, id desc);
create index agents_watched on agent.agents (runtime_state)
    where start_id is not null or restart_at is not null or resume;

create table agent.agent_revisions (
    agent_id     uuid        not null references agent.agents (id) on delete cascade,
    revision     integer     not null,
    filename     text        not null,
    code         bytea       not null,
    code_sha256  text        not null,
    size         integer     not null,
    requirements text,
    created_at   timestamptz not null,
    created_by   text        not null,
    primary key (agent_id, revision)
);

-- The tokens of a start, as hashes; what bootstrap must hand out is encrypted under the key ring. Gone when it ends.
create table agent.agent_starts (
    agent_id       uuid primary key references agent.agents (id) on delete cascade,
    start_id       text        not null,
    mcp_token_hash text        not null unique,
    llm_key_hash   text        not null unique,
    bootstrap      bytea       not null,
    created_at     timestamptz not null
);

create table agent.agent_secrets (
    agent_id   uuid        not null references agent.agents (id) on delete cascade,
    name       text        not null,
    value      bytea       not null,
    updated_at timestamptz not null,
    updated_by text        not null,
    primary key (agent_id, name)
);

create table agent.agent_settings (
    agent_id uuid primary key references agent.agents (id) on delete cascade,
    fields   jsonb not null
);

create table agent.tenant_settings (
    tenant_id text primary key,
    fields    jsonb not null
);
