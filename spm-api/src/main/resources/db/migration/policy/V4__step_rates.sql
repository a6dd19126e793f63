-- A bucket per agent and stage, which the database's clock fills.
create table policy.step_rates (
    tenant_id text             not null,
    agent_id  uuid             not null,
    stage     text             not null,
    left_over double precision not null,
    at        timestamptz      not null,
    primary key (tenant_id, agent_id, stage)
);
