-- Who acted goes with the life of its request. The server can neither read the sealed table nor choose what to forget in it.
CREATE FUNCTION services.forget_actors(life_end bigint, most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  tenant text := current_setting('luodi.tenant');
  gone int;
BEGIN
  -- Five years are the least that was promised; a wrong date deletes nothing.
  IF life_end > (extract(epoch FROM now()) * 1000)::bigint - 1826 * 86400000::bigint THEN
    RETURN 0;
  END IF;
  DELETE FROM services.sealed_actor AS actor USING (
    SELECT number, place FROM services.request JOIN services.sealed_actor USING (tenant_id, number)
      WHERE tenant_id = tenant AND closed AND last_at <= life_end LIMIT most) AS ended
    WHERE actor.tenant_id = tenant AND actor.number = ended.number AND actor.place = ended.place;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION services.forget_actors FROM PUBLIC;
GRANT EXECUTE ON FUNCTION services.forget_actors TO luodi_services;
