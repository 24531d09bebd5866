-- 6.1 评价: rounds of the three kinds on their cycles, the score sheets and marks of the centre's own, gaps in coverage.

-- 评分表: one row is one version of a sheet; once in use its rows do not change, so that rounds stay comparable.
create table score_sheet (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('reading', 'faulty', 'draft', 'in_use', 'retired')),
  name text not null,
  version int not null check (version >= 0),                           -- 0 until it was read
  rows jsonb not null default '[]',                                    -- see score-sheet.ts
  points int not null default 0 check (points >= 0),                   -- full marks in tenths, without bonus
  bonus int not null default 0 check (bonus >= 0),
  faults jsonb not null default '[]',                                  -- sentences: why the workbook could not be taken
  made_at timestamptz not null,
  adopted_at timestamptz,
  primary key (centre_id, id),
  check (state in ('reading', 'faulty') or (jsonb_array_length(rows) > 0 and points > 0)),
  check (state in ('reading', 'faulty') or version > 0),
  check (state <> 'in_use' or adopted_at is not null)
);
create unique index score_sheet_version on score_sheet (centre_id, name, version) where state not in ('reading', 'faulty');
create unique index score_sheet_in_use on score_sheet (centre_id, name) where state = 'in_use';
create index score_sheet_recent on score_sheet (centre_id, id desc);
select make_tenant('score_sheet');

create function score_sheet_stays() returns trigger language plpgsql as $$
begin
  if old.adopted_at is not null and (new.rows <> old.rows or new.points <> old.points or new.bonus <> old.bonus
    or new.name <> old.name or new.version <> old.version) then
    raise exception 'a sheet that was in use does not change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger score_sheet_stays before update on score_sheet for each row execute function score_sheet_stays();

-- 评价: one round of one kind about one period.
create table evaluation (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('opened', 'working', 'results', 'approved', 'published', 'closed')),
  kind text not null check (kind in ('self', 'recipients', 'third_party')),
  period text not null check (period ~ '^\d{4}(-(Q[1-4]|H[12]|(0[1-9]|1[0-2])))?$'),
  first_day date not null,
  last_day date not null,
  days int not null check (days between 1 and 366),                    -- working days to carry it out, as the setting was then
  sheet_id uuid,                                                       -- of a self-evaluation
  results jsonb,                                                       -- as they were when they were fixed: see results.ts
  gaps int not null default 0 check (gaps >= 0),                       -- services not covered whose explanation nobody accepted
  coverage jsonb,                                                      -- as it was when the round was closed
  opinion text not null default '',                                    -- of who approved
  method text not null default '',                                     -- how it was done, for everybody
  improvements text not null default '',                               -- what will be improved, for everybody
  opened_at timestamptz not null,
  begun_at timestamptz,
  results_at timestamptz,
  approved_at timestamptz,
  published_at timestamptz,
  closed_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, kind, period),
  check (first_day <= last_day),
  check (state = 'opened' or begun_at is not null),
  check ((state in ('results', 'approved', 'published', 'closed')) = (results is not null)),
  check (state not in ('approved', 'published', 'closed') or approved_at is not null),
  check ((state in ('published', 'closed')) = (published_at is not null)),
  check ((state = 'closed') = (closed_at is not null)),
  check (state <> 'closed' or (gaps = 0 and coverage is not null)),
  check (sheet_id is null or kind = 'self'),
  foreign key (centre_id, sheet_id) references score_sheet (centre_id, id)
);
create index evaluation_recent on evaluation (centre_id, last_day desc, id desc);
create index evaluation_kind on evaluation (centre_id, kind, last_day desc);
create index evaluation_sheet on evaluation (centre_id, sheet_id) where sheet_id is not null;
select make_tenant('evaluation');

-- 自评项: one row of the sheet in one round: scored by one, confirmed by the head of its part.
create table evaluation_mark (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'scored', 'confirmed')),
  evaluation_id uuid not null,
  place int not null check (place > 0),                                -- as in the sheet
  row jsonb not null,                                                  -- the row of the sheet
  part text not null,                                                  -- 一级指标
  clause text,
  points int not null check (points > 0),                              -- tenths
  bonus boolean not null default false,
  owner_id uuid not null,
  head_id uuid not null,
  score int check (score between 0 and points),                        -- tenths
  words text not null default '',
  evidence jsonb not null default '[]',                                -- [{ label, href }]: records of this platform
  services text[] not null default '{}',                               -- services that were looked at for it
  returned text,                                                       -- why it was given back
  scored_at timestamptz,
  confirmed_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, evaluation_id, place),
  check (owner_id <> head_id),
  check (state = 'open' or (score is not null and scored_at is not null)),
  check ((state = 'confirmed') = (confirmed_at is not null)),
  foreign key (centre_id, evaluation_id) references evaluation (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id),
  foreign key (centre_id, head_id) references staff (centre_id, id)
);
create index evaluation_mark_owner on evaluation_mark (centre_id, owner_id) where state <> 'confirmed';
create index evaluation_mark_head on evaluation_mark (centre_id, head_id) where state <> 'confirmed';
select make_tenant('evaluation_mark');

-- 覆盖缺口 (6.1.3): a service that was provided in the period and that the round did not look at.
create table evaluation_gap (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'explained', 'accepted', 'covered')),
  evaluation_id uuid not null,
  service text not null,                                               -- id of an item, or key of a kind of service
  label text not null,
  clause text not null,
  served int not null check (served > 0),
  explanation text not null default '',
  remedy text not null default '',                                     -- how it will be covered next time
  refusal text,                                                        -- why an explanation was not accepted
  found_at timestamptz not null,
  explained_at timestamptz,
  accepted_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, evaluation_id, service),
  check (state not in ('explained', 'accepted') or (explanation <> '' and explained_at is not null)),
  check ((state = 'accepted') = (accepted_at is not null)),
  foreign key (centre_id, evaluation_id) references evaluation (centre_id, id)
);
create index evaluation_gap_open on evaluation_gap (centre_id, evaluation_id) where state in ('open', 'explained');
select make_tenant('evaluation_gap');

-- Centres that exist already: who calls back organises evaluations, the director approves them, the bureau may as well.
update post set duties = array_append(duties, 'evaluation.run')
  where 'callback.handle' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'evaluation.approve')
  where ('team.manage' = any(duties) or 'operator.supervise' = any(duties)) and state = 'active';
