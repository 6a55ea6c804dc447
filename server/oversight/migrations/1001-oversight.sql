-- Datasets, runs, findings and evidence of the check-up. Tenant first in every key; row-level security forced from the start.
CREATE SCHEMA oversight;

CREATE TABLE oversight.dataset (
  tenant_id text NOT NULL CHECK (tenant_id ~ '^[0-9]{6}$'),
  dataset_id uuid NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  invented boolean NOT NULL,
  folder text NOT NULL,
  delete_after date NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, dataset_id)
);

CREATE TABLE oversight.run (
  tenant_id text NOT NULL,
  run_id uuid NOT NULL,
  dataset_id uuid NOT NULL,
  on_day date NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'stopped', 'failed', 'done')),
  progress text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  report jsonb,
  PRIMARY KEY (tenant_id, run_id),
  FOREIGN KEY (tenant_id, dataset_id) REFERENCES oversight.dataset ON DELETE CASCADE
);

CREATE TABLE oversight.result (
  tenant_id text NOT NULL,
  run_id uuid NOT NULL,
  result_no int NOT NULL,
  category text NOT NULL,
  outcome text NOT NULL,
  suspected int NOT NULL,
  unsure int NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (tenant_id, run_id, result_no),
  FOREIGN KEY (tenant_id, run_id) REFERENCES oversight.run ON DELETE CASCADE
);

CREATE TABLE oversight.finding (
  tenant_id text NOT NULL,
  run_id uuid NOT NULL,
  result_no int NOT NULL,
  finding_no int NOT NULL,
  finding_id text NOT NULL,
  outcome text NOT NULL,
  subject text NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (tenant_id, run_id, result_no, finding_no),
  FOREIGN KEY (tenant_id, run_id, result_no) REFERENCES oversight.result ON DELETE CASCADE
);
CREATE UNIQUE INDEX finding_by_id ON oversight.finding (tenant_id, run_id, finding_id);

CREATE TABLE oversight.evidence (
  tenant_id text NOT NULL,
  run_id uuid NOT NULL,
  result_no int NOT NULL,
  finding_no int NOT NULL,
  evidence_no int NOT NULL,
  file text NOT NULL,
  file_row int NOT NULL,
  span jsonb,
  note jsonb,
  PRIMARY KEY (tenant_id, run_id, result_no, finding_no, evidence_no),
  FOREIGN KEY (tenant_id, run_id, result_no, finding_no) REFERENCES oversight.finding ON DELETE CASCADE
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['dataset', 'run', 'result', 'finding', 'evidence'] LOOP
    EXECUTE format('ALTER TABLE oversight.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE oversight.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON oversight.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON oversight.%I TO luodi_oversight', name);
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA oversight TO luodi_oversight;
