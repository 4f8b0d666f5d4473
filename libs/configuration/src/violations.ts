import { describeValue, type Violation } from '@tiebreak/interpretation';
import type { ValidationError } from 'class-validator';

/** class-validator's findings in the words that every other error of ours uses: field, expected, actual. */
export function violationsOf(errors: readonly ValidationError[], path = ''): Violation[] {
  return errors.flatMap(({ property, constraints, children, value }) => {
    const field = path === '' ? property : /^\d+$/.test(property) ? `${path}[${property}]` : `${path}.${property}`;
    // One finding a field is enough, and the first decorator's, which says the type, comes last.
    const message = Object.values(constraints ?? {}).at(-1);
    const own =
      message === undefined ? [] : [{ field, expected: expectation(message, property), actual: describeValue(value) }];
    return [...own, ...violationsOf(children ?? [], field)];
  });
}

/** "port must be an integer number" -> "an integer number" */
function expectation(message: string, property: string): string {
  return message
    .replace(`${property} `, '')
    .replace(/^(must|should) not be /, 'a value not ')
    .replace(/^(must be |should be |must )/, '');
}
