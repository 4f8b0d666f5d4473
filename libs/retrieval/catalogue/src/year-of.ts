const NUMBER = /^-?\d{1,4}(\.0*)?$/;
/** The start of an ISO 8601 date. */
const ISO_DATE = /^(-?\d{4})-\d{2}\b/;
/** Four digits that stand alone, as in "May 1, 1984". */
const FOUR_DIGITS = /(?<!\d)\d{4}(?!\d)/g;

/**
 * The year that a text names: "1984", "1984.0", "1984-05-01", "May 1, 1984", or "-720" for one before our era. A text
 * without one, or with two, comes back as it is, for the reader to refuse.
 */
export function yearOf(text: string): number | string {
  if (NUMBER.test(text)) return Number(text);
  const date = ISO_DATE.exec(text);
  if (date !== null) return Number(date[1]);
  const years = [...text.matchAll(FOUR_DIGITS)];
  return years.length === 1 ? Number(years[0]![0]) : text;
}
