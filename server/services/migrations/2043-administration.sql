-- Administrators' three duties, each with one of them at most a person; the log of what they do, kept for at least 180 days.
CREATE TABLE services.administrator_duty (
  tenant_id text NOT NULL,
  officer_id uuid NOT NULL,
  -- One row an officer: nobody holds two.
  duty text NOT NULL CHECK (duty IN ('operations', 'security', 'audit')),
  since bigint NOT NULL,
  PRIMARY KEY (tenant_id, officer_id),
  FOREIGN KEY (tenant_id, officer_id) REFERENCES services.officer ON DELETE CASCADE
);

CREATE TABLE services.audit_log (
  tenant_id text NOT NULL,
  log_id uuid NOT NULL DEFAULT gen_random_uuid(),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Absent: nobody was signed in (a failed sign-in), or the server itself.
  officer_id uuid,
  duty text,
  act text NOT NULL CHECK (length(act) BETWEEN 1 AND 60),
  -- What it was done to: a login, a body, a kind of job; never a request's words.
  about text NOT NULL DEFAULT '' CHECK (length(about) <= 300),
  PRIMARY KEY (tenant_id, log_id)
);
CREATE INDEX audit_log_by_time ON services.audit_log (tenant_id, at DESC, log_id DESC);

ALTER TABLE services.officer ADD COLUMN disabled_at bigint;
CREATE INDEX officer_disabled ON services.officer (tenant_id, disabled_at) WHERE disabled;
CREATE INDEX seal_opening_by_time ON services.seal_opening (tenant_id, opened_at DESC, opening_id DESC);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['administrator_duty', 'audit_log'] LOOP
    EXECUTE format('ALTER TABLE services.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE services.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON services.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON services.administrator_duty TO luodi_services;
-- The log is added to and read. Time and age are the database's, so that a shifted clock of the server forgets nothing early.
GRANT SELECT, INSERT (tenant_id, officer_id, duty, act, about) ON services.audit_log TO luodi_services;

CREATE FUNCTION services.forget_log(days int, most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  tenant text := current_setting('luodi.tenant');
  gone int;
BEGIN
  DELETE FROM services.audit_log WHERE tenant_id = tenant AND log_id IN (
    SELECT log_id FROM services.audit_log
      WHERE tenant_id = tenant AND at < now() - make_interval(days => greatest(days, 180)) LIMIT most);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION services.forget_log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION services.forget_log TO luodi_services;

-- Who opened a contact goes with the life of its request, like who acted.
CREATE FUNCTION services.forget_openings(life_end bigint, most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  tenant text := current_setting('luodi.tenant');
  gone int;
BEGIN
  IF life_end > (extract(epoch FROM now()) * 1000)::bigint - 1826 * 86400000::bigint THEN
    RETURN 0;
  END IF;
  DELETE FROM services.contact_opening AS opening USING (
    SELECT opening_id FROM services.request JOIN services.contact_opening USING (tenant_id, number)
      WHERE tenant_id = tenant AND closed AND last_at <= life_end LIMIT most) AS ended
    WHERE opening.tenant_id = tenant AND opening.opening_id = ended.opening_id;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION services.forget_openings FROM PUBLIC;
GRANT EXECUTE ON FUNCTION services.forget_openings TO luodi_services;
