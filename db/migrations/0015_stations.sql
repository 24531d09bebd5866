-- 4.3.3 乡镇、村级服务站: from the application to the closing, what they do every day, checks and what follows from them;
-- and what a station's head does for a villager who said so (代办).

-- A mandate of a person for the head of a station: for one matter, for some days, on recorded evidence.
alter table mandate
  drop constraint mandate_role_check,
  add constraint mandate_role_check check (role in ('self', 'head', 'agent', 'proxy')),  -- 本人, 负责人, 经办人, 代办人
  add column agency text,                                               -- of a 代办人: the station that they act from
  add column matter text,                                               -- what they were asked to do
  add column evidence text check (evidence in ('code', 'paper')),       -- the code told to them, or the signed paper
  add check ((role = 'proxy') = (agency is not null and matter is not null and evidence is not null)),
  add check (role <> 'proxy' or valid_until is not null);

-- Whoever acts by such a mandate is not the person: it opens what they themselves asked for on the person's behalf, and
-- nothing else of the person's file.
create or replace function parties_of(p_centre int, p_identity uuid, p_now timestamptz) returns uuid[] language plpgsql stable as $$
begin
  return (select coalesce(array_agg(m.party_id), '{}')
  from mandate m
  where m.centre_id = p_centre and m.identity_id = p_identity and m.state = 'active' and m.role <> 'proxy'
    and (m.valid_until is null or m.valid_until >= (p_now at time zone 'Asia/Shanghai')::date));
end $$;
create function proxies_of(p_centre int, p_identity uuid, p_now timestamptz) returns uuid[] language plpgsql stable as $$
begin
  return (select coalesce(array_agg(m.party_id), '{}')
  from mandate m
  where m.centre_id = p_centre and m.identity_id = p_identity and m.state = 'active' and m.role = 'proxy'
    and m.valid_until >= (p_now at time zone 'Asia/Shanghai')::date);
end $$;
revoke all on function proxies_of from public;

drop function resolve_actor;
create function resolve_actor(p_token text, p_centre int, p_now timestamptz)
  returns table (session_id text, identity_id uuid, name text, must_change_password boolean, second_factor boolean,
    consented text, seen_at timestamptz, staff_id uuid, organisation text, duties text[], parties uuid[],
    proxies uuid[], twin_id uuid, twin_parties uuid[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$ begin
  return query select s.id::text, i.id, coalesce(st.name, i.name), i.must_change_password, i.totp_confirmed,
    (select max(c.version) from consent c
     where c.centre_id = p_centre and c.identity_id = i.id and c.document = 'privacy' and c.state = 'given'),
    s.seen_at, st.id, st.organisation, duties_of(p_centre, st.id), parties_of(p_centre, i.id, p_now),
    proxies_of(p_centre, i.id, p_now),
    twin.id, case when twin.id is null then '{}' else parties_of(p_centre, twin.id, p_now) end
  from session s
  join identity i on i.id = s.identity_id
  left join staff st on st.centre_id = p_centre and st.identity_id = i.id and st.state = 'active'
  left join identity twin on twin.phone_number = st.phone and twin.id <> i.id
  where s.token = p_token and s.expires_at > p_now;
end $$;
revoke all on function resolve_actor from public;
grant execute on function resolve_actor to centre_login;

-- What is told to a person reaches the person, not who acts for them.
create or replace view contact_of_party with (security_invoker = true) as
  select m.centre_id, m.party_id, m.identity_id, m.phone, null::text as email
  from mandate m
  where m.state = 'active' and m.role <> 'proxy' and (m.valid_until is null or m.valid_until >= current_date)
  union all
  select p.centre_id, p.id, null, p.contact_phone, null
  from party p
  where p.state = 'active' and not exists (
    select from mandate m
    where m.centre_id = p.centre_id and m.party_id = p.id and m.state = 'active' and m.role <> 'proxy');

-- By which mandate somebody asked on another's behalf.
alter table service_case
  add column proxy_id uuid,
  add foreign key (centre_id, proxy_id) references mandate (centre_id, id);
create index service_case_by_proxy on service_case (centre_id, applicant_identity_id) where proxy_id is not null;

create table station (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('applied', 'refused', 'building', 'acceptance', 'open', 'rectifying', 'closing',
    'closed')),
  code text not null,
  level text not null check (level in ('town', 'village')),
  name text not null,
  town text,                                                            -- 统计用区划代码, 9 digits
  village text,                                                         -- and 12
  address text not null,
  longitude double precision check (longitude between -180 and 180),
  latitude double precision check (latitude between -90 and 90),
  head_name text not null,
  head_phone text not null,
  head_identity_id uuid references identity,                            -- once the head has signed in and taken it over
  phone text not null default '',                                       -- for the public
  hours text not null default '',
  offers text[] not null default '{}',
  keeper_id uuid,                                                       -- who takes care of it at the centre
  applied_at timestamptz not null,
  opened_on date,
  closed_reason text,
  primary key (centre_id, id),
  unique (centre_id, code),
  foreign key (centre_id, keeper_id) references staff (centre_id, id),
  check ((longitude is null) = (latitude is null)),
  check (level = 'town' or town is null or village is not null)
);
create unique index station_of_head on station (centre_id, head_identity_id) where state not in ('closed', 'refused');
create index station_of_keeper on station (centre_id, keeper_id);
select make_tenant('station', for_region => false);

-- What a station did on a day; without a row, nobody said.
create table station_entry (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('kept')),
  station_id uuid not null,
  day date not null,
  buy_count int not null check (buy_count >= 0),                        -- 代买
  buy_fen bigint not null check (buy_fen >= 0),
  sell_count int not null check (sell_count >= 0),                      -- 代卖
  sell_fen bigint not null check (sell_fen >= 0),
  parcel_count int not null check (parcel_count >= 0),                  -- 快递
  parcel_fen bigint not null check (parcel_fen >= 0),
  errand_count int not null check (errand_count >= 0),                  -- 便民
  errand_fen bigint not null check (errand_fen >= 0),
  late_reason text,                                                     -- 补录: why it was written down later
  corrected text,                                                       -- what the last correction changed, in words
  entered_by uuid references identity,
  entered_at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, station_id, day),
  foreign key (centre_id, station_id) references station (centre_id, id)
);
create index station_entry_day on station_entry (centre_id, day);
select make_tenant('station_entry');

