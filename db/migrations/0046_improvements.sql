-- 6.2 改进: findings from everywhere in one list, improvements with their measures, 回头看, the quarterly report.

create table finding (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'improving', 'closed', 'dismissed', 'joined')),
  number text not null,                                                 -- 2026-001
  source text not null check (source in ('ratings', 'complaints', 'inspections', 'assessments', 'tasks', 'classes',
    'self', 'recipients', 'third_party', 'indicators', 'data', 'audit', 'staff', 'bureau')),
  key text not null,                                                    -- by which the source knows the same problem again
  occurrence int not null default 1 check (occurrence between 1 and 1000), -- 1: new; more: it came back after it was closed
  previous_id uuid,
  clause text not null,
  severity text not null check (severity in ('minor', 'major', 'critical')),
  level text not null check (level in ('centre', 'director', 'bureau')), -- who has to see to it
  title text not null,
  facts text not null,
  rule text not null default '',                                        -- why it is here, where a rule raised it
  seen int not null default 1 check (seen >= 1),                        -- how often it was noticed since
  indicator_code text,
  baseline bigint,
  party_id uuid,
  caused_by uuid[] not null default '{}',                               -- staff who had a hand in it: they do not dismiss it
  raised_by uuid,                                                       -- nobody: a rule
  raised_at timestamptz not null,
  seen_at timestamptz not null,
  improvement_id uuid,
  joined_into uuid,
  reason text,                                                          -- why it is no problem, or the same as another
  late_told text not null default 'centre' check (late_told in ('centre', 'director', 'bureau')),
  ended_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, number),
  unique (centre_id, source, key, occurrence),
  check ((occurrence > 1) = (previous_id is not null)),
  check (state <> 'joined' or joined_into is not null),
  check (state not in ('improving', 'closed') or improvement_id is not null),
  check (state not in ('dismissed', 'joined') or reason is not null),
  check (joined_into <> id),
  foreign key (centre_id, previous_id) references finding (centre_id, id),
  foreign key (centre_id, joined_into) references finding (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, raised_by) references staff (centre_id, id)
);
-- One problem stands once, however often it is noticed.
create unique index finding_once on finding (centre_id, source, key) where state in ('open', 'improving');
create index finding_recent on finding (centre_id, id desc);
create index finding_state on finding (centre_id, state, id desc);
create index finding_improvement on finding (centre_id, improvement_id) where improvement_id is not null;
create index finding_party on finding (centre_id, party_id) where party_id is not null;
create index finding_raised on finding (centre_id, raised_at);
select make_tenant('finding', for_region => false);

-- Where it was noticed: once a place, however often that place is looked at.
create table finding_evidence (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  finding_id uuid not null,
  label text not null,
  href text not null,
  facts text not null,
  at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, finding_id, href),
  foreign key (centre_id, finding_id) references finding (centre_id, id)
);
select make_tenant('finding_evidence', for_region => false);

create table improvement (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('analysing', 'planning', 'approving', 'carrying', 'verifying', 'closed', 'looking',
    'holds', 'recurred', 'stopped')),
  number text not null,                                                 -- 2026-01
  title text not null,
  clause text not null,
  severity text not null check (severity in ('minor', 'major', 'critical')),
  level text not null check (level in ('centre', 'director', 'bureau')),
  previous_id uuid,                                                     -- the improvement after which it came back
  owner_id uuid not null,                                               -- 责任人
  opened_at timestamptz not null,
  whys text[] not null default '{}',                                    -- five whys, each asking after the one before
  causes jsonb not null default '[]',                                   -- [{ category, cause, main }]: the fishbone
  root_cause text not null default '',
  options jsonb not null default '[]',                                  -- [{ what, effect, cost, chosen }]: measures studied
  goal text not null default '',
  resources text not null default '',
  due_on date,                                                          -- all measures carried out by then
  indicator_code text,                                                  -- none: measured by hand, in the words below
  measured text not null default '',
  unit text not null default '',
  better text check (better in ('up', 'down')),
  baseline bigint,
  baseline_says text not null default '',                               -- of which period
  target bigint,
  planned int not null default 0 check (planned >= 0),                  -- measures that wait for approval
  for_bureau boolean not null default false,                            -- whose the approval is, since the plan was handed in
  rounds int not null default 0,                                        -- how often the plan was approved
  doers uuid[] not null default '{}',
  approved_by uuid,
  approved_at timestamptz,
  carried_at timestamptz,
  after_value bigint,
  after_says text not null default '',
  verified_by uuid,
  closed_at timestamptz,
  look_on date,
  look_value bigint,
  look_says text not null default '',
  looked_by uuid,
  late_told text not null default 'centre' check (late_told in ('centre', 'director', 'bureau')),
  reason text,
  ended_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, number),
  check (state not in ('approving', 'carrying', 'verifying', 'closed', 'looking', 'holds', 'recurred')
    or (due_on is not null and better is not null and baseline is not null and target is not null)),
  check ((better = 'up') is not true or target > baseline),
  check ((better = 'down') is not true or target < baseline),
  check (state not in ('closed', 'looking', 'holds', 'recurred')
    or (after_value is not null and verified_by is not null and closed_at is not null and look_on is not null)),
  check (verified_by is distinct from owner_id or verified_by is null),
  check (verified_by is null or not verified_by = any (doers)),
  check (state <> 'stopped' or reason is not null),
  foreign key (centre_id, previous_id) references improvement (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id),
  foreign key (centre_id, approved_by) references staff (centre_id, id),
  foreign key (centre_id, verified_by) references staff (centre_id, id),
  foreign key (centre_id, looked_by) references staff (centre_id, id)
);
create index improvement_recent on improvement (centre_id, id desc);
create index improvement_state on improvement (centre_id, state, id desc);
create index improvement_owner on improvement (centre_id, owner_id, id desc);
create index improvement_look on improvement (centre_id, look_on) where state = 'closed';
select make_tenant('improvement', for_region => false);
alter table finding add foreign key (centre_id, improvement_id) references improvement (centre_id, id);

