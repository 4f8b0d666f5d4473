import { fileURLToPath } from 'node:url';
import { bumpOf, commitTypes, readMessage } from './commits';

const WORKSPACE = fileURLToPath(new URL('../../', import.meta.url));

describe("a commit's message", () => {
  const bump = (subject: string, body = ''): string => bumpOf(readMessage(subject, body), commitTypes(WORKSPACE));

  it.each([
    ['feat(music): score podcasts', 'minor'],
    ['fix: refuse text that is not UTF-8', 'patch'],
    ['perf(aggregator): decode once', 'patch'],
    ['build: take grpc-js 1.14.8', 'patch'],
    ['docs: say what a bundle is', 'none'],
    ['test(books): try empty lists', 'none'],
    ['refactor: name the port', 'none'],
    ['ci: cache npm', 'none'],
    ['chore(release): music 1.4.0', 'none'],
  ])('"%s" moves the version of an app that it reaches by: %s', (subject, expected) => {
    expect(bump(subject)).toBe(expected);
  });

  it('counts as a fix when its type is missing or unknown, because what is in a build reaches users', () => {
    expect([bump('Retrain music'), bump('feature(music): retrain'), bump('fix:no space')]).toEqual(
      Array(3).fill('patch'),
    );
  });

  it('breaks when it says so, by a mark or in the body, whatever its type', () => {
    const body = 'Nobody sent it.\n\nBREAKING CHANGE: `--old` is gone; use `--new`.';
    expect([bump('feat!: drop --old'), bump('refactor(cli)!: drop --old'), bump('fix: drop --old', body)]).toEqual(
      Array(3).fill('major'),
    );
    expect(readMessage('fix: drop --old', body).breaking).toBe('`--old` is gone; use `--new`.');
    expect(bump('fix: say BREAKING CHANGE: less often')).toBe('patch');
  });
});
