-- 5.6.2 统计报表: forms that compile to sheets, rounds of a period, one sheet a reporter, locked by the bureau; then slips only.

create table report_form (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'checking', 'active', 'retired', 'dropped')),
  code text not null,                                                  -- 企业月报: Q1; the same for all its versions
  version int not null check (version > 0),
  title text not null,
  about text not null,                                                 -- who reports, from which records
  reporters text not null check (reporters in ('party', 'station', 'centre')),
  frequency text not null check (frequency in ('month', 'quarter', 'half', 'year')),
  due_day int check (due_day between 1 and 120),                       -- days after the period's end; null: the setting
  definition jsonb not null,                                           -- items, columns, rules, what feeds an indicator
  reason text not null default '',                                     -- what this version changes
  draft_by uuid,
  opinion text,
  checked_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, code, version),
  foreign key (centre_id, draft_by) references staff (centre_id, id)
);
create unique index report_form_active on report_form (centre_id, code) where state = 'active';
create unique index report_form_next on report_form (centre_id, code) where state in ('draft', 'checking');
create index report_form_recent on report_form (centre_id, id desc);
select make_tenant('report_form');

-- 填报单位: which party reports by which form. Stations and the centre need no list.
create table report_reporter (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  form_code text not null,
  party_id uuid not null,
  small boolean not null default false,                                -- one person may sign in all three places
  reason text,                                                         -- why it reports no longer
  since timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create unique index report_reporter_once on report_reporter (centre_id, form_code, party_id) where state = 'active';
create index report_reporter_party on report_reporter (centre_id, party_id);
create index report_reporter_recent on report_reporter (centre_id, id desc);
select make_tenant('report_reporter', for_region => false);

create table report_round (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'summed', 'locked')),
  form_id uuid not null,
  form_code text not null,
  title text not null,
  period text not null,
  due_on date not null,                                                -- 单位报送
  audit_on date not null check (audit_on >= due_on),                   -- 中心审核
  lock_on date not null check (lock_on >= audit_on),                   -- 主管部门锁定
  opened_at timestamptz not null,
  summary text,                                                        -- 汇总说明
  summed_by uuid,
  summed_at timestamptz,
  reason text,                                                         -- why the bureau sent it back
  locked_by uuid,
  locked_at timestamptz,
  escalated_on date,
  primary key (centre_id, id),
  unique (centre_id, form_code, period),
  check (state = 'open' or (summary is not null and summed_by is not null and summed_at is not null)),
  check ((state = 'locked') = (locked_at is not null and locked_by is not null)),
  check (locked_by is null or locked_by <> summed_by),
  foreign key (centre_id, form_id) references report_form (centre_id, id),
  foreign key (centre_id, summed_by) references staff (centre_id, id),
  foreign key (centre_id, locked_by) references staff (centre_id, id)
);
create index report_round_recent on report_round (centre_id, lock_on desc, id desc);
create index report_round_form on report_round (centre_id, form_id);
select make_tenant('report_round');

