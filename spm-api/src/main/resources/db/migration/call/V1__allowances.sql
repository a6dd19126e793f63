create schema if not exists call;

-- What is used of an allowance, as it was at that time.
create table call.allowances (
    tenant_id text             not null,
    subject   text             not null,
    kind      text             not null,
    used      double precision not null,
    at        timestamptz      not null,
    primary key (tenant_id, subject, kind)
);
