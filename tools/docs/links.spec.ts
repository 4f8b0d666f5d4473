import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKSPACE = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(WORKSPACE, 'apps'))
    .map((app) => join('apps', app, 'README.md'))
    .filter((page) => existsSync(join(WORKSPACE, page))),
  ...readdirSync(join(WORKSPACE, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** A path of this repository in code marks, such as `libs/aggregation/src/decide.ts`; patterns have `*` or `{`. */
const QUOTED_PATH = /`((?:apps|libs|tools|docs|examples)\/[^\s`*{}]+)`/g;
/** Files of the domains that a how-to tells its reader to add. */
const MADE_UP = /^(apps|libs\/domains|tools\/deploy\/domains)\/(podcasts|smarthome)(\/|$)/;
const LINK = /\]\(([^)\s]+)\)/g;

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(WORKSPACE, page), 'utf8');

  it('links to files and headings that exist', () => {
    const targets = [...withoutCode(text).matchAll(LINK)].map(([, target]) => target!);
    expect(targets.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(target))).toEqual([]);
  });

  it('names paths that exist', () => {
    const paths = [...withoutCode(text).matchAll(QUOTED_PATH)].map(([, path]) => path!);
    expect(paths.filter((path) => !MADE_UP.test(path) && !existsSync(join(WORKSPACE, path)))).toEqual([]);
  });

  function leadsSomewhere(target: string): boolean {
    const [path, heading] = target.split('#') as [string, string?];
    const file = path === '' ? page : relative(WORKSPACE, join(WORKSPACE, dirname(page), path));
    if (!existsSync(join(WORKSPACE, file))) return false;
    return heading === undefined || headingsOf(file).includes(heading);
  }
});

/** What stands in code blocks is for machines; new files that a page tells one to write are there too. */
function withoutCode(text: string): string {
  return text.replace(/^```[^]*?^```/gm, '');
}

/** The anchors that GitHub gives to the headings of a page. */
function headingsOf(file: string): string[] {
  const headings = withoutCode(readFileSync(join(WORKSPACE, file), 'utf8')).matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
