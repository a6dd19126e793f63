-- An empty schema lets any parameters pass; an empty text is no tests.
alter table policy.policy_versions
    add column params_schema jsonb not null default '{}',
    add column tests         text  not null default '';

-- Which of the platform's policies a tenant was given: a newer platform brings others, and what was deleted stays so.
alter table policy.seeded_tenants add column seeds text[] not null default '{pii_mask,prompt_guard,tool_scope}';
alter table policy.seeded_tenants alter column seeds drop default;
