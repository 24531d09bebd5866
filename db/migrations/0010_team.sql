-- 4.2 The team in full: where a post stands, how long somebody is employed and qualified, who is away, who is on duty.

create extension if not exists btree_gist;

alter table post
  add column unit text not null default '',                              -- 部门, as it stands in the chart
  add column reports_to uuid,
  add foreign key (centre_id, reports_to) references post (centre_id, id),
  add check (reports_to <> id);

alter table staff
  add column contract_from date,
  add column contract_until date,                                       -- null: open-ended
  add column contract_warned_days int,                                  -- how many days before its end was last warned
  add check (contract_until >= contract_from);

create table qualification (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('valid', 'expired', 'withdrawn')),
  staff_id uuid not null,
  name text not null,
  number text not null default '',
  issuer text not null default '',
  valid_until date,                                                     -- null: for good
  warned_days int,                                                      -- how many days before the end was last warned
  primary key (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
create index qualification_of_staff on qualification (centre_id, staff_id);
create index qualification_end on qualification (centre_id, valid_until) where state = 'valid';
select make_tenant('qualification', for_region => false);

-- 请假与外出, with who stands in. Nobody is away twice on one day.
create table absence (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'granted', 'away', 'over', 'refused', 'cancelled')),
  staff_id uuid not null,
  deputy_id uuid not null,
  kind text not null check (kind in ('annual', 'sick', 'personal', 'errand', 'other')),
  first_day date not null,
  last_day date not null,
  reason text not null default '',
  asked_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id),
  foreign key (centre_id, deputy_id) references staff (centre_id, id),
  check (last_day >= first_day),
  check (deputy_id <> staff_id),
  exclude using gist (centre_id with =, staff_id with =, daterange(first_day, last_day, '[]') with &&)
    where (state in ('asked', 'granted', 'away'))
);
create index absence_recent on absence (centre_id, first_day desc);
select make_tenant('absence', for_region => false);

-- 值班: one row per day that the centre is open, and who is there in which part of it.
create table duty_day (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('planned')),
  day date not null,
  note text not null default '',
  primary key (centre_id, id),
  unique (centre_id, day)
);
select make_tenant('duty_day');
create table duty_shift (
  centre_id int not null default current_setting('app.centre')::int,
  duty_day_id uuid not null,
  part text not null check (part in ('morning', 'afternoon')),
  staff_id uuid not null,
  primary key (centre_id, duty_day_id, part, staff_id),
  foreign key (centre_id, duty_day_id) references duty_day (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
select make_tenant('duty_shift');

-- 交接班记录: what the next one on duty has to know.
create table duty_note (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'taken')),
  day date not null,
  from_id uuid not null,
  to_id uuid not null,
  visitors int not null check (visitors >= 0),
  body text not null,
  written_at timestamptz not null,
  taken_at timestamptz,
  primary key (centre_id, id),
  foreign key (centre_id, from_id) references staff (centre_id, id),
  foreign key (centre_id, to_id) references staff (centre_id, id)
);
create index duty_note_recent on duty_note (centre_id, id desc);
select make_tenant('duty_note', for_region => false);

-- 4.2.2 服务专员: who is in charge of liaising with which recipients, by town and kind; null is every one.
create table liaison_area (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  town text,
  kind text,
  staff_id uuid not null,
  primary key (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
create unique index liaison_area_once on liaison_area (centre_id, coalesce(town, ''), coalesce(kind, ''))
  where state = 'active';
select make_tenant('liaison_area');

alter table party
  add column liaison_id uuid,                                           -- by the areas, unless fixed
  add column liaison_fixed boolean not null default false,
  add column last_contact_at timestamptz,
  add foreign key (centre_id, liaison_id) references staff (centre_id, id);
create index party_of_liaison on party (centre_id, liaison_id, last_contact_at) where state = 'active';

-- Who is in charge of recipients of this town and kind: the narrowest area, a town before a kind.
create function liaison_for(p_town text, p_kind text) returns uuid language sql stable as $$
  select staff_id from liaison_area
  where centre_id = current_setting('app.centre')::int and state = 'active'
    and (town is null or town = p_town) and (kind is null or kind = p_kind)
  order by town is not null desc, kind is not null desc limit 1
$$;

-- Centres that work already: whoever serves recipients is liaised with, whoever does not supervise takes part in duty.
update post set duties = array_append(duties, 'party.liaise')
  where 'party.manage' = any(duties) or 'case.handle' = any(duties);
update post set duties = array_append(duties, 'team.serve')
  where not 'supervise.urge' = any(duties) and state = 'active';

-- Recipients who are here already: until areas are set, whoever has liaised here longest.
update party set liaison_id = (
  select s.id from staff s
  join staff_post sp on sp.centre_id = s.centre_id and sp.staff_id = s.id
  join post p on p.centre_id = sp.centre_id and p.id = sp.post_id and p.state = 'active'
  where s.centre_id = party.centre_id and s.state = 'active' and 'party.liaise' = any(p.duties)
  order by s.joined_on, s.id limit 1)
where state = 'active';
