-- What the officers' pages keep beside the steps: openings of contacts, messages through the hotline, cover of a desk.

-- A contact was opened: which office did, and why, for the citizen to see. Who it was is written and never read back.
CREATE TABLE services.contact_opening (
  tenant_id text NOT NULL,
  opening_id uuid NOT NULL DEFAULT gen_random_uuid(),
  number text NOT NULL,
  person int NOT NULL,
  role text NOT NULL,
  body_id text NOT NULL,
  desk text NOT NULL DEFAULT '',
  purpose text NOT NULL,
  opened_at bigint NOT NULL,
  officer_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, opening_id),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX contact_opening_by_request ON services.contact_opening (tenant_id, number, opened_at);

-- What a body asks a citizen whom it does not know, through the hotline.
CREATE TABLE services.relay (
  tenant_id text NOT NULL,
  relay_id uuid NOT NULL DEFAULT gen_random_uuid(),
  number text NOT NULL,
  person int NOT NULL,
  body_id text NOT NULL,
  words text NOT NULL,
  asked_at bigint NOT NULL,
  tries int NOT NULL DEFAULT 0,
  settled_at bigint,
  outcome text CHECK (outcome IN ('passed-on', 'unreached', 'deleted')),
  PRIMARY KEY (tenant_id, relay_id),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX relay_waiting ON services.relay (tenant_id, asked_at, relay_id) WHERE settled_at IS NULL;
CREATE INDEX relay_by_request ON services.relay (tenant_id, number);

-- A colleague covers a body's desk on these days and no longer.
CREATE TABLE services.cover (
  tenant_id text NOT NULL,
  cover_id uuid NOT NULL DEFAULT gen_random_uuid(),
  body_id text NOT NULL,
  desk text NOT NULL DEFAULT '',
  officer_id uuid NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (tenant_id, cover_id),
  FOREIGN KEY (tenant_id, body_id) REFERENCES services.body,
  FOREIGN KEY (tenant_id, officer_id) REFERENCES services.officer ON DELETE CASCADE,
  CHECK (until_day >= from_day AND until_day <= from_day + 92)
);
CREATE INDEX cover_by_officer ON services.cover (tenant_id, officer_id, until_day);
CREATE INDEX cover_by_body ON services.cover (tenant_id, body_id, until_day);

-- Promises of one body by day. (Requests in the order of their last change: 2005.)
CREATE INDEX promise_of_body ON services.promise (tenant_id, body_id, by_day, number, promise);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['contact_opening', 'relay', 'cover'] LOOP
    EXECUTE format('ALTER TABLE services.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE services.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON services.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
  END LOOP;
END $$;
GRANT INSERT ON services.contact_opening TO luodi_services;
GRANT SELECT (tenant_id, opening_id, number, person, role, body_id, desk, purpose, opened_at) ON services.contact_opening TO luodi_services;
GRANT SELECT, INSERT, UPDATE, DELETE ON services.relay, services.cover TO luodi_services;
