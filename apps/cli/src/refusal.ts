import { describeViolation, type Violation } from '@tiebreak/interpretation';

/** The data, a bundle or the gate said no: the message goes to the user as it is, and the process exits with 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** For failures of the file system: refuses with the path and the system's code; other errors go on. */
export function refusing(path: string, expected: string): (error: unknown) => never {
  return (error) => {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new Refusal(`${path}: expected ${expected}, got ${code}`);
  };
}

/** For data that breaks the rules of its format: refuses with all that is wrong, a line each, after the place where it stands. */
export function refuseViolations(place: string, violations: readonly Violation[]): never {
  throw new Refusal(violations.map((violation) => `${place}: ${describeViolation(violation)}`).join('\n'));
}
