-- The roles of a PostgreSQL server, made once by its administrator (docs/operations.md):
--   centre_owner  migrates and backs up, and owns the tables
--   centre_login  what the application signs in as; owns nothing and may only take the two roles below
--   centre_app    a request of one centre, limited by row-level security
--   region_app    read-only over several centres
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values ('centre_app', 'nologin'), ('region_app', 'nologin'), ('centre_login', 'login'), ('centre_owner', 'login'))
      as role (name, kind)
  loop
    if not exists (select from pg_roles where rolname = wanted.name) then
      execute format('create role %I %s', wanted.name, wanted.kind);
    end if;
  end loop;
end $$;
alter role centre_login login;
grant centre_app, region_app to centre_login;
