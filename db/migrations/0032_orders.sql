-- 5.6.1 业务支持: nine kinds of support as data, and service orders with agreement, milestones, payments noted, warranty.

create table support_kind (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  code text not null check (code in ('software', 'marketing', 'visual', 'finance', 'logistics', 'technology', 'tax',
    'property', 'video')),
  name text not null,
  rank int not null,
  version int not null check (version > 0),                             -- the one that new orders are made under
  primary key (centre_id, id),
  unique (centre_id, code)
);
select make_tenant('support_kind');

-- Nothing is overwritten: a running order keeps the version that it was made under.
create table support_kind_version (
  centre_id int not null default current_setting('app.centre')::int references centre,
  kind_id uuid not null,
  number int not null,
  name text not null,
  about text not null,                                                  -- what it is
  gains text not null,                                                  -- what one gets
  process text not null,                                                -- how it goes
  stages jsonb not null,                                                -- [{ name, deliverable, points: [text], price_share, time_share }]
  warranty_days int not null check (warranty_days between 0 and 1095),  -- calendar days after the last acceptance
  intake jsonb not null default '{"fields": []}',
  saved_at timestamptz not null,
  primary key (centre_id, kind_id, number),
  foreign key (centre_id, kind_id) references support_kind (centre_id, id)
);
select make_tenant('support_kind_version');

create table support_kind_item (
  centre_id int not null default current_setting('app.centre')::int references centre,
  item_id uuid not null,
  kind_id uuid not null,
  primary key (centre_id, item_id),
  foreign key (centre_id, item_id) references service_item (centre_id, id),
  foreign key (centre_id, kind_id) references support_kind (centre_id, id)
);
create index support_kind_item_kind on support_kind_item (centre_id, kind_id);
select make_tenant('support_kind_item');

create table order_counter (
  centre_id int not null default current_setting('app.centre')::int references centre,
  day date not null,
  last int not null,
  primary key (centre_id, day)
);
select make_tenant('order_counter', for_region => false);

create function next_order_number(of_day date) returns text language plpgsql as $$
declare
  next int;
begin
  insert into order_counter (day, last) values (of_day, 1)
  on conflict (centre_id, day) do update set last = order_counter.last + 1
  returning last into next;
  return 'DD-' || to_char(of_day, 'YYYYMMDD') || '-' || lpad(next::text, greatest(4, length(next::text)), '0');
end $$;

-- 服务订单: opened by the transaction in which a quote is agreed.
create table service_order (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('simple', 'drafting', 'for_recipient', 'for_provider', 'running', 'warranty', 'done',
    'terminated', 'cancelled')),
  number text not null,                                                 -- DD-20261128-0001
  case_id uuid not null,
  quote_id uuid not null,
  item_id uuid not null,
  party_id uuid not null,                                               -- who receives
  provider_id uuid not null,
  provider_party_id uuid not null,
  proxy_identity_id uuid,                                               -- 代办: who asked for it on the party's behalf
  channel text not null check (channel in ('portal', 'counter', 'phone')),
  kind_code text,
  kind_version int,
  title text not null,
  scope text not null,                                                  -- the proposal that was agreed
  price_fen bigint not null check (price_fen >= 0),
  days int not null,                                                    -- 工期, working days
  plan jsonb not null default '[]',                                     -- [{ name, deliverable, points, price_fen, due_on }] until in force
  warranty_days int not null default 0,
  agreement text,                                                       -- the text that is confirmed, frozen by the first confirmation
  digest text,                                                          -- its SHA-256, hexadecimal
  recipient_confirmed_at timestamptz,
  recipient_confirmed_by text,
  provider_confirmed_at timestamptz,
  provider_confirmed_by text,
  agreed_at timestamptz not null,
  in_force_at timestamptz,
  completed_at timestamptz,                                             -- the last acceptance
  warranty_until date,                                                  -- its last day
  ended_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, number),
  check ((agreement is null) = (digest is null)),
  check (state <> 'running' or (in_force_at is not null and digest is not null)),
  check (state <> 'warranty' or warranty_until is not null),
  foreign key (centre_id, case_id) references service_case (centre_id, id),
  foreign key (centre_id, quote_id) references quote (centre_id, id),
  foreign key (centre_id, item_id) references service_item (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, provider_party_id) references party (centre_id, id)
);
create unique index service_order_of_case on service_order (centre_id, case_id)
  where state in ('simple', 'drafting', 'for_recipient', 'for_provider', 'running');
create index service_order_case on service_order (centre_id, case_id, id desc);
create index service_order_recent on service_order (centre_id, id desc);
create index service_order_party on service_order (centre_id, party_id, id desc);
create index service_order_provider_party on service_order (centre_id, provider_party_id, id desc);
create index service_order_provider on service_order (centre_id, provider_id, id desc);
create index service_order_warranty on service_order (centre_id, warranty_until) where state = 'warranty';
select make_tenant('service_order', for_region => false);

