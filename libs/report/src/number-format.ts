import type { Interval } from '@tiebreak/statistics';

/** What stands for a number that is not defined, such as a slope without any right outcome. */
const UNDEFINED = '–';

/** A number with so many decimals, a true minus sign, and no sign on zero. */
export function decimal(value: number, decimals = 3): string {
  if (!Number.isFinite(value)) return UNDEFINED;
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** As `decimal`, with a plus sign above zero. */
export function signed(value: number, decimals = 3): string {
  const text = decimal(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** `0.089 to 0.116`. */
export function interval([low, high]: Interval, format = decimal): string {
  return Number.isFinite(low) && Number.isFinite(high) ? `${format(low)} to ${format(high)}` : UNDEFINED;
}

/** A share as a percentage with one decimal. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${decimal(100 * share, 1)}%` : UNDEFINED;
}

/** A p-value; below .001 only that. */
export function pValue(p: number): string {
  if (Number.isNaN(p)) return UNDEFINED;
  return p < 0.001 ? '< 0.001' : decimal(p);
}

/** As `pValue`, to stand after "p": `= 0.150` or `< 0.001`. */
export function pEquals(p: number): string {
  // The spaces do not break: a p-value alone at the start of a line would be read as a number of its own.
  return pValue(p)
    .replace(/^(?=\d)/, '= ')
    .replace(' ', '\u00a0');
}

/** A whole number with its thousands apart, the same in every locale. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
