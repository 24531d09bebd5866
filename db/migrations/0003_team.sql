-- 4.2 The team: posts bundle duties, staff hold posts. The bureau and the assessor are staff of a kind of their own.

create table post (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'abolished')),
  name text not null,
  duties text[] not null default '{}',
  summary text not null default '',
  rank int not null default 0,
  primary key (centre_id, id)
);
create unique index post_name on post (centre_id, name) where state = 'active';
select make_tenant('post');

create table staff (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'left')),
  identity_id uuid references identity,
  organisation text not null check (organisation in ('centre', 'bureau', 'assessor')),
  name text not null,
  phone text,
  email text,
  full_time boolean not null default true,
  joined_on date not null,
  left_on date,
  primary key (centre_id, id)
);
create unique index staff_identity on staff (centre_id, identity_id) where state = 'active';
select make_tenant('staff');

create table staff_post (
  centre_id int not null default current_setting('app.centre')::int,
  staff_id uuid not null,
  post_id uuid not null,
  primary key (centre_id, staff_id, post_id),
  foreign key (centre_id, staff_id) references staff (centre_id, id),
  foreign key (centre_id, post_id) references post (centre_id, id)
);
select make_tenant('staff_post');

-- The administrator gives a member of staff a new first password: signed out everywhere, second factor gone.
create function reset_password(p_staff uuid, p_hash text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who uuid;
begin
  select identity_id into who from staff
    where centre_id = current_setting('app.centre')::int and id = p_staff and state = 'active';
  if who is null then raise exception 'no such member of staff'; end if;
  update identity set password_hash = p_hash, must_change_password = true,
    totp_cipher = null, totp_step = null, totp_confirmed = false where id = who;
  delete from session where identity_id = who;
end $$;
revoke all on function reset_password from public;
grant execute on function reset_password to centre_app;

-- Who holds which duty today.
create view duty_holder with (security_invoker = true) as
  select distinct s.centre_id, duty, s.id as staff_id, s.identity_id, s.phone, s.email
  from staff s
  join staff_post sp on sp.centre_id = s.centre_id and sp.staff_id = s.id
  join post p on p.centre_id = sp.centre_id and p.id = sp.post_id and p.state = 'active'
  cross join unnest(p.duties) duty
  where s.state = 'active';
grant select on duty_holder to centre_app;

-- A key for machines (接口密钥): acts as its holder, and only where its scopes reach.
create table api_key (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'revoked')),
  identity_id uuid not null references identity,
  name text not null,
  token_hash text not null,                                            -- SHA-256 of the token
  reads text[] not null default '{}',                                  -- flows that it may read
  acts text[] not null default '{}',                                   -- flows whose actions it may perform
  expires_on date not null,
  created_at timestamptz not null,
  primary key (centre_id, id)
);
create unique index api_key_token on api_key (token_hash);
create index api_key_identity on api_key (centre_id, identity_id, id desc);
select make_tenant('api_key', for_region => false);
