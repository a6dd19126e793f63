create schema if not exists chat;

create table chat.agent_chat_sessions (
    id              uuid        not null primary key,
    agent_id        uuid        not null,
    tenant_id       text        not null,
    user_id         text        not null,
    started_at      timestamptz not null,
    last_message_at timestamptz,
    message_count   integer     not null default 0,
    turn_count      integer     not null default 0
);

create index agent_chat_sessions_by_agent on chat.agent_chat_sessions (agent_id, started_at desc, id desc);
create index agent_chat_sessions_by_user on chat.agent_chat_sessions (agent_id, user_id, started_at desc, id desc);

create table chat.agent_chat_messages (
    id         uuid        not null primary key,
    session_id uuid        not null references chat.agent_chat_sessions (id) on delete cascade,
    role       text        not null check (role in ('user', 'agent')),
    text       text        not null,
    ts         timestamptz not null,
    trace_id   text        not null,
    verdict    text        not null check (verdict in ('allow', 'flag', 'block'))
);

create index agent_chat_messages_by_session on chat.agent_chat_messages (session_id, ts, id);

-- What follows is about this moment only. It need not outlive the database's process, so it is not logged: opening and
-- closing a turn waits for no disk.
create unlogged table chat.instances (
    id      uuid        not null primary key,
    seen_at timestamptz not null
);

create unlogged table chat.open_turns (
    trace_id    text        not null primary key,
    instance_id uuid        not null,
    agent_id    uuid        not null,
    tenant_id   text        not null,
    session_id  uuid        not null,
    user_id     text        not null,
    user_roles  text[]      not null,
    number      integer     not null,
    since       timestamptz not null
);

create index open_turns_by_agent on chat.open_turns (agent_id, session_id);
create index open_turns_by_instance on chat.open_turns (instance_id);

create unlogged table chat.turn_allowances (
    tenant_id text             not null,
    user_id   text             not null,
    tokens    double precision not null,
    at        timestamptz      not null,
    primary key (tenant_id, user_id)
);
