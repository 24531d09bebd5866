-- 5.6.1, 4.1 服务券: public money that pays part of what services cost, claimed by who comes first, never overspent.

create table voucher_programme (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'approving', 'approved', 'running', 'over', 'finished', 'cancelled')),
  code text not null,                                                  -- stands before the number of each voucher
  name text not null,
  about text not null,
  source text not null,                                                -- 资金来源 and the paper that grants it
  funds text not null check (funds in ('centre', 'bureau')),           -- from whose account it is paid out
  fund_entry_id uuid,                                                  -- how the money came in, where that was booked
  budget_fen bigint not null check (budget_fen > 0),                   -- as approved; what came on top stands in the ledger
  share int not null check (share between 1 and 100),                  -- per cent of the price
  cap_fen bigint not null check (cap_fen > 0),                         -- of one voucher
  most_vouchers int not null check (most_vouchers between 1 and 100000),
  party_most int not null check (party_most between 1 and 100),
  party_most_fen bigint not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  valid_days int not null check (valid_days between 1 and 730),        -- to find a provider and agree, after the claim
  grace_days int not null check (grace_days between 0 and 366),        -- then, to be delivered and redeemed
  pay_to text not null check (pay_to in ('provider', 'recipient')),
  proof text not null,
  audience text[] not null,                                            -- kinds of party
  towns text[] not null default '{}',                                  -- none: the whole county
  conditions jsonb not null default '[]',                              -- groups of conditions over the dictionary of facts
  kinds text[] not null default '{}',                                  -- of support that it may be used for, and
  item_ids uuid[] not null default '{}',                               -- single items; neither: all of 业务支持
  owner_id uuid not null,
  number text not null default '',                                     -- of the approval
  end_reason text,
  published_at timestamptz,
  ended_at timestamptz,
  finished_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, code),
  check (cap_fen <= budget_fen and party_most_fen >= cap_fen),
  foreign key (centre_id, owner_id) references staff (centre_id, id),
  foreign key (centre_id, fund_entry_id) references fund_entry (centre_id, id)
);
create index voucher_programme_recent on voucher_programme (centre_id, id desc);
create index voucher_programme_time on voucher_programme (centre_id, closes_at) where state = 'running';
select make_tenant('voucher_programme');

-- Where the money of a programme stands. Written by the ledger's trigger alone; no sum can go below nothing.
create table voucher_fund (
  centre_id int not null default current_setting('app.centre')::int references centre,
  programme_id uuid not null,
  budget_fen bigint not null default 0 check (budget_fen >= 0),
  available_fen bigint not null default 0 check (available_fen >= 0),  -- 可用
  reserved_fen bigint not null default 0 check (reserved_fen >= 0),    -- 已预留
  due_fen bigint not null default 0 check (due_fen >= 0),              -- 已核销待付
  paid_fen bigint not null default 0 check (paid_fen >= 0),            -- 已付
  issued int not null default 0,                                       -- vouchers that hold a place
  most int not null,
  entries int not null default 0,
  primary key (centre_id, programme_id),
  foreign key (centre_id, programme_id) references voucher_programme (centre_id, id),
  check (budget_fen = available_fen + reserved_fen + due_fen + paid_fen),
  check (issued between 0 and most)
);
select make_tenant('voucher_fund');
revoke insert, update, delete on voucher_fund from centre_app;

