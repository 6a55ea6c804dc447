-- Officers, their sessions and failed sign-ins. Secrets are kept as digests; row-level security forced as everywhere.
CREATE TABLE services.officer (
  tenant_id text NOT NULL,
  officer_id uuid NOT NULL DEFAULT gen_random_uuid(),
  login text NOT NULL CHECK (login = lower(login) AND length(login) BETWEEN 2 AND 64),
  name text NOT NULL,
  body_id text NOT NULL,
  desk text NOT NULL DEFAULT '',
  roles text[] NOT NULL CHECK (roles <@ ARRAY['operator', 'dispatcher', 'coordinator', 'officer', 'neutral-caller', 'supervisor', 'administrator']),
  -- Absent: no local account; the officer comes by OpenID Connect, or is a demonstration.
  password_hash text,
  -- Sealed with the key of the data folder.
  totp_secret bytea,
  -- The last time step whose code was taken: a code is used once.
  totp_used bigint NOT NULL DEFAULT 0,
  -- Issuer and subject of OpenID Connect.
  oidc_issuer text,
  oidc_sub text,
  -- The password was given out and must be changed before anything else.
  must_change boolean NOT NULL DEFAULT false,
  disabled boolean NOT NULL DEFAULT false,
  -- Invented, for the demonstration on one's own machine; opens nothing anywhere else.
  demonstration boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, officer_id),
  UNIQUE (tenant_id, login),
  UNIQUE (tenant_id, oidc_issuer, oidc_sub),
  FOREIGN KEY (tenant_id, body_id) REFERENCES services.body
);

CREATE TABLE services.session (
  tenant_id text NOT NULL,
  digest bytea NOT NULL,
  officer_id uuid NOT NULL,
  created_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, digest),
  FOREIGN KEY (tenant_id, officer_id) REFERENCES services.officer ON DELETE CASCADE
);
CREATE INDEX session_by_officer ON services.session (tenant_id, officer_id);
CREATE INDEX session_by_end ON services.session (tenant_id, expires_at);

-- Failed tries alone, under a digest, since people type passwords into the wrong field; forgotten after a day or a success.
CREATE TABLE services.sign_in_attempt (
  tenant_id text NOT NULL,
  login_digest bytea NOT NULL,
  attempt_id bigint GENERATED ALWAYS AS IDENTITY,
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, login_digest, attempt_id)
);
CREATE INDEX sign_in_attempt_by_age ON services.sign_in_attempt (tenant_id, at);

-- The desk asks for the body's own recent replies, and the dispatcher for what nobody holds.
CREATE INDEX step_replies ON services.step (tenant_id, (facts -> 'by' ->> 'body'), at DESC) WHERE kind = 'reply';
CREATE INDEX request_in_order ON services.request (tenant_id, phase, harm, (coalesce(due_at, filed_at)), number) WHERE NOT closed;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['officer', 'session', 'sign_in_attempt'] LOOP
    EXECUTE format('ALTER TABLE services.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE services.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON services.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON services.%I TO luodi_services', name);
  END LOOP;
END $$;
