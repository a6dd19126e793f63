create schema if not exists federation;

-- A tool of a tool server: as it is seen now, and as somebody approved it.
create table federation.tools (
    tenant_id         text        not null,
    integration_id    uuid        not null,
    tool              text        not null,
    -- Under which agents see it; never changes.
    name              text        not null,
    seen_hash         text        not null,
    seen_manifest     jsonb       not null,
    seen_at           timestamptz not null,
    present           boolean     not null,
    approved_hash     text,
    approved_manifest jsonb,
    approved_by       text,
    approved_at       timestamptz,
    primary key (integration_id, tool),
    unique (tenant_id, name)
);