create table measure (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('planned', 'doing', 'done', 'dropped')),
  improvement_id uuid not null,
  rank int not null check (rank >= 1),
  what text not null,
  owner_id uuid not null,
  due_on date not null,
  work_days int not null default 1 check (work_days >= 1),              -- from its start, by the calendar of that day
  result text not null default '',
  done_by uuid,
  done_at timestamptz,
  reason text,                                                          -- why it was dropped or put off
  primary key (centre_id, id),
  unique (centre_id, improvement_id, rank),
  check ((state = 'done') = (done_at is not null)),
  check (state <> 'dropped' or reason is not null),
  foreign key (centre_id, improvement_id) references improvement (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id),
  foreign key (centre_id, done_by) references staff (centre_id, id)
);
create index measure_owner on measure (centre_id, owner_id) where state in ('planned', 'doing');
create index measure_done on measure (centre_id, done_at) where state = 'done';
select make_tenant('measure', for_region => false);

-- 季度改进报告: written from the records, approved by another, its summary published without names.
create table improvement_report (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'approving', 'published')),
  period text not null,                                                 -- 2026-Q4
  summary text not null default '',                                     -- what is published with it
  outlook text not null default '',
  facts jsonb,                                                          -- as approved; the page shows it later as it was then
  drawn_by uuid,
  approved_by uuid,
  published_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, period),
  check ((state = 'published') = (facts is not null)),
  check ((state = 'published') = (published_at is not null)),
  check (approved_by is null or approved_by is distinct from drawn_by),
  foreign key (centre_id, drawn_by) references staff (centre_id, id),
  foreign key (centre_id, approved_by) references staff (centre_id, id)
);
create index improvement_report_recent on improvement_report (centre_id, period desc);
select make_tenant('improvement_report', for_region => false);

-- Numbers of findings and improvements run through a year.
create table improvement_counter (
  centre_id int not null default current_setting('app.centre')::int references centre,
  kind text not null check (kind in ('finding', 'improvement')),
  year int not null,
  last int not null,
  primary key (centre_id, kind, year)
);
select make_tenant('improvement_counter', for_region => false);
create function next_improvement_number(of_kind text, of_year int, digits int) returns text language sql as $$
  insert into improvement_counter (kind, year, last) values (of_kind, of_year, 1)
  on conflict (centre_id, kind, year) do update set last = improvement_counter.last + 1
  returning of_year || '-' || lpad(last::text, greatest(digits, length(last::text)), '0')
$$;

-- Centres that work already: all who serve point out what is wrong; who decides approves; who calls back verifies; the
-- bureau supervises.
update post set duties = array_append(duties, 'finding.enter')
  where (duties && '{team.serve,notice.edit,supervise.urge,inspection.inspect}') and state = 'active';
update post set duties = array_append(duties, 'improvement.handle')
  where 'match.handle' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'improvement.approve')
  where 'team.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'improvement.verify')
  where ('tracking.call' = any(duties) or 'operator.supervise' = any(duties)) and not 'team.manage' = any(duties)
    and state = 'active';
update post set duties = array_append(duties, 'improvement.supervise')
  where 'operator.supervise' = any(duties) and state = 'active';