create table milestone (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('planned', 'delivered', 'returned', 'accepted', 'cancelled')),
  order_id uuid not null,
  position int not null,
  name text not null,
  deliverable text not null,
  points jsonb not null default '[]',                                   -- acceptance points, each a line
  price_fen bigint not null check (price_fen >= 0),
  due_on date not null,
  work_days int not null check (work_days > 0),                         -- the same in working days, by the calendar of the day
  version int not null default 0,                                       -- of the last delivery; 0: none yet
  accepted_at timestamptz,
  accepted_how text check (accepted_how in ('recipient', 'staff', 'time')),
  late_told_on date,                                                    -- the due day that both were told was missed
  channel text not null check (channel in ('portal', 'counter', 'phone')),
  party_id uuid not null,
  provider_party_id uuid not null,
  proxy_identity_id uuid,
  primary key (centre_id, id),
  unique (centre_id, order_id, position),
  check ((state = 'accepted') = (accepted_at is not null)),
  foreign key (centre_id, order_id) references service_order (centre_id, id)
);
create index milestone_late on milestone (centre_id, due_on) where state in ('planned', 'returned');
select make_tenant('milestone', for_region => false);

create table milestone_delivery (
  centre_id int not null default current_setting('app.centre')::int references centre,
  milestone_id uuid not null,
  version int not null check (version > 0),
  note text not null,
  file_ids uuid[] not null default '{}',
  author_name text not null,
  identity_id uuid,
  at timestamptz not null,
  verdict text check (verdict in ('accepted', 'returned', 'withdrawn')),
  failed jsonb not null default '[]',                                   -- acceptance points that it did not meet
  reason text not null default '',
  judged_at timestamptz,
  judged_by text,
  primary key (centre_id, milestone_id, version),
  foreign key (centre_id, milestone_id) references milestone (centre_id, id)
);
select make_tenant('milestone_delivery', for_region => false);

-- 补充约定: a change of what was agreed, or its early end, proposed by one side and confirmed by the other.
create table order_amendment (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('proposed', 'agreed', 'declined', 'withdrawn')),
  order_id uuid not null,
  number int not null,
  kind text not null check (kind in ('change', 'termination')),
  side text not null check (side in ('recipient', 'provider')),         -- who proposed it
  plan jsonb not null default '[]',                                     -- of a change: [{ id, price_fen, due_on, deliverable }]
  reason text not null,
  body text not null,                                                   -- what the other side confirms
  digest text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  settled_by text,
  settled_at timestamptz,
  party_id uuid not null,
  provider_party_id uuid not null,
  proxy_identity_id uuid,
  asked_party_id uuid not null,                                         -- whose answer is awaited
  primary key (centre_id, id),
  unique (centre_id, order_id, number),
  foreign key (centre_id, order_id) references service_order (centre_id, id)
);
create unique index order_amendment_open on order_amendment (centre_id, order_id) where state = 'proposed';
select make_tenant('order_amendment', for_region => false);

-- 付款登记: what the recipient says to have paid, and what the provider says of it. The platform moves no money.
create table order_payment (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('noted', 'confirmed', 'objected', 'withdrawn')),
  order_id uuid not null,
  milestone_id uuid,                                                    -- none: for the order as a whole
  amount_fen bigint not null check (amount_fen > 0),
  paid_on date not null,
  means text not null check (means in ('bank', 'wechat', 'alipay', 'cash', 'other')),
  note text not null default '',
  objection text,
  noted_by text not null,
  identity_id uuid,
  noted_at timestamptz not null,
  settled_at timestamptz,
  party_id uuid not null,
  provider_party_id uuid not null,
  proxy_identity_id uuid,
  primary key (centre_id, id),
  foreign key (centre_id, order_id) references service_order (centre_id, id),
  foreign key (centre_id, milestone_id) references milestone (centre_id, id)
);
create index order_payment_order on order_payment (centre_id, order_id, id);
select make_tenant('order_payment', for_region => false);

-- 质保报修: within the warranty the provider puts right what turns out to be wrong.
create table warranty_claim (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('reported', 'escalated', 'answered', 'settled', 'closed')),
  order_id uuid not null,
  milestone_id uuid,
  body text not null,
  answer text,
  times int not null default 0,                                         -- how often it was said to be put right
  reported_by text not null,
  identity_id uuid,
  reported_at timestamptz not null,
  answered_at timestamptz,
  settled_at timestamptz,
  party_id uuid not null,
  provider_party_id uuid not null,
  proxy_identity_id uuid,
  primary key (centre_id, id),
  foreign key (centre_id, order_id) references service_order (centre_id, id),
  foreign key (centre_id, milestone_id) references milestone (centre_id, id)
);
create index warranty_claim_order on warranty_claim (centre_id, order_id, id);
select make_tenant('warranty_claim', for_region => false);

-- Whether the case is delivered by the milestones of its order, and not in one piece.
alter table service_case add column by_milestones boolean not null default false;

-- Centres that work already.
update post set duties = array_append(duties, 'support.edit')
  where 'case.assign' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'order.decide')
  where 'team.manage' = any(duties) and state = 'active';
