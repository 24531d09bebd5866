-- What may answer a text as somebody types it: among 100,000 documents as among 100.

/*
 * Public documents of one subject that share words with a text, best first. A word counts the more the fewer documents
 * have it, not at all where all have it, and twice in a title.
 *
 * A word that many have would bring in half the library and weigh next to nothing: it counts only where there are not
 * three rarer ones. Many is 15 of a sample of 100, so that the index need not be asked for such words at all, or 500.
 */
create function similar_documents(words text[], of_subject text, most int)
  returns table (record_id uuid, fit double precision)
  language sql stable security definer set search_path = public, pg_temp as $$
  with size as (
    select count(*)::float8 as documents from (
      select from search_document d
      where d.centre_id = current_setting('app.centre')::int and d.subject = of_subject
      limit 10000
    ) counted
  ), sample as materialized (
    select d.tokens from search_document d
    where d.centre_id = current_setting('app.centre')::int and d.subject = of_subject and d.audience = 'public'
    limit 100
  ), seen as (
    select word, (select count(*) from sample where tokens @> array[word]) as times
    from (select distinct word from unnest(words) word limit 80) asked
  ), asked as materialized (
    select word from (select word, times, rank() over (order by times, word) as place from seen) ranked
    where times <= 15 or place <= 3
  ), hit as materialized (
    select word, found.record_id, strpos(lower(found.title), word) > 0 as in_title
    from asked, lateral (
      select d.record_id, d.title
      from search_document d
      where d.centre_id = current_setting('app.centre')::int and d.subject = of_subject and d.audience = 'public'
        and d.tokens @> array[word]
      limit 501
    ) found
  ), spread as (
    select word, count(*) as documents, rank() over (order by least(count(*), 501), word) as place from hit group by word
  )
  select hit.record_id,
    sum(
      -- Among few documents every word is rare: as if there were some more.
      ln(1 + greatest(20, size.documents) / spread.documents)
        * (1 - (spread.documents - 1) / greatest(1, size.documents - 1))
        * case when hit.in_title then 2 else 1 end
    )
  from hit join spread using (word) cross join size
  where spread.documents <= 500 or spread.place <= 3
  group by hit.record_id
  order by 2 desc, hit.record_id desc
  limit least(most, 200)
$$;
revoke all on function similar_documents from public;
grant execute on function similar_documents to centre_app;

alter table knowledge_entry drop column tokens;
