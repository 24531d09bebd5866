-- 4.3 Facilities: premises with their functional areas, the eight sub-centres, the register of information systems.

create table premises (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('in_use', 'left')),
  name text not null,
  address text not null,
  area_m2 int not null check (area_m2 > 0),
  tenure text not null check (tenure in ('owned', 'leased', 'lent')),
  owner text not null default '',
  lease_until date,
  warned_days int,                                                      -- how many days before the lease ends was last warned
  primary key (centre_id, id)
);
select make_tenant('premises');

create table functional_area (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'closed')),
  premises_id uuid not null,
  kind text not null check (kind in ('reception', 'display', 'talks', 'office', 'incubation', 'meeting', 'training',
    'studio', 'storage', 'other')),
  name text not null,
  place text not null default '',                                       -- floor and room
  area_m2 int check (area_m2 > 0),
  equipment text not null default '',
  rank int not null default 0,
  primary key (centre_id, id),
  foreign key (centre_id, premises_id) references premises (centre_id, id)
);
create index functional_area_of_premises on functional_area (centre_id, premises_id, rank);
select make_tenant('functional_area');

-- The eight sub-centres of 4.3.3 that a centre may open; each is there once.
create table sub_centre (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'closed')),
  kind text not null check (kind in ('products', 'brands', 'training', 'traceability', 'orders', 'customer_care', 'o2o',
    'trade')),
  place text not null,
  hours text not null,
  introduction text not null default '',
  opened_on date not null,
  primary key (centre_id, id),
  unique (centre_id, kind)
);
select make_tenant('sub_centre');
create table sub_centre_staff (
  centre_id int not null default current_setting('app.centre')::int,
  sub_centre_id uuid not null,
  staff_id uuid not null,
  primary key (centre_id, sub_centre_id, staff_id),
  foreign key (centre_id, sub_centre_id) references sub_centre (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
select make_tenant('sub_centre_staff');
create table sub_centre_item (
  centre_id int not null default current_setting('app.centre')::int,
  sub_centre_id uuid not null,
  item_id uuid not null,
  primary key (centre_id, sub_centre_id, item_id),
  foreign key (centre_id, sub_centre_id) references sub_centre (centre_id, id),
  foreign key (centre_id, item_id) references service_item (centre_id, id)
);
select make_tenant('sub_centre_item');

-- 4.3.4 The information systems that the centre uses, this platform among them.
create table information_system (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('running', 'stopped')),
  name text not null,
  purpose text not null,
  address text not null default '',
  holder text not null,                                                 -- who holds the account
  filing text not null default '',                                      -- ICP 或其他备案号
  protection text not null check (protection in ('none', 'level1', 'level2', 'level3')),
  primary key (centre_id, id)
);
select make_tenant('information_system');

update post set duties = array_append(duties, 'facility.manage')
  where 'team.manage' = any(duties) and state = 'active';
