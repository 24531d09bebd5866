-- 5.3.1 结业证书: proposed for a class, issued by somebody else, kept with what they said on the day; keys of the centre.

-- 5.3.1 Keys that credentials are signed with: the private half is encrypted by the installation's secret.
create table credential_key (
  centre_id int not null default current_setting('app.centre')::int references centre,
  kid text not null,                                                    -- thumbprint of the public half (RFC 7638)
  public_jwk jsonb not null,
  private_encrypted text not null,
  made_at timestamptz not null,
  primary key (centre_id, kid)
);
select make_tenant('credential_key', for_region => false);
revoke update, delete on credential_key from centre_app;

-- How many places in the status lists are taken.
create table credential_counter (
  centre_id int not null default current_setting('app.centre')::int references centre,
  taken int not null check (taken >= 0),
  primary key (centre_id)
);
select make_tenant('credential_counter', for_region => false);
revoke delete on credential_counter from centre_app;

create table certificate_batch (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('preparing', 'proposed', 'issued')),
  class_id uuid not null,
  title text not null,                                                  -- of the class
  class_number text not null,                                           -- 期号: 2026-07
  certificate text not null check (certificate <> ''),                  -- its name
  owner_id uuid not null,                                               -- in charge of the class
  people int not null check (people >= 0),                              -- completed learners
  numbers int not null default 0 check (numbers >= 0),                  -- given so far: without gaps
  proposal text not null default '',
  issued_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, class_id),
  check ((state = 'issued') = (issued_at is not null)),
  foreign key (centre_id, class_id) references training_class (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
create index certificate_batch_recent on certificate_batch (centre_id, id desc);
create index certificate_batch_owner on certificate_batch (centre_id, owner_id) where state = 'preparing';
select make_tenant('certificate_batch');

create table certificate (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('issued', 'revoking', 'correcting', 'revoked', 'replaced')),
  batch_id uuid not null,
  class_id uuid not null,
  enrolment_id uuid not null,
  identity_id uuid references identity,                                 -- whose, where they have an account
  party_id uuid,                                                        -- in whose file it stands
  number int not null check (number > 0),                               -- within the class, given under the lock of the batch
  serial text not null,                                                 -- 证书编号: 34082220260007-001
  code text not null,                                                   -- 查验码, behind the QR code
  place int not null check (place >= 0),                                -- its turn among all credentials of the centre
  person_name text not null,                                            -- what it says, as it was on the day
  id_masked text not null default '',
  name text not null,
  class_title text not null,
  class_number text not null,
  starts_on date not null,
  ends_on date not null,
  hours_tenths int not null check (hours_tenths > 0),
  organisation text not null,
  issued_on date not null,
  credential text,                                                      -- signed (Open Badges 3.0); gone where the person is forgotten
  reason text,                                                          -- why it was revoked or replaced
  ended_on date,
  correction jsonb,                                                     -- what is asked to be put right
  replaces_id uuid,
  handed_on date,                                                       -- 发放
  handed_how text check (handed_how in ('self', 'proxy', 'post', 'online')),
  handed_to text not null default '',
  primary key (centre_id, id),
  unique (centre_id, class_id, number),
  unique (centre_id, serial),
  unique (centre_id, place),
  check ((state in ('revoked', 'replaced')) = (ended_on is not null)),
  check (state not in ('revoked', 'replaced', 'revoking') or reason is not null),
  check (state <> 'correcting' or correction is not null),
  check ((handed_on is null) = (handed_how is null)),
  foreign key (centre_id, batch_id) references certificate_batch (centre_id, id),
  foreign key (centre_id, class_id, enrolment_id) references enrolment (centre_id, class_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, replaces_id) references certificate (centre_id, id)
);
-- Whoever completed a class holds one certificate of it that counts.
create unique index certificate_once on certificate (centre_id, enrolment_id) where state in ('issued', 'revoking', 'correcting');
create unique index certificate_replaces on certificate (centre_id, replaces_id) where replaces_id is not null;
create index certificate_recent on certificate (centre_id, id desc);
create index certificate_of on certificate (centre_id, batch_id, number);
create index certificate_person on certificate (centre_id, identity_id, id desc) where identity_id is not null;
create index certificate_party on certificate (centre_id, party_id, id desc) where party_id is not null;
create index certificate_ended on certificate (centre_id, place) where state in ('revoked', 'replaced');
select make_tenant('certificate', for_region => false);
revoke delete on certificate from centre_app;                           -- numbers have no gaps

-- Centres that exist already: who runs classes proposes, who approves them issues, who receives people hands out.
update post set duties = array_append(duties, 'certificate.propose')
  where 'training.run' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'certificate.issue')
  where 'training.approve' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'certificate.hand')
  where 'training.enrol' = any(duties) and state = 'active';
