export { PatientPool } from './patient-pool';
export { inTransaction, openSqlite, type SqliteSchema } from './sqlite-database';
export { UnusableDatabase } from './unusable-database';
