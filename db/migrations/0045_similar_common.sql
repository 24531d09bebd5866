-- What may answer a text: a word that a whole library has is not looked up any more to learn that it has it.

/*
 * As in 0035, but what the sample says of a word is held against the size of the library: of more than about 400 documents
 * a word counts only where there are not three rarer ones. The sample is opened once, not once for each word.
 */
create or replace function similar_documents(words text[], of_subject text, most int)
  returns table (record_id uuid, fit double precision)
  language sql stable security definer set search_path = public, pg_temp as $$
  with size as materialized (
    select count(*)::float8 as documents from (
      select from search_document d
      where d.centre_id = current_setting('app.centre')::int and d.subject = of_subject
      limit 10000
    ) counted
  ), sample as materialized (
    select token, count(*) as times
    from (
      select d.tokens from search_document d
      where d.centre_id = current_setting('app.centre')::int and d.subject = of_subject and d.audience = 'public'
      limit 100
    ) looked, unnest(looked.tokens) token
    where token = any(words)
    group by token
  ), seen as (
    select word, coalesce(times, 0) as times, rank() over (order by coalesce(times, 0), word) as place
    from (select distinct word from unnest(words) word limit 80) one left join sample on token = word
  ), asked as materialized (
    select word from seen cross join size
    where times <= least(15, 40000 / greatest(1, size.documents)) or place <= 3
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
