/** A line of a stack that names a place in code. */
const FRAME = /^\s+at .*:\d+:\d+\)?$/;

/**
 * What may be logged of a failure without what the user said: its kind, its code and where it happened, and the same of its
 * causes. Messages are left out, since those of a database or of a parser quote what they were given.
 */
export function withoutMessage(error: unknown): string {
  if (!(error instanceof Error)) return `something of type ${typeof error} was thrown`;
  const { name, message, stack = '', cause } = error;
  const { code } = error as { readonly code?: string | number };
  const end = stack.indexOf(message) + message.length;
  const frames = stack
    .slice(stack.includes(message) ? end : 0)
    .split('\n')
    .filter((line) => FRAME.test(line));
  const head = code === undefined ? name : `${name} (${code})`;
  const own = [head, ...frames].join('\n');
  return cause === undefined ? own : `${own}\ncaused by ${withoutMessage(cause)}`;
}

/** Everything that a failure says of itself. */
export function withMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by ${withMessage(error.cause)}`;
}