create table voucher (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('issued', 'attached', 'redeemable', 'settling', 'used', 'returned', 'expired',
    'revoked')),
  programme_id uuid not null,
  turn int not null,                                                   -- given under the lock of the programme
  party_id uuid not null,
  cap_fen bigint not null check (cap_fen > 0),
  share int not null check (share between 1 and 100),
  claimed_at timestamptz not null,
  valid_until date not null,                                           -- last day to use it for an order
  redeem_until date not null check (redeem_until >= valid_until),      -- last day to ask for the money
  order_id uuid,
  provider_party_id uuid,                                              -- of the order
  attached_at timestamptz,
  reason text,                                                         -- why it was revoked
  reminded_on date,
  primary key (centre_id, id),
  unique (centre_id, programme_id, turn),
  check (state not in ('attached', 'redeemable') or order_id is not null),
  check (state <> 'revoked' or reason is not null),
  foreign key (centre_id, programme_id) references voucher_programme (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, provider_party_id) references party (centre_id, id),
  foreign key (centre_id, order_id) references service_order (centre_id, id)
);
create index voucher_of on voucher (centre_id, programme_id, party_id);
create index voucher_recent on voucher (centre_id, id desc);
create index voucher_party on voucher (centre_id, party_id, id desc);
create index voucher_provider on voucher (centre_id, provider_party_id, id desc) where provider_party_id is not null;
create unique index voucher_order on voucher (centre_id, order_id)
  where state in ('attached', 'redeemable', 'settling', 'used');       -- one voucher an order
create index voucher_ends on voucher (centre_id, valid_until) where state in ('issued', 'attached', 'redeemable');
select make_tenant('voucher', for_region => false);

-- 兑付: the money for one accepted milestone, asked for with proof, checked by one and approved by another.
create table voucher_redemption (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('applied', 'returned', 'checked', 'approved', 'paid', 'rejected', 'withdrawn',
    'cancelled', 'reclaiming', 'reclaimed')),
  voucher_id uuid not null,
  programme_id uuid not null,
  order_id uuid not null,
  milestone_id uuid not null,
  milestone text not null,
  price_fen bigint not null check (price_fen > 0),
  amount_fen bigint not null check (amount_fen > 0 and amount_fen <= price_fen),
  party_id uuid not null,                                              -- whose voucher it is
  provider_party_id uuid not null,
  payee text not null check (payee in ('provider', 'recipient')),
  payee_name text not null,
  invoice text not null default '',
  own_fen bigint not null check (own_fen >= 0),                        -- what the recipient paid of it
  own_on date not null,
  signals text[] not null default '{}',                                -- what the checker should look at; no accusation
  check_note text not null default '',
  applied_at timestamptz not null,
  paid_on date,
  paid_number text,
  fund_entry_id uuid,
  reclaim_reason text,
  reclaimed_on date,
  reclaimed_number text,
  primary key (centre_id, id),
  check (state not in ('paid', 'reclaiming', 'reclaimed') or (paid_on is not null and paid_number is not null)),
  check (state <> 'reclaimed' or (reclaimed_on is not null and reclaimed_number is not null)),
  foreign key (centre_id, voucher_id) references voucher (centre_id, id),
  foreign key (centre_id, programme_id) references voucher_programme (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, provider_party_id) references party (centre_id, id),
  foreign key (centre_id, fund_entry_id) references fund_entry (centre_id, id),
  foreign key (centre_id, order_id) references service_order (centre_id, id),
  foreign key (centre_id, milestone_id) references milestone (centre_id, id)
);
-- Once for each milestone, however often it is asked.
create unique index voucher_redemption_once on voucher_redemption (centre_id, milestone_id)
  where state not in ('rejected', 'withdrawn', 'cancelled');
create unique index voucher_redemption_paid on voucher_redemption (centre_id, programme_id, paid_number)
  where paid_number is not null;
create index voucher_redemption_of on voucher_redemption (centre_id, voucher_id, id);
create index voucher_redemption_recent on voucher_redemption (centre_id, id desc);
create index voucher_redemption_programme on voucher_redemption (centre_id, programme_id, state);
create index voucher_redemption_party on voucher_redemption (centre_id, party_id, id desc);
create index voucher_redemption_provider on voucher_redemption (centre_id, provider_party_id, id desc);
select make_tenant('voucher_redemption', for_region => false);

