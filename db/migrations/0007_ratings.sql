-- 6.1 好差评: one rating a case, five levels, anonymous or by name.

-- The right to rate a closed case, once. Using it is all that the journal learns of an anonymous rating.
create table rating_right (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'used', 'expired')),
  case_id uuid not null,
  party_id uuid not null,
  token_hash text not null,                                            -- of the single-use link
  opened_at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, case_id),
  foreign key (centre_id, case_id) references service_case (centre_id, id)
);
create unique index rating_right_token on rating_right (centre_id, token_hash);
select make_tenant('rating_right', for_region => false);

-- Anonymous marks wait here, without case or time, until a job moves shuffled groups of at least five.
create table rating_inbox (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null default gen_random_uuid(),
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  item_id uuid not null,
  provider_id uuid,
  mark int not null check (mark between 1 and 5),
  facets text[] not null default '{}',
  comment text,
  primary key (centre_id, id)
);
select make_tenant('rating_inbox', for_region => false);

create table rating (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null default gen_random_uuid(),
  month text not null,                                                 -- of an anonymous one: when it was mixed
  item_id uuid,                                                        -- null: too few of its item to be told apart
  provider_id uuid,
  mark int not null check (mark between 1 and 5),                      -- 5 非常满意 … 1 非常不满意
  facets text[] not null default '{}',
  comment text,
  case_id uuid,                                                        -- ratings by name only
  party_id uuid,
  primary key (centre_id, id),
  unique (centre_id, case_id),
  foreign key (centre_id, item_id) references service_item (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id)
);
create index rating_item on rating (centre_id, item_id, mark);
create index rating_provider on rating (centre_id, provider_id, mark) where provider_id is not null;
create index rating_month on rating (centre_id, month, mark);
select make_tenant('rating');

-- A bad rating by name is followed up by somebody who never handled the case.
create table callback (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'resolved', 'explained')),
  case_id uuid not null,
  party_id uuid not null,
  rating_id uuid not null,
  mark int not null,
  comment text,
  result text,
  handler_ids uuid[] not null,                                         -- staff who had a hand in the case: none of them calls back
  opened_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, case_id) references service_case (centre_id, id),
  foreign key (centre_id, rating_id) references rating (centre_id, id)
);
select make_tenant('callback');
