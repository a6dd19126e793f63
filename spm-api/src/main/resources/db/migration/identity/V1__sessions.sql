create schema if not exists identity;

-- Sessions of the admin UI; a token is kept as its SHA-256 only.
create table identity.ui_sessions (
    token_hash text primary key,
    tenant_id  text        not null,
    sub        text        not null,
    roles      text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

-- Codes of one-time sign-in links; a code is taken out when it is used.
create table identity.sign_in_codes (
    code_hash  text primary key,
    tenant_id  text        not null,
    sub        text        not null,
    roles      text        not null,
    expires_at timestamptz not null
);
