-- 4.5.1 服务商年度评估: facts of a period, scored, heard, decided; and which ratings were weighed already.

create table provider_assessment (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('scoring', 'hearing', 'deciding', 'renewed', 'rectifying', 'rechecking',
    'rectified', 'failed', 'suspension_proposed', 'ended')),
  provider_id uuid not null,
  party_id uuid not null,
  name text not null,
  from_day date not null,
  to_day date not null,                                                -- its last day
  early_reason text,                                                   -- why it was opened by hand; none where the clock did
  facts jsonb,                                                         -- of the period, as they were known when it was scored
  scores jsonb,                                                        -- { criterion: points of 100 }
  total int check (total between 0 and 1000),                          -- weighted, in tenths of a point
  opinion text,                                                        -- of who scored
  departure text,                                                      -- why marks are far from what the facts suggest
  answer text check (answer in ('agreed', 'stated', 'silent')),        -- of the firm that was heard
  statement text,
  requirement text,                                                    -- what is to be put right
  rectify_days int check (rectify_days between 1 and 366),
  rejections int not null default 0,
  report text,
  recheck text,                                                        -- what was found when it was looked at again
  decision text,
  agreement text,
  last_day date,                                                       -- of the agreement
  opened_at timestamptz not null,
  scored_at timestamptz,
  ended_at timestamptz,
  primary key (centre_id, id),
  check (from_day <= to_day),
  check ((total is null) = (facts is null)),
  check (state in ('scoring', 'ended') or total is not null),
  check (state not in ('renewed', 'rectified') or (agreement is not null and last_day is not null)),
  check (state not in ('rectifying', 'rechecking', 'rectified', 'failed') or requirement is not null),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create unique index provider_assessment_open on provider_assessment (centre_id, provider_id)
  where state in ('scoring', 'hearing', 'deciding', 'rectifying', 'rechecking');
create index provider_assessment_of on provider_assessment (centre_id, provider_id, to_day desc);
create index provider_assessment_party on provider_assessment (centre_id, party_id, id desc);
create index provider_assessment_state on provider_assessment (centre_id, state, id desc);
select make_tenant('provider_assessment', for_region => false);

-- How many ratings a provider had when they last spoke for suspending it: the same ones do not speak twice.
create table rating_weighing (
  centre_id int not null default current_setting('app.centre')::int references centre,
  provider_id uuid not null,
  ratings int not null check (ratings > 0),
  weighed_at timestamptz not null,
  primary key (centre_id, provider_id),
  foreign key (centre_id, provider_id) references provider (centre_id, id)
);
select make_tenant('rating_weighing', for_region => false);

-- Only what speaks of papers is settled by new papers; everything else waits for a person.
alter table suspension_proposal add column of_papers boolean not null default false;
update suspension_proposal set of_papers = true where reason like '必备资质已过期%';
drop index suspension_proposal_open;
create unique index suspension_proposal_open on suspension_proposal (centre_id, provider_id, of_papers)
  where state = 'open';
