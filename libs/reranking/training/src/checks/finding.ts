/** What a check of training lines found: something to fix before training, or to know of. */
export interface Finding {
  /** With an error the lines are not ready; with a warning they can be trained, and the model will be the worse for it. */
  readonly severity: 'error' | 'warning';
  /** The domain whose training it is about; absent when it is about the file. */
  readonly domain?: string;
  /** What was looked at, as a noun: "right hypotheses". */
  readonly what: string;
  readonly measured: string;
  readonly expected: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** More names than this tell a reader nothing new. */
const MOST_NAMED = 10;

/** Names in one line, the first ten and how many are left. */
export function listNames(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
