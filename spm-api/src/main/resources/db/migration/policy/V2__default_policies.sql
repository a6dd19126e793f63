-- What each new agent of a tenant is under from its registration on. The engine has them all.
create table policy.default_policies (
    tenant_id text not null,
    policy_id text not null,
    primary key (tenant_id, policy_id),
    foreign key (tenant_id, policy_id) references policy.policies (tenant_id, id)
);
