/** The flag of every verb that works on feedback. */
export const LOG_FLAG = ['--log <place>', 'file of SQLite, or postgres://... of PostgreSQL'] as const;
