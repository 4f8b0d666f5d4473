import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './git';
import { pushRelease } from './push-release';

describeWithGit('a release that is pushed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-push-'));
  const remote = join(folder, 'remote.git');
  const [here, there] = ['here', 'there'].map((name) => join(folder, name)) as [string, string];

  beforeAll(() => {
    git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
    for (const clone of [here, there]) {
      git(folder, 'clone', '--quiet', remote, clone);
      git(clone, 'checkout', '--quiet', '-B', 'main');
      git(clone, 'config', 'user.name', 'Nobody');
      git(clone, 'config', 'user.email', 'nobody@example.invalid');
      git(clone, 'config', 'commit.gpgsign', 'false');
      git(clone, 'config', 'tag.gpgsign', 'false');
    }
    commit(here, 'feat: begin', 'readme');
    git(here, 'push', '--quiet', 'origin', 'main');
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('goes on top of releases of other apps, with its tag', () => {
    release(here, 'music', '1.1.0');
    take(there);
    release(there, 'books', '1.3.0');
    pushRelease(there, 'origin', 'main');

    pushRelease(here, 'origin', 'main');
    const subjects = git(remote, 'log', '--format=%s', 'music@1.1.0').trim().split('\n');
    expect(subjects).toEqual(['chore(release): music 1.1.0', 'chore(release): books 1.3.0', 'feat: begin']);
    expect(git(remote, 'rev-parse', 'main')).toBe(git(remote, 'rev-parse', 'music@1.1.0^{commit}'));
    expect(git(remote, 'tag', '--list').trim().split('\n')).toEqual(['books@1.3.0', 'music@1.1.0']);
  });

  it('goes on top of nothing else: neither commit nor tag arrives', () => {
    release(here, 'music', '1.2.0');
    take(there);
    commit(there, 'fix: something untested', 'code');
    git(there, 'push', '--quiet', 'origin', 'main');
    expect(() => {
      pushRelease(here, 'origin', 'main');
    }).toThrow('expected origin/main to have nothing new but releases, got "fix: something untested"');
    expect(git(remote, 'log', '-1', '--format=%s', 'main').trim()).toBe('fix: something untested');
    expect(git(remote, 'tag', '--list', 'music@1.2.0')).toBe('');
  });
});

/** `describe`, or, where there is no git, a skipped `describe` that says so by name. */
function describeWithGit(title: string, body: () => void): void {
  try {
    git(tmpdir(), '--version');
  } catch {
    describe.skip(`${title} (needs git)`, body);
    return;
  }
  describe(title, body);
}

function commit(clone: string, subject: string, file: string): void {
  writeFileSync(join(clone, file), `${subject}\n`);
  git(clone, 'add', '--all');
  git(clone, 'commit', '--quiet', '--message', subject);
}

function release(clone: string, app: string, version: string): void {
  commit(clone, `chore(release): ${app} ${version}`, app);
  git(clone, 'tag', '--annotate', `${app}@${version}`, '--message', `${app}@${version}`);
}

/** Puts a clone where the remote's branch is. */
function take(clone: string): void {
  git(clone, 'fetch', '--quiet', 'origin', 'main');
  git(clone, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
}
