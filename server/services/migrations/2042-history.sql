-- How far earlier histories were written, so that a start that was stopped goes on.
CREATE TABLE services.history (
  tenant_id text NOT NULL CHECK (tenant_id ~ '^[0-9]{6}$'),
  until bigint NOT NULL,
  written int,
  -- Requests of the same year that the platform would not have taken in that form; they stay in another system's file.
  elsewhere int,
  finished_at bigint,
  PRIMARY KEY (tenant_id)
);
ALTER TABLE services.history ENABLE ROW LEVEL SECURITY;
ALTER TABLE services.history FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON services.history USING (tenant_id = current_setting('luodi.tenant', true))
  WITH CHECK (tenant_id = current_setting('luodi.tenant', true));
GRANT SELECT, INSERT, UPDATE ON services.history TO luodi_services;
