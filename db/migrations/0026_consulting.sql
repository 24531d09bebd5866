-- 5.1 咨询: whoever is asked first stays responsible (首问负责) until it is answered or somebody else took it on.

create table consultation_counter (
  centre_id int not null default current_setting('app.centre')::int references centre,
  series text not null check (series in ('ZX', 'XC')),
  day date not null,
  last int not null,
  primary key (centre_id, series, day)
);
select make_tenant('consultation_counter');

create function next_consultation_number(of_series text, of_day date) returns text language plpgsql as $$
declare
  next int;
begin
  insert into consultation_counter (series, day, last) values (of_series, of_day, 1)
  on conflict (centre_id, series, day) do update set last = consultation_counter.last + 1
  returning last into next;
  return of_series || '-' || to_char(of_day, 'YYYYMMDD') || '-' || lpad(next::text, greatest(4, length(next::text)), '0');
end $$;

-- 专家库: a member of staff or somebody from outside, who answers on the phone.
create table consulting_expert (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  staff_id uuid,
  identity_id uuid,                                                    -- of somebody from outside, once they took it on
  name text not null,
  phone text,                                                          -- of somebody from outside
  introduction text not null,
  kinds text[] not null,                                               -- policy, technology, business
  topic_ids uuid[] not null default '{}',
  most_open int not null check (most_open between 1 and 100),
  leaves jsonb not null default '[]',                                  -- [{ from, to }]
  primary key (centre_id, id),
  check ((staff_id is null) or (phone is null and identity_id is null)),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
create unique index consulting_expert_staff on consulting_expert (centre_id, staff_id)
  where staff_id is not null and state = 'active';
create unique index consulting_expert_phone on consulting_expert (centre_id, phone)
  where phone is not null and state = 'active';
create index consulting_expert_identity on consulting_expert (centre_id, identity_id) where identity_id is not null;
select make_tenant('consulting_expert', for_region => false);

-- 政府部门名录: who to ask where it is not for the centre to answer.
create table government_office (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  name text not null,
  matters text not null,                                               -- what they are asked about
  contact text not null default '',
  phone text not null,
  address text not null default '',
  primary key (centre_id, id)
);
create unique index government_office_name on government_office (centre_id, name) where state = 'active';
select make_tenant('government_office', for_region => false);

-- 下乡登记单: paper with a number and a code, taken along and used once.
create table consultation_sheet (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('issued', 'used', 'void')),
  number text not null,                                                -- XC-20261124-0003
  place text not null,                                                 -- which village it is for
  visit_on date not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, number),
  foreign key (centre_id, issued_by) references staff (centre_id, id)
);
create index consultation_sheet_state on consultation_sheet (centre_id, state, id desc);
select make_tenant('consultation_sheet');

create table consultation (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('submitted', 'answering', 'entrusted', 'outside', 'answered', 'closed',
    'archived', 'withdrawn')),
  number text not null,                                                -- ZX-20261124-0003
  lookup_code text not null,                                           -- 查询码
  channel text not null check (channel in ('web', 'counter', 'phone', 'wechat', 'village')),
  kind text not null check (kind in ('policy', 'technology', 'business')),
  question text not null,
  identity_id uuid,
  party_id uuid,
  contact_name text,
  contact_phone text,
  unnamed boolean not null default false,                              -- 现场群众: nobody knows who asked
  place text not null default '',                                      -- of a visit: the village
  sheet_id uuid,
  first_id uuid,                                                       -- 首问人
  assignee_id uuid,                                                    -- who is responsible now
  answer text,
  basis text not null default '',
  entry_id uuid,                                                       -- the entry of 知识库 that it rests on
  answered_by text,                                                    -- who gave the answer: colleague, expert
  on_spot boolean not null default false,
  answer_days int not null default 0,                                  -- allowed so far
  chase_days int not null default 0,
  returns int not null default 0,                                      -- how often it was not solved
  last_answer boolean not null default false,
  solved text check (solved in ('spot', 'yes', 'no', 'untold')),
  submitted_at timestamptz not null,
  taken_at timestamptz,
  answered_at timestamptz,
  closed_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, number),
  unique (centre_id, sheet_id),
  check (not unnamed or (identity_id is null and party_id is null and contact_name is null and contact_phone is null)),
  check (state not in ('answering', 'entrusted', 'outside') or (first_id is not null and assignee_id is not null)),
  check (state not in ('answered', 'closed', 'archived') or (answer is not null and answered_at is not null)),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, sheet_id) references consultation_sheet (centre_id, id),
  foreign key (centre_id, first_id) references staff (centre_id, id),
  foreign key (centre_id, assignee_id) references staff (centre_id, id),
  foreign key (centre_id, entry_id) references knowledge_entry (centre_id, id)
);
create index consultation_state on consultation (centre_id, state, id desc);
create index consultation_recent on consultation (centre_id, submitted_at desc);
create index consultation_identity on consultation (centre_id, identity_id, id desc) where identity_id is not null;
create index consultation_party on consultation (centre_id, party_id, id desc) where party_id is not null;
create index consultation_phone on consultation (centre_id, contact_phone) where contact_phone is not null;
create index consultation_assignee on consultation (centre_id, assignee_id, state) where assignee_id is not null;
select make_tenant('consultation', for_region => false);

