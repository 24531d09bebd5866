-- 5.6.2 City and province: who reads over the centres, and exactly what. From a reported figure to who entered it.

-- A city or a province (2 or 4 digits of GB/T 2260): its centres are those whose county lies in it. Global, like centres.
create table region (
  id int primary key generated always as identity,
  division text not null unique check (division ~ '^[0-9]{2}([0-9]{2})?$'),
  name text not null,                                                  -- 安庆市商务局
  origin text not null unique,
  host text not null unique,
  demo boolean not null default false,
  created_at timestamptz not null default now()
);
grant select, insert on region to centre_login;

-- An account reads for one region, or is a person of the centres; never both.
alter table identity add column region_id int references region;
alter table identity add constraint identity_reader check (region_id is null or (username is not null and phone_number is null));
create index identity_region on identity (region_id) where region_id is not null;

-- A reader's session opens nothing at a centre, on whatever host it is shown.
create or replace function resolve_actor(p_token text, p_centre int, p_now timestamptz)
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
  join identity i on i.id = s.identity_id and i.region_id is null
  left join staff st on st.centre_id = p_centre and st.identity_id = i.id and st.state = 'active'
    and (st.organisation <> 'assessor' or st.contract_until is null
      or st.contract_until >= (p_now at time zone 'Asia/Shanghai')::date)
  left join identity twin on twin.phone_number = st.phone and twin.id <> i.id
  where s.token = p_token and s.expires_at > p_now;
end $$;

-- Who entered what no report brought; null: the program itself.
alter table indicator_value add column entered_by uuid;

-- The region reads figures and what they mean. Every other table was open to its role for want of asking; none is now, and
-- a table that is to be read over centres says so itself.
create or replace function make_tenant(t regclass, for_region boolean default false) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('create policy own_centre on %s to centre_app
    using (centre_id = current_setting(''app.centre'')::int)
    with check (centre_id = current_setting(''app.centre'')::int)', t);
  execute format('grant select, insert, update, delete on %s to centre_app', t);
  if for_region then
    execute format('create policy own_region on %s for select to region_app
      using (centre_id = any (current_setting(''app.centres'')::int[]))', t);
    execute format('grant select on %s to region_app', t);
  end if;
end $$;
do $$
declare t text;
begin
  for t in select tablename from pg_policies where schemaname = 'public' and policyname = 'own_region'
      and tablename not in ('indicator', 'indicator_version', 'indicator_value') loop
    execute format('drop policy own_region on %I', t);
  end loop;
end $$;
revoke all on all tables in schema public from region_app;
grant select on centre, indicator_version to region_app;
grant select (centre_id, id, state, code, source, label, theme, rank, version, origin, part_of, opens) on indicator to region_app;
grant select (centre_id, code, period, town, version, value, base, reporters, summed, state, counted_at) on indicator_value to region_app;

-- Whether a county's figure would tell of few: fewer reporters than the centre's own setting, or towns of which only few
-- have anything, so that the county's sum is theirs. For centres that the region may read; others' do not exist.
create function tells_of_few(p_centre int, p_code text, p_period text, p_version int, p_reporters int) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  with least as (
    select coalesce((select (value #>> '{}')::int from setting where centre_id = p_centre and code = 'indicator.reporters'), 3) as n
  )
  select p_centre = any (current_setting('app.centres')::int[]) and p_reporters is not null and (
    p_reporters between 1 and least.n - 1
    or (select count(*) filter (where reporters between 1 and least.n - 1) > 0
          and (bool_and(value = 0)
            or sum(coalesce(reporters, least.n)) filter (where value <> 0 or reporters between 1 and least.n - 1) < least.n)
        from indicator_value
        where centre_id = p_centre and code = p_code and period = p_period and version = p_version and town <> 'county'))
  from least
$$;
revoke all on function tells_of_few from public;
grant execute on function tells_of_few to region_app;

drop policy own_region on indicator_value;
create policy own_region on indicator_value for select to region_app
  using (centre_id = any (current_setting('app.centres')::int[]) and town = 'county'
    and not tells_of_few(centre_id, code, period, version, reporters));

-- That there is a figure that is not told: without it nobody could see what others must not be told either.
create function untold_figures(p_periods text[]) returns table (centre_id int, code text, period text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select v.centre_id, v.code, v.period from indicator_value v
  where v.centre_id = any (current_setting('app.centres')::int[]) and v.period = any (p_periods) and v.town = 'county'
    and tells_of_few(v.centre_id, v.code, v.period, v.version, v.reporters)
$$;
revoke all on function untold_figures from public;
grant execute on function untold_figures to region_app;

-- Centres that exist already: their monthly form of enterprises, where nobody changed it, feeds what it measures from now on.
update report_form set definition = jsonb_set(definition, '{feeds}', '[
    {"cell": "01", "indicator": "firms.retail"}, {"cell": "04", "indicator": "firms.farm"},
    {"cell": "05", "indicator": "firms.orders"}, {"cell": "07", "indicator": "firms.live"},
    {"cell": "08", "indicator": "firms.parcels"}, {"cell": "10", "indicator": "firms.jobs"}]')
  where code = 'Q1' and version = 1 and frequency = 'month' and definition -> 'feeds' = '[]';

-- 目标区间 of an indicator, in its measure: figures outside it are looked at (6.2.1). Null: no limit on that side.
alter table indicator add column band_low bigint, add column band_high bigint;
alter table indicator add constraint indicator_band check (band_low <= band_high);
