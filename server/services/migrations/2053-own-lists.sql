-- Lists of own requests, for citizens who like to sign in. Nothing here says who somebody is: whose list it is stands as a keyed digest
-- alone, and the key is not in the database. No officer's page and no step reads these tables.
CREATE TABLE services.own_list (
  tenant_id text NOT NULL,
  -- HMAC of tenant, issuer and subject under the key of the data folder.
  owner bytea NOT NULL CHECK (length(owner) = 32),
  -- The day alone: by it a list that nobody opens is deleted.
  signed_in_on date NOT NULL,
  PRIMARY KEY (tenant_id, owner)
);
CREATE INDEX own_list_by_age ON services.own_list (tenant_id, signed_in_on);

CREATE TABLE services.own_list_session (
  tenant_id text NOT NULL,
  digest bytea NOT NULL,
  owner bytea NOT NULL,
  created_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, digest),
  FOREIGN KEY (tenant_id, owner) REFERENCES services.own_list ON DELETE CASCADE
);
CREATE INDEX own_list_session_by_owner ON services.own_list_session (tenant_id, owner);
CREATE INDEX own_list_session_by_end ON services.own_list_session (tenant_id, expires_at);

-- Which person of which request; by this row, as by a secret link, its owner is let in. The link itself is not kept.
CREATE TABLE services.own_list_entry (
  tenant_id text NOT NULL,
  owner bytea NOT NULL,
  number text NOT NULL,
  person int NOT NULL,
  -- When that person came to the request.
  since bigint NOT NULL,
  PRIMARY KEY (tenant_id, owner, number, person),
  FOREIGN KEY (tenant_id, owner) REFERENCES services.own_list ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX own_list_entry_in_order ON services.own_list_entry (tenant_id, owner, since DESC, number DESC, person DESC);
CREATE INDEX own_list_entry_by_request ON services.own_list_entry (tenant_id, number, person);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['own_list', 'own_list_session', 'own_list_entry'] LOOP
    EXECUTE format('ALTER TABLE services.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE services.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON services.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON services.%I TO luodi_services', name);
  END LOOP;
END $$;
