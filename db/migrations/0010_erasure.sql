-- Content lies in the store once, however many rows of however many centres name it.
create index file_content on file (sha256);

-- Whether any centre still names a content: requests see the rows of their own centre only.
create function content_is_named(p_sha256 text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from file where sha256 = p_sha256) $$;
revoke all on function content_is_named from public;
grant execute on function content_is_named to centre_app;
