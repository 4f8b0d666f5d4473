/**
 * The same function, which knows its last result: the extractors of a hypothesis ask for the same thing one after the
 * other, and so do the hypotheses of a list. Arguments must not change.
 */
export function rememberLast<Argument, Result>(
  compute: (argument: Argument) => Result,
): (argument: Argument) => Result {
  let last: { readonly argument: Argument; readonly result: Result } | undefined;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, result: compute(argument) };
    return last.result;
  };
}
