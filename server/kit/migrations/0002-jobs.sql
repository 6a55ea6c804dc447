-- Work that waits for its time: one queue a tenant, short leases, each cause once. Its own schema and role.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'luodi_jobs') THEN
    CREATE ROLE luodi_jobs NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'luodi_application') THEN
    GRANT luodi_jobs TO luodi_application;
  ELSIF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT luodi_jobs TO %I', current_user);
  END IF;
END $$;
CREATE SCHEMA jobs;
GRANT USAGE ON SCHEMA jobs TO luodi_jobs, luodi_services;

CREATE TABLE jobs.job (
  tenant_id text NOT NULL CHECK (tenant_id ~ '^[0-9]{6}$'),
  job_id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  -- What causes it: asked for twice, it is one job.
  once text NOT NULL,
  -- Where it is, so that another server goes on from there. No personal data.
  place jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  due_at bigint NOT NULL,
  -- When it was to run first; a later try does not make it younger.
  first_due_at bigint NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  lease_id uuid,
  lease_until bigint,
  settled_at bigint,
  outcome text,
  PRIMARY KEY (tenant_id, job_id),
  UNIQUE (tenant_id, kind, once)
);
CREATE INDEX job_open ON jobs.job (tenant_id, due_at, job_id) WHERE state IN ('waiting', 'running');
CREATE INDEX job_by_kind ON jobs.job (tenant_id, kind, settled_at DESC);
CREATE INDEX job_settled ON jobs.job (tenant_id, settled_at) WHERE settled_at IS NOT NULL;

ALTER TABLE jobs.job ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs.job FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON jobs.job USING (tenant_id = current_setting('luodi.tenant', true))
  WITH CHECK (tenant_id = current_setting('luodi.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON jobs.job TO luodi_jobs;
-- A part adds a job in the transaction of its cause, and shows the administrator what waits.
GRANT SELECT, INSERT ON jobs.job TO luodi_services;
