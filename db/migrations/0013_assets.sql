-- 4.3.2, 4.3.5 Fixed assets: what there is, paid from which money, where, in whose care; and stock-taking over it.

create table asset (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('in_use', 'repair', 'lent', 'missing', 'scrapping', 'disposing', 'scrapped',
    'returned')),
  number text not null,                                                 -- 资产编号, on the label
  name text not null,
  category text not null check (category in ('office', 'computer', 'media', 'display', 'furniture', 'logistics',
    'vehicle', 'other')),
  model text not null default '',                                       -- brand and model
  serial text not null default '',                                      -- serial number, of a vehicle its plate
  funds text not null check (funds in ('central', 'provincial', 'county', 'own', 'donated', 'borrowed')),
  marked boolean not null default false,                                -- 贴有示范项目标识牌
  area_id uuid,
  place text not null default '',
  keeper_id uuid not null,
  cost_fen bigint not null check (cost_fen >= 0),
  acquired_on date not null,
  supplier text not null default '',
  warranty_until date,
  warned_days int,                                                      -- how many days before its end was last warned
  repair_fen bigint not null default 0 check (repair_fen >= 0),         -- spent on repairs so far
  lent_to text,
  lent_phone text,
  lent_on date,
  due_back date,
  loan_days int,                                                        -- working days of the loan, for its deadline
  reminded_on date,                                                     -- when the borrower was last reminded
  came_from text check (came_from in ('in_use', 'repair', 'missing')),  -- before its scrapping was proposed
  residual_fen bigint check (residual_fen >= 0),
  disposed_on date,
  disposal text check (disposal in ('sold', 'dismantled', 'given', 'handed_over', 'written_off')),
  primary key (centre_id, id),
  unique (centre_id, number),
  foreign key (centre_id, area_id) references functional_area (centre_id, id),
  foreign key (centre_id, keeper_id) references staff (centre_id, id),
  check ((state = 'lent') = (due_back is not null)),
  check (due_back >= lent_on)
);
create index asset_of_area on asset (centre_id, area_id);
create index asset_of_keeper on asset (centre_id, keeper_id);
create index asset_warranty on asset (centre_id, warranty_until) where warranty_until is not null;
create index asset_lent on asset (centre_id, due_back) where state = 'lent';
select make_tenant('asset', for_region => false);                       -- who borrowed it is a person

create table stocktaking (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('counting', 'explaining', 'confirming', 'done', 'cancelled')),
  name text not null,
  area_id uuid,                                                         -- null: everything
  started_on date not null,
  ended_on date,
  opinion text,
  took_part uuid[] not null default '{}',                               -- who counted or explained: they do not confirm
  primary key (centre_id, id),
  foreign key (centre_id, area_id) references functional_area (centre_id, id)
);
create index stocktaking_recent on stocktaking (centre_id, id desc);
select make_tenant('stocktaking');

-- One thing as the books had it when the stock-taking was opened, and what was found.
create table stocktaking_line (
  centre_id int not null default current_setting('app.centre')::int,
  id uuid not null,
  state text not null check (state in ('waiting', 'found', 'differing', 'explained', 'dropped')),
  stocktaking_id uuid not null,
  asset_id uuid not null,
  number text not null,
  name text not null,
  stood text not null,                                                  -- its state then
  area_id uuid,
  place text not null,                                                  -- area and place in words
  keeper_id uuid not null,
  cost_fen bigint not null,
  outcome text check (outcome in ('found', 'moved', 'damaged', 'missing')),
  found_area_id uuid,
  found_place text,
  note text,
  counted_by uuid,
  counted_at timestamptz,
  explanation text,
  remedy text check (remedy in ('correct', 'put_back', 'repair', 'keep', 'write_down', 'recovered')),
  explained_by uuid,
  primary key (centre_id, id),
  unique (centre_id, stocktaking_id, asset_id),
  foreign key (centre_id, stocktaking_id) references stocktaking (centre_id, id),
  foreign key (centre_id, asset_id) references asset (centre_id, id),
  foreign key (centre_id, area_id) references functional_area (centre_id, id),
  foreign key (centre_id, found_area_id) references functional_area (centre_id, id),
  foreign key (centre_id, keeper_id) references staff (centre_id, id),
  foreign key (centre_id, counted_by) references staff (centre_id, id),
  foreign key (centre_id, explained_by) references staff (centre_id, id),
  check ((state = 'waiting') = (outcome is null))
);
create index stocktaking_line_of_asset on stocktaking_line (centre_id, asset_id);
create index stocktaking_line_open on stocktaking_line (centre_id, stocktaking_id, state);
select make_tenant('stocktaking_line');

-- Centres that work already: the director and the counter manage; the director and whoever supervises approve, and
-- what public money bought the latter alone.
update post set duties = array_append(duties, 'asset.manage')
  where ('team.manage' = any(duties) or 'mandate.verify' = any(duties)) and state = 'active';
update post set duties = array_append(duties, 'asset.approve')
  where ('team.manage' = any(duties) or 'operator.supervise' = any(duties)) and state = 'active';
update post set duties = array_append(duties, 'asset.supervise')
  where 'operator.supervise' = any(duties) and state = 'active';
