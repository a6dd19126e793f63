create schema if not exists policy;

create table policy.policies (
    tenant_id  text        not null,
    id         text        not null check (id ~ '^[a-z][a-z0-9_]{0,63}$'),
    row_id     uuid        not null,
    name       text        not null,
    type       text        not null,
    mode       text        not null check (mode in ('draft', 'monitor', 'enforced', 'deprecated')),
    version    integer     not null,
    owner      text,
    -- Whether the policy engine must have it: not before a person wrote or attached it.
    loaded     boolean     not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id)
);

create index policies_newest on policy.policies (tenant_id, created_at desc, row_id desc);

create table policy.policy_versions (
    tenant_id  text        not null,
    policy_id  text        not null,
    version    integer     not null,
    rego       text        not null,
    -- The same in the package of its tenant and version, as the policy engine gets it.
    module     text        not null,
    params     jsonb       not null,
    created_at timestamptz not null,
    created_by text        not null,
    primary key (tenant_id, policy_id, version),
    foreign key (tenant_id, policy_id) references policy.policies (tenant_id, id) on delete cascade
);

create table policy.agent_policies (
    tenant_id   text        not null,
    agent_id    uuid        not null,
    policy_id   text        not null,
    attached_at timestamptz not null,
    attached_by text        not null,
    primary key (agent_id, policy_id),
    foreign key (tenant_id, policy_id) references policy.policies (tenant_id, id)
);

create index agent_policies_by_policy on policy.agent_policies (tenant_id, policy_id);

create table policy.seeded_tenants (
    tenant_id text primary key
);

-- Counted up by the last statement of every transaction that changes a module: its lock makes the order of the
-- revisions the order of the commits. The source tells one database's revisions from another's.
create table policy.bundle (
    only_one boolean primary key default true check (only_one),
    source   uuid    not null default gen_random_uuid(),
    revision bigint  not null
);

insert into policy.bundle (revision) values (1);
