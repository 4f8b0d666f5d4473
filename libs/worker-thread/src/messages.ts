/** What a worker is asked: which of its functions, with what. */
export interface Question {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

/** What it answers; an error is told by name and message, for class and stack do not cross. */
export type Reply = { readonly id: number } & ({ readonly result: unknown } | { readonly error: ToldError });

export interface ToldError {
  readonly name: string;
  readonly message: string;
}

/** The functions that a worker offers, by name: one argument each, and a result that can be cloned. */
// Each function has an argument of its own type.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Functions = Readonly<Record<string, (argument: any) => unknown>>;