-- 资金台账: append-only. Each line belongs to an action, and says how the money stood after it.
create table voucher_entry (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  programme_id uuid not null,
  turn int not null default 0,                                         -- without gaps, given under the lock of the fund
  kind text not null check (kind in ('budget', 'top_up', 'give_back', 'reserve', 'release', 'redeem', 'undo', 'pay',
    'reclaim')),
  amount_fen bigint not null check (amount_fen > 0),
  voucher_id uuid,
  redemption_id uuid,
  frees boolean not null default false,                                -- of a release: the voucher gives its place back, too
  places int not null default 0 check (places >= 0),                   -- of a top-up: so many vouchers more
  at timestamptz not null,
  flow text not null,                                                  -- the action that it belongs to
  action text not null,
  record_id uuid not null,
  available_fen bigint not null default 0,                             -- afterwards
  reserved_fen bigint not null default 0,
  due_fen bigint not null default 0,
  paid_fen bigint not null default 0,
  primary key (centre_id, id),
  unique (centre_id, programme_id, turn),
  check ((kind in ('budget', 'top_up', 'give_back')) = (voucher_id is null)),
  check ((kind in ('redeem', 'undo', 'pay', 'reclaim')) = (redemption_id is not null)),
  check (kind = 'release' or not frees),
  check (kind = 'top_up' or places = 0),
  foreign key (centre_id, programme_id) references voucher_fund (centre_id, programme_id),
  foreign key (centre_id, voucher_id) references voucher (centre_id, id),
  foreign key (centre_id, redemption_id) references voucher_redemption (centre_id, id)
);
create unique index voucher_entry_reserved on voucher_entry (centre_id, voucher_id) where kind = 'reserve';
create unique index voucher_entry_once on voucher_entry (centre_id, redemption_id, kind) where redemption_id is not null;
create unique index voucher_entry_budget on voucher_entry (centre_id, programme_id) where kind = 'budget';
create index voucher_entry_voucher on voucher_entry (centre_id, voucher_id) where voucher_id is not null;
create index voucher_entry_at on voucher_entry (centre_id, programme_id, at);
select make_tenant('voucher_entry');
revoke update, delete on voucher_entry from centre_app;

-- Brings the fund in line with every line of the ledger, under the lock of the fund; refuses what there is no money for.
create function voucher_entry_posts() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  fund voucher_fund;
  held record;
  had record;
begin
  if new.kind = 'budget' then
    insert into voucher_fund (centre_id, programme_id, most)
      select centre_id, id, most_vouchers from voucher_programme where centre_id = new.centre_id and id = new.programme_id;
  end if;
  update voucher_fund set
      budget_fen = budget_fen + case when new.kind in ('budget', 'top_up') then new.amount_fen
        when new.kind = 'give_back' then -new.amount_fen else 0 end,
      available_fen = available_fen + case when new.kind in ('budget', 'top_up', 'release', 'reclaim') then new.amount_fen
        when new.kind in ('give_back', 'reserve') then -new.amount_fen else 0 end,
      reserved_fen = reserved_fen + case when new.kind in ('reserve', 'undo') then new.amount_fen
        when new.kind in ('release', 'redeem') then -new.amount_fen else 0 end,
      due_fen = due_fen + case when new.kind = 'redeem' then new.amount_fen
        when new.kind in ('undo', 'pay') then -new.amount_fen else 0 end,
      paid_fen = paid_fen + case when new.kind = 'pay' then new.amount_fen
        when new.kind = 'reclaim' then -new.amount_fen else 0 end,
      issued = issued + case when new.kind = 'reserve' then 1 when new.frees then -1 else 0 end,
      most = most + new.places,
      entries = entries + 1
    where centre_id = new.centre_id and programme_id = new.programme_id
    returning * into strict fund;
  new.turn := fund.entries;
  new.available_fen := fund.available_fen;
  new.reserved_fen := fund.reserved_fen;
  new.due_fen := fund.due_fen;
  new.paid_fen := fund.paid_fen;
  if new.kind = 'reserve' then
    select count(*) as vouchers, sum(v.cap_fen) as fen, p.party_most, p.party_most_fen into strict held
      from voucher v
      join voucher mine on mine.centre_id = v.centre_id and mine.programme_id = v.programme_id and mine.party_id = v.party_id
      join voucher_programme p on p.centre_id = v.centre_id and p.id = v.programme_id
      where mine.centre_id = new.centre_id and mine.id = new.voucher_id and v.state <> 'returned'
      group by p.party_most, p.party_most_fen;
    if held.vouchers > held.party_most or held.fen > held.party_most_fen then
      raise exception 'more vouchers than one party may have' using errcode = 'check_violation';
    end if;
  elsif new.voucher_id is not null then
    -- What goes out of one voucher was put into it before.
    select coalesce(sum(case kind when 'reserve' then amount_fen when 'undo' then amount_fen
          when 'release' then -amount_fen when 'redeem' then -amount_fen else 0 end), 0) as reserved,
        coalesce(sum(case kind when 'redeem' then amount_fen when 'undo' then -amount_fen
          when 'pay' then -amount_fen else 0 end), 0) as due,
        coalesce(sum(case kind when 'pay' then amount_fen when 'reclaim' then -amount_fen else 0 end), 0) as paid
      into strict had from voucher_entry where centre_id = new.centre_id and voucher_id = new.voucher_id;
    if (new.kind in ('release', 'redeem') and had.reserved < new.amount_fen)
      or (new.kind in ('undo', 'pay') and had.due < new.amount_fen)
      or (new.kind = 'reclaim' and had.paid < new.amount_fen) then
      raise exception 'a voucher gives no more than it holds' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
