-- Sign-in. Identities are global and know no centre; who one is at a centre stands in staff and mandate.

create table identity (
  id uuid primary key,
  name text not null,
  username text unique check (username = lower(username)),
  phone_number text unique,
  password_hash text,
  must_change_password boolean not null default false,
  totp_cipher text,                                                    -- secret of the second factor, encrypted
  totp_confirmed boolean not null default false,
  totp_step bigint,                                                    -- the last code taken: none is taken twice
  created_at timestamptz not null default now(),
  erased_at timestamptz
);
-- Requests see who somebody is, and may create staff accounts; they never read a password or a second factor.
grant select (id, name, username, phone_number, must_change_password, totp_confirmed, created_at, erased_at) on identity to centre_app;
grant insert (id, name, username, password_hash, must_change_password) on identity to centre_app;
grant update (name) on identity to centre_app;
grant select, insert, update on identity to centre_login;

create table session (
  id uuid primary key,
  token text not null unique,                                          -- SHA-256 of the cookie's token
  identity_id uuid not null references identity,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,                                     -- slides with use …
  idle_minutes int not null,
  ends_at timestamptz not null,                                        -- … but never past this
  user_agent text not null default ''
);
create index session_identity on session (identity_id);
grant select, insert, update, delete on session to centre_login;

create table one_time_code (
  phone text primary key,
  code_hash text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries_left int not null check (tries_left >= 0)
);
grant select, insert, update, delete on one_time_code to centre_login;

-- Every try, failures and lock-outs included. Names and addresses only as keyed hashes.
create table sign_in_attempt (
  id uuid primary key,
  at timestamptz not null,
  centre_id int,
  method text not null check (method in ('code_request', 'code', 'password', 'totp')),
  outcome text not null check (outcome in ('ok', 'wrong', 'locked', 'limited')),
  name_digest text not null,
  ip_digest text not null,
  identity_id uuid
);
create index sign_in_attempt_name on sign_in_attempt (name_digest, at);
create index sign_in_attempt_ip on sign_in_attempt (ip_digest, at);
grant select, insert on sign_in_attempt to centre_login;
