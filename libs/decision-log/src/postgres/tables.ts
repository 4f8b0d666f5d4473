import { LAYOUT } from '../encoding';

/** Made once; "IF NOT EXISTS" lets replicas that start together all try, one after another by the lock. */
export const CREATE_TABLES = `
  SELECT pg_advisory_xact_lock(hashtext('tiebreak_decisions'));
  CREATE TABLE IF NOT EXISTS decision_head (
    only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row), layout INT NOT NULL, epoch BIGINT NOT NULL, position BIGINT NOT NULL
  );
  INSERT INTO decision_head (layout, epoch, position) VALUES (${LAYOUT}, 1, 0) ON CONFLICT DO NOTHING;
  CREATE TABLE IF NOT EXISTS decision (request_id TEXT PRIMARY KEY, decided_at BIGINT NOT NULL, body TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS decision_age ON decision (decided_at);
  CREATE TABLE IF NOT EXISTS decision_outcome (
    position BIGINT PRIMARY KEY, request_id TEXT NOT NULL UNIQUE, body TEXT NOT NULL
  );
`;

export const HEAD = 'SELECT layout, epoch, position FROM decision_head';

// The row is locked until the commit, so that positions rise in the order of commits: who reads up to one has read all below.
export const LOCK_HEAD = 'SELECT epoch, position FROM decision_head FOR UPDATE';

export const NEXT_EPOCH = 'UPDATE decision_head SET epoch = epoch + 1';

export const MOVE_HEAD = 'UPDATE decision_head SET position = $1';

// In the order of ids: two replicas that write the same requests lock them alike, and neither waits for the other in a circle.
export const WRITE = `
  INSERT INTO decision (request_id, decided_at, body)
  SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[]) AS entry (request_id, decided_at, body) ORDER BY request_id
  ON CONFLICT DO NOTHING`;

export const FIND = 'SELECT body FROM decision WHERE request_id = $1';

export const RECORD = `
  INSERT INTO decision_outcome (position, request_id, body) VALUES ($1, $2, $3) ON CONFLICT (request_id) DO NOTHING`;

// One statement, so that epoch and outcomes are of one moment.
export const READ = `
  SELECT head.epoch, head.position AS last, entry.*
  FROM decision_head head LEFT JOIN (
    SELECT outcome.position, decision.body AS decision, outcome.body AS report
    FROM decision_outcome outcome JOIN decision USING (request_id)
    WHERE outcome.position > $1 ORDER BY outcome.position LIMIT $2
  ) entry ON TRUE
  ORDER BY entry.position`;

export const EXPIRE_OUTCOMES = `
  DELETE FROM decision_outcome WHERE request_id IN (SELECT request_id FROM decision WHERE decided_at < $1)`;

export const EXPIRE = 'DELETE FROM decision WHERE decided_at < $1';