-- What was said besides: details by who asked, reasons, what offices told, notes. Not in the journal.
create table consultation_entry (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  consultation_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('details', 'reason', 'chase', 'note')),
  label text not null,
  author text not null,
  body text not null,
  primary key (centre_id, id),
  foreign key (centre_id, consultation_id) references consultation (centre_id, id)
);
create index consultation_entry_of on consultation_entry (centre_id, consultation_id, id);
select make_tenant('consultation_entry', for_region => false);

-- 转办: whoever is asked may take it on or decline with a reason; until then it stays with who was asked first.
create table consultation_transfer (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('offered', 'accepted', 'answered', 'declined', 'lapsed', 'cancelled', 'passed')),
  consultation_id uuid not null,
  target text not null check (target in ('colleague', 'expert', 'provider', 'office')),
  staff_id uuid,                                                       -- a colleague, or an expert of the centre's own
  expert_id uuid,
  identity_id uuid,                                                    -- of an expert from outside
  provider_id uuid,
  party_id uuid,                                                       -- of the provider
  office_id uuid,
  owner_id uuid not null,                                              -- who follows it up
  question text not null,                                              -- as it is passed on
  reason text not null,
  answer text,
  answer_basis text not null default '',
  declined text,
  offered_at timestamptz not null,
  settled_at timestamptz,
  primary key (centre_id, id),
  check (num_nonnulls(expert_id, provider_id, office_id) <= 1),
  foreign key (centre_id, consultation_id) references consultation (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id),
  foreign key (centre_id, expert_id) references consulting_expert (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, office_id) references government_office (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
create unique index consultation_transfer_open on consultation_transfer (centre_id, consultation_id)
  where state in ('offered', 'accepted');
create index consultation_transfer_of on consultation_transfer (centre_id, consultation_id, id);
create index consultation_transfer_expert on consultation_transfer (centre_id, expert_id, state) where expert_id is not null;
create index consultation_transfer_party on consultation_transfer (centre_id, party_id, id desc) where party_id is not null;
create index consultation_transfer_staff on consultation_transfer (centre_id, staff_id, state) where staff_id is not null;
select make_tenant('consultation_transfer', for_region => false);

update post set duties = duties || array['consult.enter', 'consult.read']
  where duties && array['case.register', 'case.handle', 'callback.handle', 'team.manage'] and state = 'active';
update post set duties = array_append(duties, 'consult.answer')
  where duties && array['case.accept', 'case.handle', 'team.manage'] and state = 'active';
update post set duties = array_append(duties, 'consult.experts')
  where duties && array['team.manage'] and state = 'active';
update post set duties = array_append(duties, 'consult.read')
  where 'supervise.urge' = any(duties) and not 'consult.read' = any(duties) and state = 'active';
