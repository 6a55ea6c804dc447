-- Requests as ordered steps. Tenant first in every key; row-level security forced; steps are added, never changed.
CREATE SCHEMA services;
GRANT USAGE ON SCHEMA services TO luodi_services;

CREATE TABLE services.body (
  tenant_id text NOT NULL CHECK (tenant_id ~ '^[0-9]{6}$'),
  body_id text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  desk text NOT NULL DEFAULT '',
  phone text NOT NULL DEFAULT '',
  territory text,
  PRIMARY KEY (tenant_id, body_id)
);

-- What lists and clocks look at. Derived from the steps in the transaction that adds them; the steps alone are true.
CREATE TABLE services.request (
  tenant_id text NOT NULL,
  number text NOT NULL CHECK (number ~ '^[0-9]{6,8}$'),
  steps int NOT NULL,
  phase text NOT NULL,
  procedure text NOT NULL,
  door text NOT NULL,
  matter text,
  territory text,
  lead text,
  harm smallint NOT NULL,
  due_at bigint,
  filed_at bigint NOT NULL,
  last_at bigint NOT NULL,
  first_reply_at bigint,
  closed boolean NOT NULL,
  closed_at bigint,
  verdict text,
  bounces int NOT NULL DEFAULT 0,
  excluded text,
  public boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, number)
);
CREATE INDEX request_by_phase ON services.request (tenant_id, phase, harm, due_at, number) WHERE NOT closed;
CREATE INDEX request_by_closing ON services.request (tenant_id, closed_at, number) WHERE closed;
CREATE INDEX request_public ON services.request (tenant_id, filed_at DESC, number) WHERE public;

CREATE TABLE services.step (
  tenant_id text NOT NULL,
  number text NOT NULL,
  place int NOT NULL,
  at bigint NOT NULL,
  kind text NOT NULL,
  -- No free words stand here; what is committed in the ledger, with its salt.
  facts jsonb NOT NULL,
  facts_salt text NOT NULL,
  facts_commitment text NOT NULL,
  -- Free words, which can be deleted while the ledger still verifies.
  words jsonb,
  words_salt text,
  words_commitment text,
  PRIMARY KEY (tenant_id, number, place),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);

-- Steps that the ledger's sequencer has not taken up yet.
CREATE TABLE services.pending_leaf (
  tenant_id text NOT NULL,
  number text NOT NULL,
  place int NOT NULL,
  PRIMARY KEY (tenant_id, number, place),
  FOREIGN KEY (tenant_id, number, place) REFERENCES services.step
);

-- Who acted, sealed: the server may write it and never read it; opening goes through open_seal and leaves a trace.
CREATE TABLE services.sealed_actor (
  tenant_id text NOT NULL,
  number text NOT NULL,
  place int NOT NULL,
  officer_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, number, place),
  FOREIGN KEY (tenant_id, number, place) REFERENCES services.step
);
CREATE TABLE services.seal_opening (
  tenant_id text NOT NULL,
  opening_id uuid NOT NULL DEFAULT gen_random_uuid(),
  number text NOT NULL,
  place int NOT NULL,
  opened_by uuid NOT NULL,
  reason text NOT NULL CHECK (length(trim(reason)) >= 10),
  opened_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, opening_id)
);

