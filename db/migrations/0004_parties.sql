-- The recipients of the services (服务对象), the mandates to act for them, and consent.

create table party (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'merged')),
  kind text not null check (kind in ('enterprise', 'sole_trader', 'cooperative', 'family_farm', 'village_collective', 'person')),
  name text not null,
  code text,                                                           -- 统一社会信用代码, GB 32100
  id_number_cipher text,                                               -- AES-256-GCM, key outside the database
  id_number_hash text,                                                 -- keyed hash, for de-duplication
  town text,                                                           -- 统计用区划代码, 9 digits
  address text not null default '',
  contact_name text not null,
  contact_phone text not null,
  counter_phone text,                                                  -- as staff noted it: who holds it may claim the party
  phone_suffix text not null generated always as (right(contact_phone, 4)) stored,
  merged_into uuid,
  registered_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, merged_into) references party (centre_id, id),
  check ((state = 'merged') = (merged_into is not null))
);
create unique index party_code on party (centre_id, code) where code is not null and state = 'active';
create unique index party_id_number on party (centre_id, id_number_hash) where id_number_hash is not null and state = 'active';
create index party_suffix on party (centre_id, phone_suffix) where state = 'active';
create index party_recent on party (centre_id, id desc);
select make_tenant('party', for_region => false);

-- A mandate (授权): this person may act for this party, until then. Nothing else opens a party's affairs.
create table mandate (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('pending', 'active', 'refused', 'revoked', 'expired')),
  party_id uuid not null,
  identity_id uuid not null references identity,
  person_name text not null,
  phone text not null,
  claimed_name text not null,                                          -- as the person named the party; all they see of it before
  role text not null check (role in ('self', 'head', 'agent')),        -- 本人, 负责人, 经办人
  valid_until date,
  asked_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create unique index mandate_one on mandate (centre_id, party_id, identity_id) where state in ('pending', 'active');
create index mandate_identity on mandate (centre_id, identity_id);
create index mandate_recent on mandate (centre_id, id desc);
select make_tenant('mandate', for_region => false);

create table consent (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('given', 'withdrawn')),
  identity_id uuid not null references identity,
  document text not null,                                              -- 'privacy'
  version text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (centre_id, id)
);
create index consent_identity on consent (centre_id, identity_id, document);
select make_tenant('consent', for_region => false);

-- Whom a message for a party reaches: everyone with a valid mandate, or else the phone the counter noted.
create view contact_of_party with (security_invoker = true) as
  select m.centre_id, m.party_id, m.identity_id, m.phone, null::text as email
  from mandate m
  where m.state = 'active' and (m.valid_until is null or m.valid_until >= current_date)
  union all
  select p.centre_id, p.id, null, p.contact_phone, null
  from party p
  where p.state = 'active' and not exists (
    select from mandate m where m.centre_id = p.centre_id and m.party_id = p.id and m.state = 'active');
grant select on contact_of_party to centre_app;

-- Who acts in a request: one indexed query resolves the session to the person, the posts and the mandates; a key for
-- machines resolves to its holder, with the scopes of the key. Every request asks, so the plans are kept (PL/pgSQL).
create function duties_of(p_centre int, p_staff uuid) returns text[] language plpgsql stable as $$ begin
  return (select coalesce(array_agg(distinct duty), '{}')
  from staff_post sp
  join post p on p.centre_id = sp.centre_id and p.id = sp.post_id and p.state = 'active'
  cross join unnest(p.duties) duty
  where sp.centre_id = p_centre and sp.staff_id = p_staff);
end $$;
create function parties_of(p_centre int, p_identity uuid, p_now timestamptz) returns uuid[] language plpgsql stable as $$
begin
  return (select coalesce(array_agg(m.party_id), '{}')
  from mandate m
  where m.centre_id = p_centre and m.identity_id = p_identity and m.state = 'active'
    and (m.valid_until is null or m.valid_until >= (p_now at time zone 'Asia/Shanghai')::date));
end $$;

-- Staff sign in by name and password, and as members of the public by their phone: two accounts of one person, joined
-- by the phone that the centre noted. What the second has asked for, the first must not decide.
create function resolve_actor(p_token text, p_centre int, p_now timestamptz)
  returns table (session_id text, identity_id uuid, name text, must_change_password boolean, second_factor boolean,
    consented text, seen_at timestamptz, staff_id uuid, duties text[], parties uuid[], twin_id uuid, twin_parties uuid[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$ begin
  return query select s.id::text, i.id, coalesce(st.name, i.name), i.must_change_password, i.totp_confirmed,
    (select max(c.version) from consent c
     where c.centre_id = p_centre and c.identity_id = i.id and c.document = 'privacy' and c.state = 'given'),
    s.seen_at, st.id, duties_of(p_centre, st.id), parties_of(p_centre, i.id, p_now),
    twin.id, case when twin.id is null then '{}' else parties_of(p_centre, twin.id, p_now) end
  from session s
  join identity i on i.id = s.identity_id
  left join staff st on st.centre_id = p_centre and st.identity_id = i.id and st.state = 'active'
  left join identity twin on twin.phone_number = st.phone and twin.id <> i.id
  where s.token = p_token and s.expires_at > p_now;
end $$;

create function resolve_api_key(p_token_hash text, p_centre int, p_now timestamptz)
  returns table (key_name text, reads text[], acts text[], identity_id uuid, name text, staff_id uuid,
    duties text[], parties uuid[], twin_id uuid, twin_parties uuid[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$ begin
  return query select k.name, k.reads, k.acts, i.id, st.name, st.id, duties_of(p_centre, st.id),
    parties_of(p_centre, i.id, p_now),
    twin.id, case when twin.id is null then '{}' else parties_of(p_centre, twin.id, p_now) end
  from api_key k
  join identity i on i.id = k.identity_id
  join staff st on st.centre_id = p_centre and st.identity_id = i.id and st.state = 'active'
  left join identity twin on twin.phone_number = st.phone and twin.id <> i.id
  where k.token_hash = p_token_hash and k.centre_id = p_centre and k.state = 'active'
    and k.expires_on >= (p_now at time zone 'Asia/Shanghai')::date;
end $$;
revoke all on function duties_of, parties_of, resolve_actor, resolve_api_key from public;
grant execute on function resolve_actor, resolve_api_key to centre_login;
