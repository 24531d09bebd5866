-- 5.6.2 统计指标: the dictionary with its versions, values by period and town, locking, correction slips, subscriptions.

create table indicator (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('planned', 'active', 'retired')),
  code text not null check (code ~ '^[a-z][a-z_]*(\.[a-z_]+)+$'),
  source text not null check (source in ('counted', 'reported')),
  label text not null,                                                  -- of the version in force
  theme text not null,                                                  -- the group it stands in
  rank int not null default 0,
  version int not null check (version > 0),                             -- the one in force
  owner_id uuid,
  origin text not null default '',                                      -- where a reported one comes from
  part_of text,                                                         -- the indicator that it and its sisters add up to
  opens text not null check (opens in ('none', 'county', 'towns')),     -- how far it may be public
  primary key (centre_id, id),
  unique (centre_id, code),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
select make_tenant('indicator');

-- Of reported ones: definitions are data. What is counted is defined beside its query, and another definition is another code.
create table indicator_version (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'for_approval', 'in_force', 'superseded', 'withdrawn')),
  code text not null,
  number int not null check (number > 0),
  label text not null,
  definition text not null,
  formula text not null,
  unit text not null,
  measure text not null check (measure in ('count', 'fen', 'tenths', 'permille')),
  frequency text not null check (frequency in ('month', 'quarter', 'half', 'year')),
  adds boolean not null,
  holds_from text not null,                                             -- code of the first period under it
  reason text not null,                                                 -- why it was changed
  drafted_at timestamptz not null,
  approved_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, code, number),
  check ((state in ('in_force', 'superseded')) = (approved_at is not null)),
  foreign key (centre_id, code) references indicator (centre_id, code)
);
create unique index indicator_version_in_force on indicator_version (centre_id, code) where state = 'in_force';
create unique index indicator_version_open on indicator_version (centre_id, code) where state in ('draft', 'for_approval');
select make_tenant('indicator_version');

-- Values. Of a rate, `value` is the numerator and `base` the denominator, so that parts add up exactly.
create table indicator_value (
  centre_id int not null default current_setting('app.centre')::int references centre,
  code text not null,
  period text not null,
  town text not null check (town in ('county', 'none') or town ~ '^[0-9]{9}$'),  -- none: no town is known
  version int not null,
  value bigint not null,
  base bigint check (base > 0),
  reporters int check (reporters >= 0),                                 -- how many stand behind it; null: not of single ones
  summed boolean not null default false,                                -- of the county: the sum of its towns
  state text not null check (state in ('provisional', 'locked')),
  since_value bigint,                                                   -- of a locked one: what is counted now, where that differs
  since_base bigint,
  counted_at timestamptz not null,
  primary key (centre_id, code, period, town, version),
  foreign key (centre_id, code) references indicator (centre_id, code)
);
create index indicator_value_period on indicator_value (centre_id, period, town, code);
-- What few reported is not for the region either, nor the towns.
select make_tenant('indicator_value', for_region => false);
create policy own_region on indicator_value for select to region_app
  using (centre_id = any (current_setting('app.centres')::int[]) and town = 'county' and coalesce(reporters, 3) >= 3);
grant select on indicator_value to region_app;

-- 锁定: what stood at the lock stays, whatever becomes of the records.
create table indicator_period (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'proposed', 'locked')),
  source text not null check (source in ('counted', 'reported')),
  period text not null,
  opened_at timestamptz not null,
  locked_at timestamptz,
  note text not null default '',
  primary key (centre_id, id),
  unique (centre_id, source, period),
  check ((state = 'locked') = (locked_at is not null))
);
select make_tenant('indicator_period');

-- 更正单
create table indicator_correction (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  source text not null check (source in ('counted', 'reported')),
  code text not null,
  period text not null,
  town text not null,
  version int not null,
  label text not null,
  measure text not null,
  unit text not null,
  old_value bigint not null,
  old_base bigint,
  new_value bigint not null,
  new_base bigint,
  reason text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  opinion text,
  primary key (centre_id, id),
  check ((state = 'asked') = (decided_at is null)),
  check ((old_value, old_base) is distinct from (new_value, new_base)),
  foreign key (centre_id, code, period, town, version) references indicator_value (centre_id, code, period, town, version)
);
create unique index indicator_correction_open on indicator_correction (centre_id, code, period, town, version) where state = 'asked';
create index indicator_correction_of on indicator_correction (centre_id, code, id desc);
select make_tenant('indicator_correction', for_region => false);

create function indicator_value_is_locked() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a locked value stays' using errcode = 'check_violation';
  end if;
  if (new.value, new.base, new.state) is not distinct from (old.value, old.base, old.state) then
    return new;
  end if;
  if new.state = 'locked' and exists (
    select from indicator_correction where centre_id = old.centre_id and code = old.code and period = old.period
      and town = old.town and version = old.version and state = 'approved' and (old_value, old_base) is not distinct from (old.value, old.base)
      and (new_value, new_base) is not distinct from (new.value, new.base)) then
    return new;
  end if;
  -- The county's sum goes with what was corrected of a town.
  if new.state = 'locked' and old.summed and new.summed and exists (
    select from indicator_value where centre_id = old.centre_id and code = old.code
      and period = old.period and version = old.version and town <> 'county'
    having sum(value) = new.value and sum(base) is not distinct from new.base) then
    return new;
  end if;
  raise exception 'a locked value changes by correction slip only' using errcode = 'check_violation';
end $$;
create trigger indicator_value_locked before update or delete on indicator_value
  for each row when (old.state = 'locked') execute function indicator_value_is_locked();

-- Who of the staff and the bureau gets the figures by mail.
create table indicator_subscription (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  staff_id uuid not null,
  rhythm text not null check (rhythm in ('weekly', 'monthly')),
  since timestamptz not null,
  sent_on date,
  primary key (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
create unique index indicator_subscription_one on indicator_subscription (centre_id, staff_id) where state = 'active';
select make_tenant('indicator_subscription', for_region => false);

-- What figures are counted by.
create index service_case_submitted on service_case (centre_id, submitted_at);

-- Centres that exist already.
update post set duties = array_append(duties, 'indicator.manage')
  where 'provider.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'indicator.approve')
  where 'team.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'indicator.lock')
  where 'operator.supervise' = any(duties) and state = 'active';
