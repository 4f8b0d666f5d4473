import { withMessage, withoutMessage } from './redaction';

const SECRET = 'play the secret garden';

describe('a failure without its message', () => {
  it('has its kind, its code and where it happened', () => {
    const text = withoutMessage(Object.assign(new TypeError(SECRET), { code: 'E1' }));
    expect(text).toMatch(/^TypeError \(E1\)\n\s+at .*redaction\.spec\.ts:\d+:\d+/);
    expect(text).not.toContain('secret');
  });

  it.each([
    ['a message of several lines', new Error(`no\n${SECRET}\n    at ${SECRET} (file.ts:1:1)`)],
    ['a cause', new Error('outer', { cause: new RangeError(SECRET) })],
    ['a message that was changed', Object.assign(new Error(SECRET), { message: 'other' })],
    ['no stack', Object.assign(new Error(SECRET), { stack: undefined })],
  ])('has nothing of %s', (_, error) => {
    expect(withoutMessage(error)).not.toContain('secret');
  });

  it('has the kinds of its causes', () => {
    expect(withoutMessage(new Error('a', { cause: new RangeError('b') }))).toContain('caused by RangeError\n');
    expect(withMessage(new Error('a', { cause: new RangeError('b') }))).toContain('caused by RangeError: b\n');
  });

  it('is of its type alone when it is no error', () => {
    expect(withoutMessage(SECRET)).toBe('something of type string was thrown');
  });
});
