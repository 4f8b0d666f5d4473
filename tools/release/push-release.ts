import { git } from './git';

/** Five apps may be released at once, each of which makes the others try again. */
const TRIES = 10;

/**
 * Pushes HEAD, a release commit, and the tags on it. When other apps were released meanwhile it goes on top of their
 * commits, which touch other files; when anything else came, this release has not been tested with it.
 * @throws Error when the branch has moved on by more than releases; then nothing was pushed
 */
export function pushRelease(workspace: string, remote: string, branch: string): void {
  const run = (...args: readonly string[]): string => git(workspace, ...args);
  const tags = run('tag', '--points-at', 'HEAD').split('\n').filter(Boolean);
  for (let attempt = 1; ; attempt++) {
    try {
      run('push', '--atomic', remote, `HEAD:${branch}`, ...tags.map((tag) => `refs/tags/${tag}`));
      return;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
    run('fetch', remote, branch);
    const subjects = run('log', '--format=%s', 'HEAD..FETCH_HEAD').split('\n').filter(Boolean);
    const others = subjects.filter((subject) => !subject.startsWith('chore(release):'));
    if (others.length > 0)
      throw new Error(
        `expected ${remote}/${branch} to have nothing new but releases, got "${others.join('", "')}": release again on top of it`,
      );
    run('rebase', 'FETCH_HEAD');
    for (const tag of tags) run('tag', '--force', '--annotate', tag, '--message', tag);
  }
}
