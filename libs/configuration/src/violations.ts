import { describeValue, type Violation } from '@tiebreak/interpretation';
import type { ValidationError } from 'class-validator';

/** class-validator's findings in the words that every other error of ours uses: field, expected, actual. */
export function violationsOf(errors: readonly ValidationError[], path = ''): Violation[] {
  return errors.flatMap(({ property, constraints, children, value }) => {
    const field = path === '' ? property : /^\d+$/.test(property) ? `${path}[${property}]` : `${path}.${property}`;
    // One finding a field is enough: "must be at most 65535" says all when "must be an integer" fails too.
    const [message] = Object.values(constraints ?? {});
    const own =
      message === undefined ? [] : [{ field, expected: expectation(message, property), actual: describeValue(value) }];
    return [...own, ...violationsOf(children ?? [], field)];
  });
}

/** "port must be an integer number" -> "an integer number" */
function expectation(message: string, property: string): string {
  return message
    .replace(`each value in ${property}`, 'each value')
    .replace(`${property} `, '')
    .replace(/^(must be |should be |must )/, '');
}