revoke all on function voucher_entry_posts from public;
create trigger voucher_entry_posts before insert on voucher_entry
  for each row execute function voucher_entry_posts();

create function voucher_entry_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger voucher_entry_stays before update or delete on voucher_entry
  for each row execute function voucher_entry_stays();
create trigger voucher_entry_no_truncate before truncate on voucher_entry
  for each statement execute function voucher_entry_stays();

-- Lines of the bank's statement, typed or pasted, each to be found again in the payments.
create table voucher_bank_line (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'matched', 'aside')),
  programme_id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  day date not null,
  amount_fen bigint not null check (amount_fen > 0),
  reference text not null,
  counterpart text not null default '',
  redemption_id uuid,
  note text not null default '',
  primary key (centre_id, id),
  unique (centre_id, programme_id, direction, day, reference, amount_fen),
  check ((state = 'matched') = (redemption_id is not null)),
  check (state <> 'aside' or note <> ''),
  foreign key (centre_id, programme_id) references voucher_programme (centre_id, id),
  foreign key (centre_id, redemption_id) references voucher_redemption (centre_id, id)
);
create unique index voucher_bank_line_once on voucher_bank_line (centre_id, redemption_id, direction)
  where redemption_id is not null;
create index voucher_bank_line_day on voucher_bank_line (centre_id, programme_id, day desc, id desc);
select make_tenant('voucher_bank_line', for_region => false);

-- 对账: everything recomputed from vouchers and redemptions, and compared with ledger, fund and bank.
create table voucher_check (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('clean', 'differing', 'explained')),
  programme_id uuid not null,
  made_at timestamptz not null,
  figures jsonb not null,                                              -- [{ code, ledger, computed }] in 分
  findings jsonb not null default '[]',                                -- sentences
  explanation text,
  primary key (centre_id, id),
  check ((state = 'explained') = (explanation is not null)),
  foreign key (centre_id, programme_id) references voucher_programme (centre_id, id)
);
create index voucher_check_of on voucher_check (centre_id, programme_id, id desc);
select make_tenant('voucher_check');

-- What is paid out of the centre's own account appears among the public funds by itself, once.
alter table fund_entry add column origin_flow text, add column origin_id uuid,
  add check ((origin_flow is null) = (origin_id is null));
create unique index fund_entry_origin on fund_entry (centre_id, origin_flow, origin_id, direction) where origin_id is not null;

-- Centres that exist already: who brings firms and providers together drafts, the bureau approves, several look at money.
update post set duties = duties || '{voucher.manage,voucher.check}'
  where 'provider.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'voucher.check')
  where 'case.handle' = any(duties) and not 'voucher.check' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'voucher.confirm')
  where 'team.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'voucher.pay')
  where 'mandate.verify' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'voucher.approve')
  where 'operator.supervise' = any(duties) and state = 'active';
