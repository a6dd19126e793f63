create schema if not exists approval;

create table approval.approvals (
    id           uuid        not null primary key,
    tenant_id    text        not null,
    agent_id     uuid        not null,
    user_id      text,
    session_id   uuid,
    trace_id     text        not null,
    kind         text        not null,
    -- SHA-256 of what is done, in canonical form.
    digest       text        not null,
    subject      text        not null,
    reason       text        not null,
    policy_id    text,
    requested_at timestamptz not null,
    expires_at   timestamptz not null,
    state        text        not null,
    scope        text,
    decided_by   text,
    decided_at   timestamptz,
    comment      text,
    -- A reply that is withheld, encrypted.
    withheld     bytea
);

create unique index approvals_pending on approval.approvals (tenant_id, agent_id, kind, digest, coalesce(user_id, ''))
    where state = 'pending';
create index approvals_by_deed on approval.approvals (tenant_id, agent_id, kind, digest);
create index approvals_by_tenant on approval.approvals (tenant_id, requested_at desc, id desc);
create index approvals_withheld on approval.approvals (expires_at) where withheld is not null;
