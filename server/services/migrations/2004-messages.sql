-- Messages out and in. What is to be sent is written with the step that causes it, and sent afterwards.
CREATE TABLE services.outbox (
  tenant_id text NOT NULL,
  message_id uuid NOT NULL DEFAULT gen_random_uuid(),
  -- What causes it, so that nothing is sent twice.
  once text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('sms', 'mail')),
  recipient text NOT NULL,
  subject text NOT NULL DEFAULT '',
  words text NOT NULL,
  number text,
  person int,
  created_at bigint NOT NULL,
  not_before bigint NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  -- waiting, sent, failed (for good), shown (no provider is configured: it stands on the outbox page only)
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'shown')),
  settled_at bigint,
  trouble text,
  provider_reference text,
  client_reference text,
  PRIMARY KEY (tenant_id, message_id),
  UNIQUE (tenant_id, once)
);
CREATE INDEX outbox_waiting ON services.outbox (tenant_id, not_before) WHERE state = 'waiting';
CREATE INDEX outbox_by_time ON services.outbox (tenant_id, created_at DESC, message_id);

-- Which request a digit means: the question last sent to a telephone, line by line.
CREATE TABLE services.sms_question (
  tenant_id text NOT NULL,
  phone text NOT NULL,
  number text NOT NULL,
  person int NOT NULL,
  asked_at bigint NOT NULL,
  line int NOT NULL,
  -- Whether the question that was sent said the line.
  lined boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, phone, number, person)
);

CREATE TABLE services.inbound (
  tenant_id text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('sms', 'mail')),
  -- The provider's own number of it: what is delivered twice is done once.
  provider_id text NOT NULL,
  received_at bigint NOT NULL,
  outcome text NOT NULL,
  number text,
  PRIMARY KEY (tenant_id, channel, provider_id)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['outbox', 'sms_question', 'inbound'] LOOP
    EXECUTE format('ALTER TABLE services.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE services.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON services.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON services.%I TO luodi_services', name);
  END LOOP;
END $$;