CREATE TABLE services.contact (
  tenant_id text NOT NULL,
  number text NOT NULL,
  person int NOT NULL,
  name text,
  phone text,
  email text,
  PRIMARY KEY (tenant_id, number, person),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX contact_by_phone ON services.contact (tenant_id, phone) WHERE phone IS NOT NULL;

-- A secret link opens one person's view of one request; only its digest is kept.
CREATE TABLE services.link (
  tenant_id text NOT NULL,
  digest bytea NOT NULL,
  number text NOT NULL,
  person int NOT NULL,
  PRIMARY KEY (tenant_id, digest),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX link_by_request ON services.link (tenant_id, number);

-- An idempotency key: what was sent again is answered again and done once.
CREATE TABLE services.command_key (
  tenant_id text NOT NULL,
  key text NOT NULL,
  number text NOT NULL,
  digest bytea NOT NULL,
  first_place int NOT NULL,
  count int NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, key)
);
CREATE INDEX command_key_by_age ON services.command_key (tenant_id, at);

-- What lies with which body: the rows of a queue, derived like services.request.
CREATE TABLE services.holding (
  tenant_id text NOT NULL,
  body_id text NOT NULL,
  number text NOT NULL,
  part text NOT NULL CHECK (part IN ('offer', 'holds', 'assists')),
  harm smallint NOT NULL,
  due_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, body_id, number),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX holding_queue ON services.holding (tenant_id, body_id, harm, due_at, number);
CREATE INDEX holding_by_request ON services.holding (tenant_id, number);

CREATE TABLE services.promise (
  tenant_id text NOT NULL,
  number text NOT NULL,
  promise int NOT NULL,
  body_id text NOT NULL,
  by_day date NOT NULL,
  first_day date NOT NULL,
  moves int NOT NULL,
  word text NOT NULL,
  PRIMARY KEY (tenant_id, number, promise),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX promise_by_day ON services.promise (tenant_id, by_day, number);

-- Forms under way, each under its secret link.
CREATE TABLE services.draft (
  tenant_id text NOT NULL,
  digest bytea NOT NULL,
  fields jsonb NOT NULL,
  saved_at bigint NOT NULL,
  delete_after date NOT NULL,
  PRIMARY KEY (tenant_id, digest)
);
CREATE INDEX draft_by_end ON services.draft (tenant_id, delete_after);

CREATE TABLE services.photo (
  tenant_id text NOT NULL,
  photo_id uuid NOT NULL,
  number text,
  draft_digest bytea,
  person int NOT NULL DEFAULT 0,
  bytes int NOT NULL,
  width int NOT NULL,
  height int NOT NULL,
  added_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, photo_id),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request,
  FOREIGN KEY (tenant_id, draft_digest) REFERENCES services.draft ON DELETE CASCADE,
  CHECK ((number IS NULL) <> (draft_digest IS NULL))
);
CREATE INDEX photo_by_request ON services.photo (tenant_id, number);
CREATE INDEX photo_by_draft ON services.photo (tenant_id, draft_digest);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['body', 'request', 'step', 'pending_leaf', 'sealed_actor', 'seal_opening', 'contact', 'link',
    'command_key', 'holding', 'promise', 'draft', 'photo'] LOOP
    EXECUTE format('ALTER TABLE services.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE services.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON services.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['body', 'request', 'contact', 'link', 'command_key', 'holding', 'promise', 'draft', 'photo'] LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON services.%I TO luodi_services', name);
  END LOOP;
END $$;
-- A step is written once. Its words alone may go.
GRANT SELECT, INSERT ON services.step TO luodi_services;
GRANT UPDATE (words, words_salt) ON services.step TO luodi_services;
GRANT SELECT, INSERT, DELETE ON services.pending_leaf TO luodi_services;
GRANT INSERT ON services.sealed_actor TO luodi_services;
GRANT SELECT ON services.seal_opening TO luodi_services;

-- Opens one seal for one reason, and writes down that it was opened.
CREATE FUNCTION services.open_seal(of_number text, of_place int, opener uuid, why text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  tenant text := current_setting('luodi.tenant');
  found uuid;
BEGIN
  INSERT INTO services.seal_opening (tenant_id, number, place, opened_by, reason) VALUES (tenant, of_number, of_place, opener, why);
  SELECT officer_id INTO found FROM services.sealed_actor
    WHERE tenant_id = tenant AND number = of_number AND place = of_place;
  RETURN found;
END $$;
REVOKE ALL ON FUNCTION services.open_seal FROM PUBLIC;
GRANT EXECUTE ON FUNCTION services.open_seal TO luodi_services;
