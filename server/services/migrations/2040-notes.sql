-- Notes of the clocks to bodies: what is near, what is over, what woke. Of requests and bodies, never of officers.
CREATE TABLE services.note (
  tenant_id text NOT NULL,
  note_id uuid NOT NULL DEFAULT gen_random_uuid(),
  -- What causes it, so that nobody is told twice.
  once text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('reply-near', 'reply-over', 'receive-over', 'coordinate-over', 'promise-near', 'promise-over', 'woken')),
  number text NOT NULL,
  -- Absent: for the coordinator.
  body_id text,
  due_at bigint NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, note_id),
  UNIQUE (tenant_id, once),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX note_by_body ON services.note (tenant_id, body_id, at DESC, note_id DESC);
CREATE INDEX note_by_age ON services.note (tenant_id, at);

-- What the clocks and the retention look for, without reading every request.
CREATE INDEX request_by_due ON services.request (tenant_id, due_at, number) WHERE NOT closed AND due_at IS NOT NULL;
CREATE INDEX request_by_end ON services.request (tenant_id, last_at, number) WHERE closed;
CREATE INDEX holding_offers ON services.holding (tenant_id, due_at, number) WHERE part = 'offer';
CREATE INDEX step_asked ON services.step (tenant_id, kind, at, number) WHERE kind IN ('ask-deletion', 'complain');
CREATE INDEX step_holds ON services.step (tenant_id, number, place DESC) WHERE kind IN ('park', 'pause');
CREATE INDEX outbox_by_request ON services.outbox (tenant_id, number) WHERE number IS NOT NULL;

ALTER TABLE services.note ENABLE ROW LEVEL SECURITY;
ALTER TABLE services.note FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON services.note USING (tenant_id = current_setting('luodi.tenant', true))
  WITH CHECK (tenant_id = current_setting('luodi.tenant', true));
GRANT SELECT, INSERT, DELETE ON services.note TO luodi_services;
