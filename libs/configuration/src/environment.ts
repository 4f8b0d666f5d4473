/** The process's environment: the only place that reads it. Everything else takes settings as arguments. */
export function environment(): Readonly<Record<string, string | undefined>> {
  // eslint-disable-next-line no-restricted-properties -- this is the one reader
  return process.env;
}

/** Sets a variable that a native library reads by itself, unless whoever started the process has set it. */
export function setForLibraries(variable: string, value: string): void {
  // eslint-disable-next-line no-restricted-properties -- such a library reads nothing else
  process.env[variable] ??= value;
}
