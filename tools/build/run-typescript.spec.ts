import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const RUNNER = join(__dirname, '../run-typescript.js');

describe('TypeScript that is run as it stands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-run-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** A module that says where it stands, and its arguments. */
  const moduleNamed = (name: string): string => {
    const file = join(folder, name);
    writeFileSync(
      file,
      'const said: string[] = [import.meta.url, ...process.argv.slice(2)];\nconsole.log(said.join());\n',
    );
    return file;
  };
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, [RUNNER, ...args], { encoding: 'utf8' }).trim();

  it('knows where its source stands, and its arguments, when it is compiled and when that is kept', () => {
    const file = moduleNamed('stands.ts');
    const said = `${pathToFileURL(file).href},a,b`;
    expect([run(file, 'a', 'b'), run(file, 'a', 'b')]).toEqual([said, said]);
  });

  it('does so too when the runner was itself compiled', () => {
    const file = moduleNamed('inner.ts');
    const outer = join(folder, 'outer.ts');
    writeFileSync(
      outer,
      `import { importTypescript } from ${JSON.stringify(relative(folder, RUNNER))};\nawait importTypescript(${JSON.stringify(file)});\n`,
    );
    expect(run(outer)).toBe(pathToFileURL(file).href);
  });
});
