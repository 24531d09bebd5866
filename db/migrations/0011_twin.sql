-- Staff sign in by name and password, and as members of the public by their phone: two accounts of one person, joined
-- by the phone that the centre noted. What the second has asked for, the first must not decide.
drop function resolve_actor, resolve_api_key;

create function resolve_actor(p_token text, p_centre int, p_now timestamptz)
  returns table (session_id text, identity_id uuid, name text, must_change_password boolean, second_factor boolean,
    consented text, seen_at timestamptz, staff_id uuid, duties text[], parties uuid[], twin_id uuid, twin_parties uuid[])
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.id::text, i.id, coalesce(st.name, i.name), i.must_change_password, i.totp_confirmed,
    (select max(c.version) from consent c
     where c.centre_id = p_centre and c.identity_id = i.id and c.document = 'privacy' and c.state = 'given'),
    s.seen_at, st.id, duties_of(p_centre, st.id), parties_of(p_centre, i.id, p_now),
    twin.id, case when twin.id is null then '{}' else parties_of(p_centre, twin.id, p_now) end
  from session s
  join identity i on i.id = s.identity_id
  left join staff st on st.centre_id = p_centre and st.identity_id = i.id and st.state = 'active'
  left join identity twin on twin.phone_number = st.phone and twin.id <> i.id
  where s.token = p_token and s.expires_at > p_now
$$;

create function resolve_api_key(p_token_hash text, p_centre int, p_now timestamptz)
  returns table (key_name text, reads text[], acts text[], identity_id uuid, name text, staff_id uuid,
    duties text[], parties uuid[], twin_id uuid, twin_parties uuid[])
  language sql stable security definer set search_path = public, pg_temp as $$
  select k.name, k.reads, k.acts, i.id, st.name, st.id, duties_of(p_centre, st.id), parties_of(p_centre, i.id, p_now),
    twin.id, case when twin.id is null then '{}' else parties_of(p_centre, twin.id, p_now) end
  from api_key k
  join identity i on i.id = k.identity_id
  join staff st on st.centre_id = p_centre and st.identity_id = i.id and st.state = 'active'
  left join identity twin on twin.phone_number = st.phone and twin.id <> i.id
  where k.token_hash = p_token_hash and k.centre_id = p_centre and k.state = 'active'
    and k.expires_on >= (p_now at time zone 'Asia/Shanghai')::date
$$;
revoke all on function resolve_actor, resolve_api_key from public;
grant execute on function resolve_actor, resolve_api_key to centre_login;
