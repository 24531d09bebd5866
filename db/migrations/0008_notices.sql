-- Notices (公告) of the centre, and calls to be made where no channel reached a person (电话告知).

create table notice (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'review', 'published', 'withdrawn')),
  title text not null,
  body text not null,
  published_at timestamptz,
  edited_at timestamptz not null,
  primary key (centre_id, id)
);
create index notice_published on notice (centre_id, published_at desc) where state = 'published';
select make_tenant('notice');

create table phone_call (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'told', 'unreachable')),
  notification_id uuid not null,
  party_id uuid,
  phone text not null,
  body text not null,
  cause text not null,
  opened_at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, notification_id),
  foreign key (centre_id, notification_id) references notification (centre_id, id)
);
select make_tenant('phone_call', for_region => false);
