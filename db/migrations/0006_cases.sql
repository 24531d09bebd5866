-- 5.1, 5.6.1 Service cases (办件): a recipient asks for an item, the centre serves.

create table service_case (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('submitted', 'returned', 'refused', 'withdrawn', 'accepted', 'inviting',
    'quoted', 'in_delivery', 'delivered', 'answered', 'closed')),
  number text not null,                                                -- 340822-20261123-0042
  lookup_code text not null,                                           -- 查询码
  item_id uuid not null,
  item_version int not null,
  handling text not null check (handling in ('consultation', 'order')),
  party_id uuid not null,
  channel text not null check (channel in ('portal', 'counter', 'phone')),
  title text not null,
  answers jsonb not null default '{}',
  contact_name text not null,
  contact_phone text not null,
  -- What people search by at the counter; columns of their own, because only equality uses an index under the policies.
  phone_suffix text not null generated always as (right(contact_phone, 4)) stored,
  number_suffix text not null generated always as (right(number, 4)) stored,
  applicant_identity_id uuid,
  registered_by uuid,                                                  -- staff who took it at the counter
  assignee_id uuid,
  promised_days int not null,
  extended_days int not null default 0,
  provider_id uuid,
  provider_party_id uuid,                                              -- who may deliver: the agreed provider's party
  price_fen bigint,
  agreed_at timestamptz,                                               -- from then on the provider sees the case
  answer text,
  answer_basis text,
  outcome text check (outcome in ('confirmed', 'confirmed_by_time')),
  submitted_at timestamptz not null,
  accepted_at timestamptz,
  closed_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, number),
  foreign key (centre_id, item_id, item_version) references service_item_version (centre_id, item_id, number),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, assignee_id) references staff (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id)
);
create index service_case_recent on service_case (centre_id, id desc);
create index service_case_state on service_case (centre_id, state, id desc);
create index service_case_party on service_case (centre_id, party_id, id desc);
create index service_case_item on service_case (centre_id, item_id, id desc);
create index service_case_assignee on service_case (centre_id, assignee_id, id desc);
create index service_case_phone on service_case (centre_id, phone_suffix, id desc);
create index service_case_number on service_case (centre_id, number_suffix, id desc);
create index service_case_provider on service_case (centre_id, provider_party_id, id desc) where provider_party_id is not null;
create index service_case_closed on service_case (centre_id, closed_at) where closed_at is not null;
select make_tenant('service_case');

create table case_counter (
  centre_id int not null default current_setting('app.centre')::int references centre,
  day date not null,
  last int not null,
  primary key (centre_id, day)
);
select make_tenant('case_counter');

-- The day's next number, at least four digits: '0042'. Called by the insert that needs it, so that the day's row is
-- locked no longer than it must be; numbers have no gaps.
create function next_case_number(of_day date) returns text language plpgsql as $$
declare
  next text;
begin
  insert into case_counter (day, last) values (of_day, 1)
  on conflict (centre_id, day) do update set last = case_counter.last + 1
  returning last::text into next;
  return lpad(next, greatest(4, length(next)), '0');
end $$;

create table quote (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('invited', 'submitted', 'declined', 'agreed', 'lost', 'cancelled')),
  case_id uuid not null,
  provider_id uuid not null,
  party_id uuid not null,                                              -- the provider's party: who may act for it
  price_fen bigint check (price_fen >= 0),
  days int check (days between 1 and 366),
  proposal text,
  reason text not null default '',                                     -- why this provider was invited
  invited_at timestamptz not null,
  answered_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, case_id, provider_id),
  foreign key (centre_id, case_id) references service_case (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create index quote_party on quote (centre_id, party_id, id desc);
create index quote_provider on quote (centre_id, provider_id, invited_at desc);
select make_tenant('quote');

create table case_message (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  side text not null check (side in ('applicant', 'provider', 'centre')),
  internal boolean not null default false,                             -- a note among staff
  author_name text not null,
  identity_id uuid,
  body text not null,
  primary key (centre_id, id),
  foreign key (centre_id, case_id) references service_case (centre_id, id)
);
create index case_message_case on case_message (centre_id, case_id, id);
select make_tenant('case_message', for_region => false);

-- Tries at the public progress page, counted per address and hour.
create table lookup_try (
  centre_id int not null default current_setting('app.centre')::int references centre,
  ip text not null,
  hour timestamptz not null,
  tries int not null,
  primary key (centre_id, ip, hour)
);
select make_tenant('lookup_try', for_region => false);
