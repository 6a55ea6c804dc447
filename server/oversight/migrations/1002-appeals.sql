-- Appeals against findings. Who filed and who answered stand as body and role; the persons stand sealed beside them.

-- The public body that a finding is about, as its source writes it: an office finds its own by it.
ALTER TABLE oversight.finding ADD COLUMN body_name text GENERATED ALWAYS AS (body->>'body') STORED;
CREATE INDEX finding_by_body ON oversight.finding (tenant_id, run_id, body_name, outcome, result_no, finding_no);
CREATE INDEX finding_over_runs ON oversight.finding (tenant_id, finding_id);
CREATE INDEX run_done ON oversight.run (tenant_id, created_at DESC, run_id DESC) WHERE state = 'done';

CREATE TABLE oversight.appeal (
  tenant_id text NOT NULL CHECK (tenant_id ~ '^[0-9]{6}$'),
  appeal_id uuid NOT NULL,
  -- A finding keeps its id over check-ups, so an appeal names that and no run.
  finding_id text NOT NULL CHECK (finding_id ~ '^[0-9a-f]{16}$'),
  detector text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  -- The platform's body that the finding is about; absent where the source's name is none of the platform's.
  accused text,
  filed_body text NOT NULL,
  filed_role text NOT NULL,
  ground text NOT NULL CHECK (ground IN ('fact', 'exemption', 'rule', 'mended')),
  words text NOT NULL,
  filed_at timestamptz NOT NULL,
  ruling text CHECK (ruling IN ('upheld', 'not-upheld')),
  reason text,
  ruled_body text,
  ruled_role text,
  ruled_at timestamptz,
  delete_after date NOT NULL,
  PRIMARY KEY (tenant_id, appeal_id),
  CHECK (num_nonnulls(ruling, reason, ruled_body, ruled_role, ruled_at) IN (0, 5)),
  CHECK (ruled_body <> accused)
);
-- One open appeal for each finding and body, however often the form is sent.
CREATE UNIQUE INDEX appeal_open ON oversight.appeal (tenant_id, finding_id, filed_body) WHERE ruling IS NULL;
CREATE INDEX appeal_by_finding ON oversight.appeal (tenant_id, finding_id);
CREATE INDEX appeal_waiting ON oversight.appeal (tenant_id, filed_at, appeal_id) WHERE ruling IS NULL;
CREATE INDEX appeal_answered ON oversight.appeal (tenant_id, ruled_at DESC, appeal_id DESC) WHERE ruling IS NOT NULL;
CREATE INDEX appeal_end ON oversight.appeal (tenant_id, delete_after);

-- Who acted, sealed: written and never read. Nobody can stand twice behind one appeal, so whoever filed cannot answer.
CREATE TABLE oversight.appeal_actor (
  tenant_id text NOT NULL,
  appeal_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('file', 'answer')),
  officer_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, appeal_id, act),
  CONSTRAINT appeal_by_two UNIQUE (tenant_id, appeal_id, officer_id),
  FOREIGN KEY (tenant_id, appeal_id) REFERENCES oversight.appeal ON DELETE CASCADE
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['appeal', 'appeal_actor'] LOOP
    EXECUTE format('ALTER TABLE oversight.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE oversight.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON oversight.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
  END LOOP;
END $$;
-- What was filed is not rewritten; the answer alone is added.
GRANT SELECT, INSERT, DELETE ON oversight.appeal TO luodi_oversight;
GRANT UPDATE (ruling, reason, ruled_body, ruled_role, ruled_at, delete_after) ON oversight.appeal TO luodi_oversight;
GRANT INSERT ON oversight.appeal_actor TO luodi_oversight;
