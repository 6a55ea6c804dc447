-- The ledger: leaves in their order, the nodes of the Merkle tree, signed checkpoints. Only added to.
CREATE TABLE services.ledger_leaf (
  tenant_id text NOT NULL,
  leaf_index bigint NOT NULL,
  at bigint NOT NULL,
  -- A step of a request, or a notice of the ledger's own (the commitment to a draw's secret).
  number text,
  place int,
  notice_id uuid,
  leaf text NOT NULL,
  PRIMARY KEY (tenant_id, leaf_index),
  FOREIGN KEY (tenant_id, number, place) REFERENCES services.step,
  CHECK ((number IS NULL) = (place IS NULL) AND (number IS NULL) <> (notice_id IS NULL))
);
CREATE UNIQUE INDEX ledger_leaf_by_step ON services.ledger_leaf (tenant_id, number, place) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX ledger_leaf_by_notice ON services.ledger_leaf (tenant_id, notice_id) WHERE notice_id IS NOT NULL;

CREATE TABLE services.ledger_notice (
  tenant_id text NOT NULL,
  notice_id uuid NOT NULL DEFAULT gen_random_uuid(),
  at bigint NOT NULL,
  facts jsonb NOT NULL,
  facts_salt text NOT NULL,
  facts_commitment text NOT NULL,
  PRIMARY KEY (tenant_id, notice_id)
);

CREATE TABLE services.ledger_node (
  tenant_id text NOT NULL,
  level int NOT NULL,
  node_index bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (tenant_id, level, node_index)
);

CREATE TABLE services.ledger_checkpoint (
  tenant_id text NOT NULL,
  checkpoint_no bigint NOT NULL,
  size bigint NOT NULL,
  at bigint NOT NULL,
  note text NOT NULL,
  -- When an outside witness co-signed it, by the witness's clock.
  cosigned_at bigint,
  PRIMARY KEY (tenant_id, checkpoint_no)
);
CREATE INDEX ledger_checkpoint_by_size ON services.ledger_checkpoint (tenant_id, size, checkpoint_no);

-- What the witness said when it would not co-sign: an alarm that stays until somebody looked.
CREATE TABLE services.ledger_alarm (
  tenant_id text NOT NULL,
  alarm_id uuid NOT NULL DEFAULT gen_random_uuid(),
  at bigint NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (tenant_id, alarm_id)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ledger_leaf', 'ledger_notice', 'ledger_node', 'ledger_checkpoint', 'ledger_alarm'] LOOP
    EXECUTE format('ALTER TABLE services.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE services.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON services.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
    EXECUTE format('GRANT SELECT, INSERT ON services.%I TO luodi_services', name);
  END LOOP;
END $$;
GRANT UPDATE (note, cosigned_at) ON services.ledger_checkpoint TO luodi_services;
