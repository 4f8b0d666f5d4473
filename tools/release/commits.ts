import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git';

/** How far a version moves. */
export type Bump = 'major' | 'minor' | 'patch';

/** A commit's message by its parts. */
export interface Message {
  /** Absent when the subject is not of the convention; then all of it is the text. */
  readonly type?: string | undefined;
  readonly text: string;
  /** What breaks, in the words of the body if it has them; absent when nothing does. */
  readonly breaking?: string | undefined;
}

export interface Commit {
  readonly hash: string;
  readonly subject: string;
  readonly body: string;
  /** Paths that it touches, relative to the workspace. */
  readonly files: readonly string[];
}

/** A subject as conventionalcommits.org (1.0.0) has it: "fix(music): say ...", "feat!: ...". */
const SUBJECT = /^(?<type>[a-z]+)(?:\([^()]+\))?(?<mark>!)?: (?<text>\S.*)$/;
const BREAKING = /^BREAKING[ -]CHANGE: (?<note>[^]*)/m;

/**
 * Every type that a commit may have, and how far it moves the version of an app whose build it changes. nx.json has them,
 * because the changelogs take their headings from there too.
 */
export function commitTypes(workspace: string): ReadonlyMap<string, Bump | 'none'> {
  const { release } = JSON.parse(readFileSync(join(workspace, 'nx.json'), 'utf8')) as {
    release: { conventionalCommits: { types: Record<string, { semverBump: Bump | 'none' }> } };
  };
  return new Map(Object.entries(release.conventionalCommits.types).map(([type, { semverBump }]) => [type, semverBump]));
}

export function readMessage(subject: string, body: string): Message {
  const parts = SUBJECT.exec(subject)?.groups;
  const text = parts?.text ?? subject;
  const note = BREAKING.exec(body)?.groups?.note?.trim();
  return { type: parts?.type, text, breaking: note ?? (parts?.mark === undefined ? undefined : text) };
}

/**
 * How far a commit moves the version of an app whose build it changes. One without a known type counts as a fix, because
 * what is in a build reaches users whatever its author called it.
 */
export function bumpOf({ type, breaking }: Message, types: ReadonlyMap<string, Bump | 'none'>): Bump | 'none' {
  if (breaking !== undefined) return 'major';
  return (type === undefined ? undefined : types.get(type)) ?? 'patch';
}

/** The commits of a range such as "v1..HEAD", without merges, newest first. */
export function commitsIn(workspace: string, range: string): Commit[] {
  const format = '--format=%x1e%H%x1f%s%x1f%b%x1f';
  const log = git(workspace, 'log', '--no-merges', '--no-renames', '--name-only', format, range, '--');
  return log.split('\x1e').flatMap((entry) => {
    const [hash, subject, body, files] = entry.split('\x1f');
    if (files === undefined) return [];
    return [{ hash: hash!, subject: subject!, body: body!, files: files.split('\n').filter((file) => file !== '') }];
  });
}