-- 督查: one score sheet. The weights are those of the day, so that an old sheet still adds up.
create table station_check (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('made')),
  station_id uuid not null,
  checked_on date not null,
  checked_by uuid not null,
  premises int not null check (premises between 0 and 100),             -- 基础建设
  capability int not null check (capability between 0 and 100),         -- 业务能力
  results int not null check (results between 0 and 100),               -- 工作成效
  villagers int not null check (villagers between 0 and 100),           -- 村民知晓度和满意度
  weights int[] not null,
  score double precision not null,
  grade text not null check (grade in ('excellent', 'good', 'pass', 'fail')),
  remarks text not null,
  issues text not null default '',
  longitude double precision,                                           -- where the phone was, if it said
  latitude double precision,
  primary key (centre_id, id),
  foreign key (centre_id, station_id) references station (centre_id, id),
  foreign key (centre_id, checked_by) references staff (centre_id, id)
);
create index station_check_of on station_check (centre_id, station_id, checked_on desc);
create index station_check_recent on station_check (centre_id, checked_on desc);
select make_tenant('station_check');

-- 整改: what a failed check found, until somebody else has seen that it is mended.
create table station_rectification (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'reported', 'settled', 'failed')),
  station_id uuid not null,
  check_id uuid,                                                        -- null: ordered without a check
  keeper_id uuid,                                                       -- as the station's, to whom its task goes
  ordered_by uuid not null,                                             -- who checked, or decided
  issues text not null,
  days int not null check (days > 0),
  round int not null default 1,
  most_rounds int not null,
  report text not null default '',
  opened_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, station_id) references station (centre_id, id),
  foreign key (centre_id, check_id) references station_check (centre_id, id),
  foreign key (centre_id, keeper_id) references staff (centre_id, id),
  foreign key (centre_id, ordered_by) references staff (centre_id, id)
);
create unique index station_rectification_one on station_rectification (centre_id, station_id) where state in ('open', 'reported');
select make_tenant('station_rectification');

-- 代办授权: what a head says a villager asked of them, and how the villager said so. It becomes a mandate once that is proved.
create table errand (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'granted', 'refused', 'lapsed')),
  station_id uuid not null,
  identity_id uuid not null references identity,                        -- the head
  head_name text not null,
  person_name text not null,                                            -- the villager; erased where it came to nothing
  person_phone text not null,
  phone_hash text not null,                                             -- keyed: how often a phone was asked, also when it is erased
  matter text not null,
  way text not null check (way in ('code', 'paper')),
  code_until timestamptz,                                               -- the code itself is derived, and kept nowhere
  tries int not null default 0,
  most_tries int not null default 1,
  mandate_id uuid,
  party_id uuid,
  valid_until date,
  asked_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, station_id) references station (centre_id, id),
  foreign key (centre_id, mandate_id) references mandate (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  check ((state = 'granted') = (mandate_id is not null))
);
create index errand_of_head on errand (centre_id, identity_id, id desc);
create index errand_of_station on errand (centre_id, station_id, id desc);
select make_tenant('errand', for_region => false);

-- Centres that work already: who distributes the work takes care of stations; who follows up and who supervises checks them.
update post set duties = array_append(duties, 'station.manage')
  where 'case.assign' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'station.inspect')
  where (duties && array['case.assign', 'callback.handle', 'supervise.urge']) and state = 'active';
