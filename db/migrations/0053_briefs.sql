-- 5.6.2 工作信息: kinds of briefs as data, briefs with frozen figures in versions, to whom they were sent, who adopted them.

-- 信息种类: one row is one version of a kind; briefs keep the version that they were begun with.
create table brief_kind (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'checking', 'active', 'retired', 'dropped')),
  code text not null,                                                  -- the same for all its versions
  version int not null check (version > 0),
  name text not null,                                                  -- 月报
  title text not null,                                                 -- with {中心}, {期}
  masthead text not null,                                              -- 发文机关标志, with {中心}
  doc_prefix text not null default '',                                 -- 发文机关代字; '' where it has no 发文字号
  to_main text not null default '',                                    -- 主送
  copy_to text not null default '',                                    -- 抄送
  rhythm text not null check (rhythm in ('week', 'month', 'quarter', 'half', 'year', 'none')),
  open_days int not null check (open_days between 1 and 60),           -- days after the period's end on which one is opened
  due_days int not null check (due_days between 1 and 90),             -- and by which it is sent
  definition jsonb not null,                                           -- sections: heading, standing words, indicators
  reason text not null default '',                                     -- what this version changes
  draft_by uuid,
  opinion text,
  adopted_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, code, version),
  check (due_days >= open_days),
  check (state not in ('active', 'retired') or adopted_at is not null),
  foreign key (centre_id, draft_by) references staff (centre_id, id)
);
create unique index brief_kind_active on brief_kind (centre_id, code) where state = 'active';
create unique index brief_kind_next on brief_kind (centre_id, code) where state in ('draft', 'checking');
create index brief_kind_recent on brief_kind (centre_id, id desc);
select make_tenant('brief_kind');

create table brief (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'checking', 'signing', 'issued', 'sent', 'received', 'revising',
    'revising_checking', 'revising_signing', 'dropped')),
  kind_id uuid not null,
  kind_code text not null,
  kind_name text not null,
  period text check (period ~ '^\d{4}(-(Q[1-4]|H[12]|(0[1-9]|1[0-2])|W\d\d))?$'),
  first_day date,
  last_day date,
  due_on date,
  title text not null,                                                 -- of the signed version; before there is one, of the working one
  opened_at timestamptz not null,
  edited_at timestamptz not null,
  author_id uuid,                                                      -- who wrote first
  latest_version int not null check (latest_version > 0),
  writers uuid[] not null default '{}',                                -- of the working version
  checked_by uuid,                                                     -- of the working version
  version int,                                                         -- signed last
  sent_version int,                                                    -- that the bureau reads
  year int,
  number int check (number > 0),                                       -- 期号: without gaps by kind and year
  doc_prefix text not null default '',
  doc_serial int check (doc_serial > 0),                               -- of the 发文字号: without gaps by prefix and year
  issued_by uuid,
  issued_at timestamptz,                                               -- first
  first_sent_at timestamptz,
  sent_at timestamptz,                                                 -- last
  received_at timestamptz,
  received_by uuid,
  primary key (centre_id, id),
  check (num_nonnulls(period, first_day, last_day) in (0, 3)),
  check ((version is null) = (number is null) and (number is null) = (year is null)),
  check ((number is null) = (issued_at is null)),
  check ((doc_serial is not null) = (number is not null and doc_prefix <> '')),
  check (state not in ('issued', 'sent', 'received', 'revising', 'revising_checking', 'revising_signing')
    or version is not null),
  check (state not in ('draft', 'checking', 'signing', 'dropped') or version is null),
  check ((sent_version is null) = (sent_at is null)),
  check (state not in ('sent', 'received') or sent_version = version),
  check (state <> 'received' or received_at is not null),
  foreign key (centre_id, kind_id) references brief_kind (centre_id, id),
  foreign key (centre_id, author_id) references staff (centre_id, id),
  foreign key (centre_id, checked_by) references staff (centre_id, id),
  foreign key (centre_id, issued_by) references staff (centre_id, id),
  foreign key (centre_id, received_by) references staff (centre_id, id)
);
create unique index brief_once on brief (centre_id, kind_code, period) where period is not null and state <> 'dropped';
create unique index brief_number on brief (centre_id, kind_code, year, number) where number is not null;
create unique index brief_doc_serial on brief (centre_id, doc_prefix, year, doc_serial) where doc_serial is not null;
create index brief_recent on brief (centre_id, id desc);
create index brief_state on brief (centre_id, state, id desc);
create index brief_kind_of on brief (centre_id, kind_id);
create index brief_due on brief (centre_id, due_on) where due_on is not null;
create index brief_sent on brief (centre_id, first_sent_at) where first_sent_at is not null;
select make_tenant('brief');

-- The next number of a brief: whoever asks for one waits for whoever asked before, so that none is given twice or left out.
create function next_brief_number(of_kind text, in_year int) returns int language sql as $$
  select pg_advisory_xact_lock(hashtextextended('brief ' || of_kind || ' ' || in_year, current_setting('app.centre')::int));
  select coalesce(max(number), 0) + 1 from brief
    where centre_id = current_setting('app.centre')::int and kind_code = of_kind and year = in_year;
