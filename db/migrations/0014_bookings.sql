-- 4.3.3, 4.3.5 Rooms, studios, workplaces and vehicles that can be booked, and who uses them when.

create table resource (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'closed')),
  kind text not null check (kind in ('room', 'studio', 'workplace', 'vehicle')),
  name text not null,
  place text not null default '',
  capacity int not null check (capacity between 1 and 2000),
  introduction text not null default '',
  terms text not null default '',
  for_public boolean not null,                                          -- recipients may book it, too
  needs_approval boolean not null,                                      -- bookings are decided by staff
  opens text not null check (opens ~ '^[0-2]\d:[03]0$'),                -- 'HH:MM' in Asia/Shanghai
  closes text not null check (closes ~ '^[0-2]\d:[03]0$' and closes > opens),
  days_off boolean not null default false,                              -- open on days off, too
  longest_hours int not null check (longest_hours between 1 and 24),
  plate text,                                                           -- of vehicles only, as what follows
  inspection_until date,
  insurance_until date,
  mileage_km int check (mileage_km >= 0),
  inspection_warned int,                                                -- how many days before the end was last warned
  insurance_warned int,
  primary key (centre_id, id),
  unique (centre_id, plate),
  check ((kind = 'vehicle') = (plate is not null and mileage_km is not null))
);
select make_tenant('resource');

create table booking (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'granted', 'in_use', 'done', 'refused', 'cancelled', 'missed')),
  resource_id uuid not null,
  party_id uuid,                                                        -- the recipient, or else
  staff_id uuid,                                                        -- the member of staff who booked
  contact_name text not null,
  contact_phone text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  people int not null check (people >= 1),
  purpose text not null,
  asked_at timestamptz not null,
  used_from timestamptz,
  used_until timestamptz,
  remark text not null default '',                                      -- in what state it was left
  mark int check (mark between 1 and 5),                                -- how the user found it
  driver_id uuid,                                                       -- of trips, as what follows
  destination text,
  km_from int check (km_from >= 0),
  km_to int check (km_to >= km_from),
  primary key (centre_id, id),
  foreign key (centre_id, resource_id) references resource (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id),
  foreign key (centre_id, driver_id) references staff (centre_id, id),
  check ((party_id is null) <> (staff_id is null)),
  -- Whatever the program overlooks: nothing is booked twice.
  exclude using gist (centre_id with =, resource_id with =, tstzrange(starts_at, ends_at) with &&)
    where (state in ('asked', 'granted', 'in_use'))
);
create index booking_of_resource on booking (centre_id, resource_id, starts_at);
create index booking_of_party on booking (centre_id, party_id, starts_at);
create index booking_open on booking (centre_id, starts_at) where state in ('asked', 'granted', 'in_use');
select make_tenant('booking', for_region => false);

-- Addresses by which a calendar program reads bookings without signing in; whoever has the address has the dates.
create table calendar_feed (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'revoked')),
  identity_id uuid not null references identity,
  resource_id uuid,                                                     -- absent: one's own bookings
  created_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, resource_id) references resource (centre_id, id)
);
create unique index calendar_feed_once on calendar_feed (centre_id, identity_id, resource_id) nulls not distinct
  where state = 'active';
select make_tenant('calendar_feed', for_region => false);

update post set duties = array_append(duties, 'booking.manage')
  where ('facility.manage' = any(duties) or 'mandate.verify' = any(duties)) and state = 'active';
