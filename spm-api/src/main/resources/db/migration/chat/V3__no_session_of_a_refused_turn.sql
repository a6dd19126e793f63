-- As before, but that a turn which is refused for a limit leaves no session behind: nothing was begun.
create or replace function chat.open_turn(
    a_session uuid, an_agent uuid, a_tenant text, a_user text, at_time timestamptz,
    a_trace text, an_instance uuid, the_roles text[], most_sessions integer, most_turns integer,
    out outcome text, out turn_number integer)
language plpgsql as $$
declare
    bound chat.agent_chat_sessions;
    turns integer;
    sessions integer;
begin
    perform set_config('synchronous_commit', 'off', true);

    select * into bound from chat.agent_chat_sessions where id = a_session;
    if found and (bound.agent_id, bound.tenant_id, bound.user_id) is distinct from (an_agent, a_tenant, a_user) then
        outcome := 'foreign';
        return;
    end if;

    perform pg_advisory_xact_lock(hashtextextended(an_agent::text, 7));
    select count(*), count(distinct session_id) filter (where session_id <> a_session)
      into turns, sessions
      from chat.open_turns
     where agent_id = an_agent;
    if sessions >= most_sessions then
        outcome := 'too_many_sessions';
        return;
    end if;
    if turns >= most_turns then
        outcome := 'too_many_turns';
        return;
    end if;

    if bound.id is null then
        insert into chat.agent_chat_sessions (id, agent_id, tenant_id, user_id, started_at)
        values (a_session, an_agent, a_tenant, a_user, at_time)
        on conflict (id) do nothing;

        select * into strict bound from chat.agent_chat_sessions where id = a_session;
        if (bound.agent_id, bound.tenant_id, bound.user_id) is distinct from (an_agent, a_tenant, a_user) then
            outcome := 'foreign';
            return;
        end if;
    end if;

    turn_number := bound.turn_count + 1;
    insert into chat.open_turns
           (trace_id, instance_id, agent_id, tenant_id, session_id, user_id, user_roles, number, since)
    values (a_trace, an_instance, an_agent, a_tenant, a_session, a_user, the_roles, turn_number, at_time);
    outcome := 'opened';
end
$$;