$$;
create function next_brief_serial(of_prefix text, in_year int) returns int language sql as $$
  select pg_advisory_xact_lock(hashtextextended('brief serial ' || of_prefix || ' ' || in_year, current_setting('app.centre')::int));
  select coalesce(max(doc_serial), 0) + 1 from brief
    where centre_id = current_setting('app.centre')::int and doc_prefix = of_prefix and year = in_year;
$$;

-- What was numbered keeps its number and is never gone.
create function brief_stays() returns trigger language plpgsql as $$
begin
  if old.number is not null and (tg_op = 'DELETE' or new.number is distinct from old.number or new.year is distinct from old.year
    or new.doc_serial is distinct from old.doc_serial or new.kind_code <> old.kind_code) then
    raise exception 'a numbered brief keeps its number' using errcode = 'check_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger brief_stays before update or delete on brief for each row execute function brief_stays();

create table brief_version (
  centre_id int not null default current_setting('app.centre')::int references centre,
  brief_id uuid not null,
  version int not null check (version > 0),
  title text not null,
  to_main text not null,
  copy_to text not null,
  sections jsonb not null,                                             -- heading, standing words, text, as generated, indicators
  figures jsonb not null,                                              -- as they were when they were taken: see figures.ts
  taken_at timestamptz,                                                -- null: there are none
  events jsonb not null default '[]',                                  -- chosen of what was made public in the period
  correction text,                                                     -- 更正说明
  saved_at timestamptz not null,
  writers uuid[] not null default '{}',                                -- at its signing
  signed_by uuid,
  issued_on date,
  primary key (centre_id, brief_id, version),
  check ((signed_by is null) = (issued_on is null)),
  check (signed_by is null or not signed_by = any(writers)),
  foreign key (centre_id, brief_id) references brief (centre_id, id),
  foreign key (centre_id, signed_by) references staff (centre_id, id)
);
select make_tenant('brief_version');

-- A signed version does not change: a correction is the next one.
create function brief_version_stays() returns trigger language plpgsql as $$
begin
  if old.issued_on is not null then
    raise exception 'a signed brief does not change' using errcode = 'check_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger brief_version_stays before update or delete on brief_version
  for each row execute function brief_version_stays();

-- Every saving, so that what changed can be shown.
create table brief_edit (
  centre_id int not null default current_setting('app.centre')::int references centre,
  brief_id uuid not null,
  version int not null,
  number int not null check (number > 0),
  how text not null check (how in ('generated', 'written', 'figures')),
  staff_id uuid,
  at timestamptz not null,
  title text not null,
  body text not null,                                                  -- headings and texts; paragraphs in lines
  primary key (centre_id, brief_id, version, number),
  foreign key (centre_id, brief_id) references brief (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
select make_tenant('brief_edit');

-- 报送记录 to units that have no account here.
create table brief_dispatch (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('recorded', 'withdrawn')),
  brief_id uuid not null,
  version int not null,
  unit text not null,
  way text not null check (way in ('network', 'paper', 'mail', 'fax', 'other')),
  sent_on date not null,
  note text not null default '',
  recorded_at timestamptz not null,
  reason text,
  primary key (centre_id, id),
  foreign key (centre_id, brief_id, version) references brief_version (centre_id, brief_id, version)
);
create index brief_dispatch_of on brief_dispatch (centre_id, brief_id);
select make_tenant('brief_dispatch');

-- 采用: counted once somebody else has looked at the proof.
create table brief_adoption (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('recorded', 'confirmed', 'withdrawn')),
  brief_id uuid not null,
  level text not null check (level in ('county', 'city', 'province', 'nation')),
  unit text not null,                                                  -- by whom
  publication text not null,                                           -- 刊名
  issue text not null default '',                                      -- 刊期
  adopted_on date not null,
  instruction boolean not null default false,                          -- 领导批示
  remark text not null default '',
  link text,
  recorded_by uuid,
  recorded_at timestamptz not null,
  confirmed_at timestamptz,
  reason text,
  primary key (centre_id, id),
  check ((state = 'confirmed') = (confirmed_at is not null)),
  foreign key (centre_id, brief_id) references brief (centre_id, id),
  foreign key (centre_id, recorded_by) references staff (centre_id, id)
);
create index brief_adoption_of on brief_adoption (centre_id, brief_id);
create index brief_adoption_recent on brief_adoption (centre_id, adopted_on desc, id desc);
select make_tenant('brief_adoption');

-- Centres that exist already: who keeps reports or writes articles writes, who audits reports or answers for cases checks,
-- the director signs, the bureau receives.
update post set duties = array_append(duties, 'brief.write')
  where ('report.manage' = any(duties) or 'article.write' = any(duties)) and state = 'active';
update post set duties = array_append(duties, 'brief.check')
  where ('report.manage' = any(duties) or 'report.audit' = any(duties)) and state = 'active';
update post set duties = array_append(duties, 'brief.sign')
  where 'team.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'brief.receive')
  where 'operator.supervise' = any(duties) and state = 'active';
