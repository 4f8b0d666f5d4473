import { LAYOUT } from '../feedback-stores';

/** Made once; "IF NOT EXISTS" lets replicas that start together all try, one after another by the lock. */
export const CREATE_TABLES = `
  SELECT pg_advisory_xact_lock(hashtext('tiebreak_feedback'));
  CREATE TABLE IF NOT EXISTS feedback_head (
    only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row), layout INT NOT NULL, epoch BIGINT NOT NULL, position BIGINT NOT NULL
  );
  INSERT INTO feedback_head (layout, epoch, position) VALUES (${LAYOUT}, 1, 0) ON CONFLICT DO NOTHING;
  CREATE TABLE IF NOT EXISTS feedback_log (
    position BIGINT PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INT NOT NULL, logged_at BIGINT NOT NULL,
    user_id TEXT NOT NULL, impression_id TEXT NOT NULL, body TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS feedback_log_user ON feedback_log (user_id) WHERE user_id <> '';
  CREATE TABLE IF NOT EXISTS feedback_state (
    name TEXT PRIMARY KEY, version BIGINT NOT NULL, epoch BIGINT NOT NULL, position BIGINT NOT NULL, body TEXT NOT NULL
  );
`;

// The row is locked until the commit, so that positions rise in the order of commits: who reads up to one has read all below.
export const LOCK_HEAD = 'SELECT epoch, position FROM feedback_head FOR UPDATE';

export const HEAD = 'SELECT layout, epoch, position FROM feedback_head';

export const INSERT = `
  INSERT INTO feedback_log (position, key, version, logged_at, user_id, impression_id, body)
  SELECT $1::bigint + place, key, version, logged_at, user_id, impression_id, body
  FROM unnest($2::text[], $3::int[], $4::bigint[], $5::text[], $6::text[], $7::text[])
    WITH ORDINALITY AS entry (key, version, logged_at, user_id, impression_id, body, place)
  ORDER BY place
  ON CONFLICT (key) DO NOTHING
  RETURNING position`;

export const MOVE_HEAD = 'UPDATE feedback_head SET position = $1';

export const NEXT_EPOCH = 'UPDATE feedback_head SET epoch = epoch + 1';

// One statement, so that epoch and entries are of one moment.
export const READ = `
  SELECT head.epoch, head.position AS last, entry.*
  FROM feedback_head head LEFT JOIN (
    SELECT position, key, version, logged_at AS "loggedAt", user_id AS "userId", impression_id AS "impressionId", body
    FROM feedback_log WHERE position > $1 ORDER BY position LIMIT $2
  ) entry ON TRUE
  ORDER BY entry.position`;

export const BODIES = 'SELECT body FROM feedback_log WHERE key = ANY ($1)';

export const FORGET = `
  DELETE FROM feedback_log WHERE user_id = $1 AND user_id <> ''
  OR impression_id IN (SELECT impression_id FROM feedback_log WHERE user_id = $1 AND user_id <> '')`;

export const EXPIRE = 'DELETE FROM feedback_log WHERE logged_at < $1';

export const READ_STATE = 'SELECT version, epoch, position, body FROM feedback_state WHERE name = $1';

export const FIRST_STATE =
  'INSERT INTO feedback_state (version, epoch, position, body, name) VALUES ($1::bigint + 1, $2, $3, $4, $5) ON CONFLICT DO NOTHING';

export const NEXT_STATE =
  'UPDATE feedback_state SET version = $1::bigint + 1, epoch = $2, position = $3, body = $4 WHERE name = $5 AND version = $1';
