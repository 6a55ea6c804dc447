-- A reply under way, kept for whoever writes it. Whose it is stands as a digest alone and of the time only the day: nothing here tells who works when.
CREATE TABLE services.reply_draft (
  tenant_id text NOT NULL,
  number text NOT NULL,
  holder bytea NOT NULL,
  fields jsonb NOT NULL,
  saved_on date NOT NULL,
  PRIMARY KEY (tenant_id, number, holder),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX reply_draft_by_age ON services.reply_draft (tenant_id, saved_on);
ALTER TABLE services.reply_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE services.reply_draft FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON services.reply_draft USING (tenant_id = current_setting('luodi.tenant', true))
  WITH CHECK (tenant_id = current_setting('luodi.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON services.reply_draft TO luodi_services;

-- A citizen did not accept waiting: the body is told.
ALTER TABLE services.note DROP CONSTRAINT note_kind_check;
ALTER TABLE services.note ADD CONSTRAINT note_kind_check CHECK
  (kind IN ('reply-near', 'reply-over', 'receive-over', 'coordinate-over', 'promise-near', 'promise-over', 'woken', 'unwilling'));
