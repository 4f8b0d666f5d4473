/** A database that cannot be used; the message names it and says what to do. */
export class UnusableDatabase extends Error {
  override readonly name: string = 'UnusableDatabase';
}
