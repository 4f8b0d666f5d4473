/**
 * A message as proto3 JSON. Enums of ours are strings and there are no bytes or 64-bit numbers in answers, so a message is
 * its own JSON, but for the numbers that JSON lacks: those are written as strings, such as "NaN" for a missing feature.
 */
export function proto3Json(message: object): string {
  return JSON.stringify(message, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
