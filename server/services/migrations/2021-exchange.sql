-- Exchange of files with a case system that is there already: how its columns are called, and which ticket is which request.
CREATE TABLE services.exchange_system (
  tenant_id text NOT NULL,
  system_id text NOT NULL CHECK (length(system_id) BETWEEN 1 AND 40),
  columns text NOT NULL,
  bodies text NOT NULL,
  PRIMARY KEY (tenant_id, system_id)
);

CREATE TABLE services.exchange_ticket (
  tenant_id text NOT NULL,
  system_id text NOT NULL,
  external_id text NOT NULL,
  number text NOT NULL,
  -- Of the last row that was taken whole: the same row again is nothing new.
  digest bytea,
  PRIMARY KEY (tenant_id, system_id, external_id),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX exchange_ticket_by_request ON services.exchange_ticket (tenant_id, number);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['exchange_system', 'exchange_ticket'] LOOP
    EXECUTE format('ALTER TABLE services.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE services.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON services.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON services.%I TO luodi_services', name);
  END LOOP;
END $$;