create table report (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('due', 'stats', 'head', 'submitted', 'returned', 'approved', 'excused', 'missing')),
  round_id uuid not null,
  form_id uuid not null,
  form_code text not null,
  period text not null,
  title text not null,
  due_on date not null,
  audit_on date not null,
  party_id uuid,
  station_id uuid,                                                     -- neither: the centre itself
  name text not null,                                                  -- of the reporter, as it was then
  town text,
  small boolean not null default false,
  cells jsonb not null default '{}',                                   -- whole numbers: 分, or pieces; by cell
  reasons jsonb not null default '{}',                                 -- why a figure departs so far, by cell
  edited_at timestamptz,
  filler_name text, filler_id uuid, filled_at timestamptz,             -- 填表人
  stats_name text, stats_id uuid, stats_at timestamptz,                -- 统计负责人
  head_name text, head_id uuid, head_at timestamptz,                   -- 单位负责人
  one_signer boolean not null default false,
  entered_by uuid,                                                     -- staff who typed the paper sheet
  submitted_at timestamptz,
  opinion text,                                                        -- of who audited, or why it was sent back or excused
  audited_by uuid,
  audited_at timestamptz,
  urged int not null default 0,
  urged_at timestamptz,
  primary key (centre_id, id),
  check (num_nonnulls(party_id, station_id) <= 1),
  check (state not in ('submitted', 'approved')
    or (filler_name is not null and stats_name is not null and head_name is not null and submitted_at is not null)),
  check (state <> 'approved' or audited_at is not null),
  foreign key (centre_id, round_id) references report_round (centre_id, id),
  foreign key (centre_id, form_id) references report_form (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, station_id) references station (centre_id, id),
  foreign key (centre_id, entered_by) references staff (centre_id, id),
  foreign key (centre_id, audited_by) references staff (centre_id, id)
);
create unique index report_of_party on report (centre_id, round_id, party_id) where party_id is not null;
create unique index report_of_station on report (centre_id, round_id, station_id) where station_id is not null;
create unique index report_of_centre on report (centre_id, round_id) where party_id is null and station_id is null;
create index report_round_state on report (centre_id, round_id, state);
create index report_by_party on report (centre_id, party_id, id desc) where party_id is not null;
create index report_by_station on report (centre_id, station_id, id desc) where station_id is not null;
create index report_waiting on report (centre_id, due_on, id) where state in ('due', 'stats', 'head', 'returned', 'submitted');
create index report_recent on report (centre_id, id desc);
select make_tenant('report', for_region => false);

-- Whatever the program says: what a locked round holds stays as it is.
create function report_is_locked() returns trigger language plpgsql as $$
begin
  if exists (select from report_round r where r.centre_id = old.centre_id and r.id = old.round_id and r.state = 'locked')
     and (tg_op = 'DELETE' or new.cells <> old.cells or new.round_id <> old.round_id
       or (new.state <> old.state and new.state <> 'missing')) then
    raise exception 'a locked round: only a correction slip changes its figures' using errcode = 'check_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger report_is_locked before update or delete on report
  for each row execute function report_is_locked();

-- A round that was locked stays locked.
create function report_round_stays() returns trigger language plpgsql as $$
begin
  if old.state = 'locked' and (tg_op = 'DELETE' or new.state <> 'locked' or new.locked_at <> old.locked_at) then
    raise exception 'a locked round is not opened again' using errcode = 'check_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger report_round_stays before update or delete on report_round
  for each row execute function report_round_stays();

-- 更正单: both values are kept; the sheet stays as it was locked.
create table report_correction (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  report_id uuid not null,
  party_id uuid,
  station_id uuid,
  title text not null,
  cell text not null,
  label text not null,
  unit text not null,
  old_value bigint,                                                    -- null: nothing had been reported there
  new_value bigint not null check (new_value >= 0 and new_value is distinct from old_value),
  reason text not null,
  asked_by uuid,
  asked_name text not null,
  asked_at timestamptz not null,
  opinion text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (centre_id, id),
  check (state in ('asked', 'withdrawn') or (decided_by is not null and decided_at is not null)),
  foreign key (centre_id, report_id) references report (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, station_id) references station (centre_id, id),
  foreign key (centre_id, decided_by) references staff (centre_id, id)
);
create unique index report_correction_open on report_correction (centre_id, report_id, cell) where state = 'asked';
create index report_correction_of on report_correction (centre_id, report_id, decided_at);
create index report_correction_recent on report_correction (centre_id, id desc);
create index report_correction_party on report_correction (centre_id, party_id) where party_id is not null;
select make_tenant('report_correction', for_region => false);

-- Centres that exist already: who plans vouchers or keeps accounts runs the reports, who decides audits, the bureau locks.
update post set duties = array_append(duties, 'report.manage')
  where ('voucher.manage' = any(duties) or 'voucher.pay' = any(duties)) and state = 'active';
update post set duties = array_append(duties, 'report.audit')
  where 'voucher.confirm' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'report.lock')
  where 'operator.supervise' = any(duties) and state = 'active';
