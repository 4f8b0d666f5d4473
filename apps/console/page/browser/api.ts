/** Why the aggregator did not answer as hoped: what it said, in words for the page. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  /** @param status of HTTP; 0 when nothing answered */
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** Asks the aggregator for a view. @throws ApiError */
export function get<T>(path: string): Promise<T> {
  return call<T>(path, {});
}

/** Sends the aggregator a message. @throws ApiError */
export function post<T>(path: string, message: object): Promise<T> {
  return call<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
}

async function call<T>(path: string, options: RequestInit): Promise<T> {
  const response = await fetch(path, { ...options, cache: 'no-store' }).catch(() => {
    throw new ApiError('The aggregator does not answer; is it running?', 0);
  });
  const text = await response.text();
  if (!response.ok) throw new ApiError(problemOf(text) ?? `${path} answered ${response.status}`, response.status);
  return JSON.parse(text) as T;
}

interface Problem {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly expected: string; readonly actual: string }[];
}

/** What a problem+json says (RFC 9457), field by field where it does. */
function problemOf(text: string): string | undefined {
  try {
    const { detail, errors } = JSON.parse(text) as Problem;
    if (errors === undefined || errors.length === 0) return detail;
    return errors.map(({ field, expected, actual }) => `${field}: expected ${expected}, got ${actual}`).join('; ');
  } catch {
    return undefined;
  }
}
