import { InvalidArgumentError } from 'commander';

/** Reads a flag that is a share in (0, 1). */
export function share(text: string): number {
  const value = /^0?\.\d+$/.test(text) ? Number(text) : NaN;
  if (!(value > 0)) throw new InvalidArgumentError(`expected a number between 0 and 1, such as 0.05, got ${text}`);
  return value;
}
