-- 4.2 The team: posts bundle duties, staff hold posts. The bureau and the assessor are staff of a kind of their own.

create table post (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'abolished')),
  name text not null,
  duties text[] not null default '{}',
  summary text not null default '',
  rank int not null default 0,
  primary key (centre_id, id)
);
create unique index post_name on post (centre_id, name) where state = 'active';
select make_tenant('post');

create table staff (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'left')),
  identity_id uuid references identity,
  organisation text not null check (organisation in ('centre', 'bureau', 'assessor')),
  name text not null,
  phone text,
  email text,
  full_time boolean not null default true,
  joined_on date not null,
  left_on date,
  primary key (centre_id, id)
);
create unique index staff_identity on staff (centre_id, identity_id) where state = 'active';
select make_tenant('staff');

create table staff_post (
  centre_id int not null default current_setting('app.centre')::int,
  staff_id uuid not null,
  post_id uuid not null,
  primary key (centre_id, staff_id, post_id),
  foreign key (centre_id, staff_id) references staff (centre_id, id),
  foreign key (centre_id, post_id) references post (centre_id, id)
);
select make_tenant('staff_post');
