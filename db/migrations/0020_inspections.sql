-- 4.5.1 监督检查: plans, pools that are fixed before the draw, the draw, inspections on the spot, rectification, 销号.

-- 检查表: what is looked at, point by point; a version is never changed once it is written.
create table inspection_sheet (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('in_use', 'retired')),
  name text not null,
  version int not null,
  primary key (centre_id, id)
);
select make_tenant('inspection_sheet');
create table inspection_sheet_version (
  centre_id int not null default current_setting('app.centre')::int,
  sheet_id uuid not null,
  number int not null,
  points jsonb not null,                                                -- [{ key, text, help, score }]
  made_at timestamptz not null,
  primary key (centre_id, sheet_id, number),
  foreign key (centre_id, sheet_id) references inspection_sheet (centre_id, id)
);
select make_tenant('inspection_sheet_version');

-- 回避: what an inspector declared to be too near to them.
create table inspection_conflict (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('declared', 'withdrawn')),
  staff_id uuid not null,
  kind text not null,                                                   -- which list of what can be inspected
  target_id uuid not null,
  target_name text not null,
  reason text not null,
  declared_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
create unique index inspection_conflict_once on inspection_conflict (centre_id, staff_id, kind, target_id)
  where state = 'declared';
select make_tenant('inspection_conflict', for_region => false);

create table inspection_plan (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'announced', 'fixed', 'drawn', 'finished', 'cancelled')),
  number text not null,                                                 -- 2026-01
  title text not null,
  basis text not null,
  kinds text[] not null check (cardinality(kinds) > 0),
  measure text not null check (measure in ('count', 'share')),
  amount int not null check (amount > 0),                               -- how many, or per cent
  inspectors_each int not null check (inspectors_each >= 2),
  sheet_id uuid not null,
  sheet_version int,                                                    -- as it was announced
  first_day date not null,
  last_day date not null,
  number_source text not null,                                          -- which public number the seed is made of
  made_at timestamptz not null,
  announced_on date,
  pools text,                                                           -- the numbered lists, exactly as published …
  digest text,                                                          -- … and their SHA-256
  fixed_at timestamptz,
  finished_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, number),
  foreign key (centre_id, sheet_id) references inspection_sheet (centre_id, id),
  check (last_day >= first_day),
  check ((pools is null) = (digest is null))
);
create index inspection_plan_recent on inspection_plan (centre_id, id desc);
select make_tenant('inspection_plan');
create table inspection_pool_target (
  centre_id int not null default current_setting('app.centre')::int,
  plan_id uuid not null,
  number int not null,
  kind text not null,
  target_id uuid not null,
  name text not null,
  href text not null,
  party_id uuid,
  primary key (centre_id, plan_id, number),
  unique (centre_id, plan_id, kind, target_id),
  foreign key (centre_id, plan_id) references inspection_plan (centre_id, id)
);
select make_tenant('inspection_pool_target');
create table inspection_pool_inspector (
  centre_id int not null default current_setting('app.centre')::int,
  plan_id uuid not null,
  number int not null,
  staff_id uuid not null,
  name text not null,
  primary key (centre_id, plan_id, number),
  unique (centre_id, plan_id, staff_id),
  foreign key (centre_id, plan_id) references inspection_plan (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
select make_tenant('inspection_pool_inspector', for_region => false);

-- The draw of a plan: once, by the primary key.
create table inspection_draw (
  centre_id int not null default current_setting('app.centre')::int,
  plan_id uuid not null,
  number text not null,                                                 -- the public number, as entered
  seed text not null,
  witnesses jsonb not null,                                             -- [{ name, unit }]
  inspectors int[] not null,                                            -- numbers in drawn order: who takes over comes from here
  teams jsonb not null,                                                 -- [{ target, inspectors }] in drawn order
  drawn_at timestamptz not null,
  drawn_by text not null,
  primary key (centre_id, plan_id),
  foreign key (centre_id, plan_id) references inspection_plan (centre_id, id)
);
select make_tenant('inspection_draw', for_region => false);
revoke update, delete on inspection_draw from centre_app;

create table inspection (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('assigned', 'on_site', 'confirming', 'rectifying', 'closed', 'cancelled')),
  plan_id uuid not null,
  target int not null,                                                  -- its number in the pool
  kind text not null,
  target_id uuid not null,
  target_name text not null,
  party_id uuid,                                                        -- whose it is; null: the centre's own
  sheet_id uuid not null,
  sheet_version int not null,
  inspector_ids uuid[] not null,                                        -- who inspects now, the first leads
  visit_days int not null,
  last_day date not null,
  answers jsonb not null default '{}',                                  -- { p1: { result, remark } }
  requirements jsonb not null default '{}',                             -- { p1: { requirement, days } } of what failed
  opinion text,
  arrived_at timestamptz,
  inspected_on date,
  entered_later text,                                                   -- 补录: why it was not entered on the spot
  submitted_at timestamptz,
  concluded_at timestamptz,
  result text check (result in ('clean', 'findings')),
  score int,
  publish_on date,
  published_at timestamptz,
  excuse text,                                                          -- why it did not take place
  primary key (centre_id, id),
  unique (centre_id, plan_id, target),
  foreign key (centre_id, plan_id) references inspection_plan (centre_id, id),
  foreign key (centre_id, sheet_id, sheet_version) references inspection_sheet_version (centre_id, sheet_id, number)
);
create index inspection_recent on inspection (centre_id, id desc);
create index inspection_of_party on inspection (centre_id, party_id) where party_id is not null;
create index inspection_to_publish on inspection (centre_id, publish_on) where published_at is null;
select make_tenant('inspection');

-- One inspector's seat at one inspection: the draw gives it, a conflict passes it on.
create table inspection_seat (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('named', 'asked', 'confirmed', 'replaced')),
  inspection_id uuid not null,
  staff_id uuid not null,
  rank int not null,                                                    -- 0 leads
  follows uuid,                                                         -- the seat that it takes over
  reason text,                                                          -- why it was passed on
  named_at timestamptz not null,
  confirmed_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, inspection_id, staff_id),
  foreign key (centre_id, inspection_id) references inspection (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id),
  foreign key (centre_id, follows) references inspection_seat (centre_id, id)
);
create index inspection_seat_of_staff on inspection_seat (centre_id, staff_id) where state in ('named', 'asked');
select make_tenant('inspection_seat');

