-- Own numbers of people who joined or were merged in; photos known again when sent twice; where paper cards go; public words to search.
CREATE TABLE services.own_number (
  tenant_id text NOT NULL,
  number text NOT NULL CHECK (number ~ '^[0-9]{6,8}$'),
  into_number text NOT NULL,
  person int NOT NULL,
  PRIMARY KEY (tenant_id, number),
  UNIQUE (tenant_id, into_number, person),
  FOREIGN KEY (tenant_id, into_number) REFERENCES services.request
);

ALTER TABLE services.body ADD COLUMN address text NOT NULL DEFAULT '';

ALTER TABLE services.photo ADD COLUMN given_digest bytea;
CREATE UNIQUE INDEX photo_once_a_draft ON services.photo (tenant_id, draft_digest, given_digest)
  WHERE draft_digest IS NOT NULL AND given_digest IS NOT NULL;

-- Masked words of requests whose filers consented, and the pairs of characters that stand in them. Rows of text equality alone,
-- since row-level security lets no index on arrays or text search be used.
CREATE TABLE services.public_words (
  tenant_id text NOT NULL,
  number text NOT NULL,
  filed_at bigint NOT NULL,
  matter text,
  words text NOT NULL,
  place text NOT NULL,
  PRIMARY KEY (tenant_id, number),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE TABLE services.public_token (
  tenant_id text NOT NULL,
  token text NOT NULL,
  filed_at bigint NOT NULL,
  number text NOT NULL,
  PRIMARY KEY (tenant_id, token, filed_at, number),
  FOREIGN KEY (tenant_id, number) REFERENCES services.public_words ON DELETE CASCADE
);
CREATE INDEX public_token_by_request ON services.public_token (tenant_id, number);

-- Touch-tone calls under way: where each stands in its dialogue.
CREATE TABLE services.voice_call (
  tenant_id text NOT NULL,
  call_id text NOT NULL,
  place jsonb NOT NULL,
  turns int NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, call_id)
);
CREATE INDEX voice_call_by_age ON services.voice_call (tenant_id, at);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['own_number', 'public_words', 'public_token', 'voice_call'] LOOP
    EXECUTE format('ALTER TABLE services.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE services.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON services.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON services.%I TO luodi_services', name);
  END LOOP;
END $$;
