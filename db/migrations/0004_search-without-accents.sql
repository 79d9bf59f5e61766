-- "tieu chi" finds "Tiêu chí": whoever types without accents means them all.
create function unaccented(body text) returns text language sql immutable parallel safe set search_path = '' as $$
  select replace(regexp_replace(normalize(lower(body collate "und-x-icu"), NFD), '[\u0300-\u036f]', '', 'g'), 'đ', 'd')
$$;
