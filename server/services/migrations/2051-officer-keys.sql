-- Security keys and passkeys of officers' local accounts: public keys alone, a second way in beside the password with a code.
CREATE TABLE services.officer_key (
  tenant_id text NOT NULL,
  -- The credential's own id, base64url.
  key_id text NOT NULL CHECK (key_id ~ '^[A-Za-z0-9_-]+$' AND length(key_id) BETWEEN 16 AND 1400),
  officer_id uuid NOT NULL,
  public_key bytea NOT NULL,
  -- What the authenticator counted at its last use; 0 for ever where it does not count.
  counter bigint NOT NULL,
  name text NOT NULL,
  added_at bigint NOT NULL,
  used_at bigint,
  -- When the last challenge that it answered was made: an older or the same one is taken no more.
  challenged_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, key_id),
  FOREIGN KEY (tenant_id, officer_id) REFERENCES services.officer ON DELETE CASCADE
);
CREATE INDEX officer_key_by_officer ON services.officer_key (tenant_id, officer_id);
ALTER TABLE services.officer_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE services.officer_key FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON services.officer_key USING (tenant_id = current_setting('luodi.tenant', true))
  WITH CHECK (tenant_id = current_setting('luodi.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON services.officer_key TO luodi_services;
