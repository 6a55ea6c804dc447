-- Who a person of a request was before a merge: what is asked for one is asked for the other.
CREATE TABLE services.carried (
  tenant_id text NOT NULL,
  number text NOT NULL,
  person int NOT NULL,
  into_number text NOT NULL,
  into_person int NOT NULL,
  PRIMARY KEY (tenant_id, number, person),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request,
  FOREIGN KEY (tenant_id, into_number) REFERENCES services.request
);
CREATE INDEX carried_into ON services.carried (tenant_id, into_number, into_person);
ALTER TABLE services.carried ENABLE ROW LEVEL SECURITY;
ALTER TABLE services.carried FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON services.carried
  USING (tenant_id = current_setting('luodi.tenant', true)) WITH CHECK (tenant_id = current_setting('luodi.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON services.carried TO luodi_services;