-- 整改单
create table rectification (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'reported', 'checked', 'struck', 'withdrawn')),
  number text not null,                                                 -- 2026-001
  inspection_id uuid not null,
  target_name text not null,
  party_id uuid,                                                        -- who puts it right; null: the centre
  inspector_ids uuid[] not null,                                        -- who ever sat on it: none of them checks
  point text not null,
  finding text not null,
  requirement text not null,
  issued_at timestamptz not null,
  due_days int not null,
  used_days int not null default 0,                                     -- by earlier rounds
  opened_on date not null,                                              -- this round
  due_on date not null,
  rounds int not null default 1,
  extended text,                                                        -- why there was more time
  report text,
  reported_by uuid,                                                     -- identity
  reported_at timestamptz,
  checked_by uuid,                                                      -- staff
  checked_at timestamptz,
  check_opinion text,
  overdue_told boolean not null default false,
  closed_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, number),
  foreign key (centre_id, inspection_id) references inspection (centre_id, id)
);
create index rectification_of_inspection on rectification (centre_id, inspection_id);
create index rectification_of_party on rectification (centre_id, party_id) where party_id is not null;
create index rectification_open on rectification (centre_id, due_on) where state = 'open';
select make_tenant('rectification');

-- Numbers of plans and orders run through a year.
create table inspection_counter (
  centre_id int not null default current_setting('app.centre')::int references centre,
  kind text not null check (kind in ('plan', 'order')),
  year int not null,
  last int not null,
  primary key (centre_id, kind, year)
);
select make_tenant('inspection_counter', for_region => false);
create function next_inspection_number(of_kind text, of_year int, digits int) returns text language sql as $$
  insert into inspection_counter (kind, year, last) values (of_kind, of_year, 1)
  on conflict (centre_id, kind, year) do update set last = inspection_counter.last + 1
  returning of_year || '-' || lpad(last::text, greatest(digits, length(last::text)), '0')
$$;

-- 查阅记录 is read by whom and when, not only by record.
create index access_log_staff on access_log (centre_id, staff_id, id desc) where staff_id is not null;

-- Centres that work already: the bureau plans, draws and strikes off, the centre reports, and there is a post for inspectors.
update post set duties = array_append(duties, 'inspection.manage')
  where 'operator.supervise' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'rectification.report')
  where 'contract.report' = any(duties) and state = 'active';
insert into post (centre_id, id, state, name, summary, duties, rank)
  select distinct on (p.centre_id) p.centre_id, gen_random_uuid(), 'active', '检查员',
    '主管部门的人员或专家，按抽取结果到现场检查，核查整改。', '{inspection.inspect}'::text[], 900
  from post p
  where 'operator.supervise' = any(p.duties) and p.state = 'active'
    and not exists (select from post q where q.centre_id = p.centre_id and q.name = '检查员' and q.state = 'active')
  order by p.centre_id;
