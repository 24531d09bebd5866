-- 4.1 The operator: tender, contract, targets, payments; what the bureau decides is decided by its own people.

-- Who acts also says for whom they work: what supervises the operator is never done by the operator.
drop function resolve_actor;
create function resolve_actor(p_token text, p_centre int, p_now timestamptz)
  returns table (session_id text, identity_id uuid, name text, must_change_password boolean, second_factor boolean,
    consented text, seen_at timestamptz, staff_id uuid, organisation text, duties text[], parties uuid[], twin_id uuid,
    twin_parties uuid[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$ begin
  return query select s.id::text, i.id, coalesce(st.name, i.name), i.must_change_password, i.totp_confirmed,
    (select max(c.version) from consent c
     where c.centre_id = p_centre and c.identity_id = i.id and c.document = 'privacy' and c.state = 'given'),
    s.seen_at, st.id, st.organisation, duties_of(p_centre, st.id), parties_of(p_centre, i.id, p_now),
    twin.id, case when twin.id is null then '{}' else parties_of(p_centre, twin.id, p_now) end
  from session s
  join identity i on i.id = s.identity_id
  left join staff st on st.centre_id = p_centre and st.identity_id = i.id and st.state = 'active'
  left join identity twin on twin.phone_number = st.phone and twin.id <> i.id
  where s.token = p_token and s.expires_at > p_now;
end $$;
drop function resolve_api_key;
create function resolve_api_key(p_token_hash text, p_centre int, p_now timestamptz)
  returns table (key_name text, reads text[], acts text[], identity_id uuid, name text, staff_id uuid,
    organisation text, duties text[], parties uuid[], twin_id uuid, twin_parties uuid[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$ begin
  return query select k.name, k.reads, k.acts, i.id, st.name, st.id, st.organisation, duties_of(p_centre, st.id),
    parties_of(p_centre, i.id, p_now),
    twin.id, case when twin.id is null then '{}' else parties_of(p_centre, twin.id, p_now) end
  from api_key k
  join identity i on i.id = k.identity_id
  join staff st on st.centre_id = p_centre and st.identity_id = i.id and st.state = 'active'
  left join identity twin on twin.phone_number = st.phone and twin.id <> i.id
  where k.token_hash = p_token_hash and k.centre_id = p_centre and k.state = 'active'
    and k.expires_on >= (p_now at time zone 'Asia/Shanghai')::date;
end $$;
revoke all on function resolve_actor, resolve_api_key from public;
grant execute on function resolve_actor, resolve_api_key to centre_login;

-- The contract by which a centre is run, from the tender to the hand-over.
create table operating_contract (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('tender', 'publicity', 'objected', 'signing', 'performing', 'acceptance',
    'rectification', 'concluded', 'ended', 'failed')),
  title text not null,
  method text not null,                                                 -- 采购方式
  budget_fen bigint not null check (budget_fen >= 0),
  summary text not null default '',
  publicity_days int,                                                   -- of the 公示, as it was begun
  publicity_left int,                                                   -- what is left of them after an objection
  publicity_from date,
  number text,
  amount_fen bigint check (amount_fen >= 0),
  first_day date,
  last_day date,
  review text,                                                          -- 中期评价, in words
  review_grade text check (review_grade in ('good', 'fair', 'poor')),
  reviewed_at timestamptz,
  rectify_days int,
  warned_days int,                                                      -- how many days before the end was last warned
  follows uuid,                                                         -- the contract that it renews
  made_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, follows) references operating_contract (centre_id, id),
  check (last_day >= first_day)
);
create index operating_contract_recent on operating_contract (centre_id, id desc);
select make_tenant('operating_contract');

-- Who runs the centre under it: one firm, or a consortium with its lead.
create table contract_operator (
  centre_id int not null default current_setting('app.centre')::int,
  contract_id uuid not null,
  rank int not null,                                                    -- 0 leads
  name text not null,
  code text not null,                                                   -- 统一社会信用代码
  kind text not null check (kind in ('industry_body', 'service_firm', 'related_unit')),
  primary key (centre_id, contract_id, rank),
  foreign key (centre_id, contract_id) references operating_contract (centre_id, id)
);
select make_tenant('contract_operator');

-- 考核目标 with what exactly is counted, and what was reached.
create table contract_target (
  centre_id int not null default current_setting('app.centre')::int,
  contract_id uuid not null,
  rank int not null,
  name text not null,
  definition text not null,
  unit text not null,
  goal int not null check (goal >= 0),
  reached int check (reached >= 0),
  primary key (centre_id, contract_id, rank),
  foreign key (centre_id, contract_id) references operating_contract (centre_id, id)
);
select make_tenant('contract_target');

-- 异议 raised while the choice of the operator is public.
create table objection (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'dismissed', 'upheld')),
  contract_id uuid not null,
  raised_by text not null,
  phone text not null,
  identity_id uuid,
  body text not null,
  answer text,
  raised_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, contract_id) references operating_contract (centre_id, id)
);
create index objection_of_contract on objection (centre_id, contract_id);
select make_tenant('objection', for_region => false);

-- 付款节点: a share of the amount under a condition, asked for with evidence, released by the bureau.
create table payment_node (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('planned', 'requested', 'rectify', 'released')),
  contract_id uuid not null,
  rank int not null,
  name text not null,
  share int not null check (share between 1 and 100),                   -- per cent
  amount_fen bigint not null check (amount_fen >= 0),
  condition text not null,
  report text,
  paid_on date,
  primary key (centre_id, id),
  foreign key (centre_id, contract_id) references operating_contract (centre_id, id)
);
create index payment_node_of_contract on payment_node (centre_id, contract_id, rank);
select make_tenant('payment_node');

-- 信息公开: documents that the public may read.
create table disclosure (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  category text not null check (category in ('tender', 'decision', 'contract', 'funds', 'progress', 'evaluation', 'rules')),
  title text not null,
  body text not null default '',
  made_at timestamptz not null,
  published_at timestamptz,
  primary key (centre_id, id)
);
create index disclosure_public on disclosure (centre_id, published_at desc) where state = 'published';
select make_tenant('disclosure');

-- Money that came in and went out: public funds apart from what the operator earns in the market.
create table fund_entry (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('booked', 'reversed')),
  source text not null check (source in ('public', 'own')),
  direction text not null check (direction in ('in', 'out')),
  day date not null,
  amount_fen bigint not null check (amount_fen > 0),
  purpose text not null,
  counterpart text not null default '',
  primary key (centre_id, id)
);
create index fund_entry_day on fund_entry (centre_id, day desc, id);
select make_tenant('fund_entry');

-- Centres that work already: whoever supervises decides on contract and payments, and manages the bureau's accounts.
update post set duties = duties || '{operator.supervise,disclosure.edit,account.manage}'
  where 'supervise.urge' = any(duties) and state = 'active';
update post set duties = duties || '{contract.report,disclosure.edit,fund.book}'
  where 'team.manage' = any(duties) and state = 'active';
