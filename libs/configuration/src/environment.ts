/** The process's environment: the only place that reads it. Everything else takes settings as arguments. */
export function environment(): Readonly<Record<string, string | undefined>> {
  // eslint-disable-next-line no-restricted-properties -- this is the one reader
  return process.env;
}
