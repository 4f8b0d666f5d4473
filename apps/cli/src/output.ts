/** Writes a line for people, on stderr, so that stdout holds results only. */
export function say(text = ''): void {
  process.stderr.write(`${text}\n`);
}

/** Writes a verb's one JSON object. */
export function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Rows as aligned columns; numbers to the right. The first row is the heading. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const isNumber = (cell: string): boolean => /^[-+]?[\d.]/.test(cell);
  return rows
    .map((row) =>
      row
        .map((cell, column) => (isNumber(cell) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
