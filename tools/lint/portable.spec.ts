import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import ts from 'typescript';

const WORKSPACE = join(__dirname, '../..');
const LIBS = join(WORKSPACE, 'libs');
const PORTABLE = join(WORKSPACE, 'tsconfig.portable.json');
const LAYERS = ['layer:core', 'layer:algorithm', 'layer:domain'];
/** Of the core for its imports; it draws random values for tests, which run on Node. */
const TESTS_ONLY = '@tiebreak/arbitraries';

/** The source files that are checked as code for a browser. */
function portableFiles(): string[] {
  const { config } = ts.readConfigFile(PORTABLE, (file) => ts.sys.readFile(file)) as { config: unknown };
  return ts.parseJsonConfigFileContent(config, ts.sys, WORKSPACE).fileNames.map((file) => file.split('/').join(sep));
}

/** Folders of the libs that run in a browser or a notebook as they are. */
function portableLibs(): string[] {
  return readdirSync(LIBS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`${sep}package.json`) && !file.includes('node_modules'))
    .filter((file) => {
      const { name, nx } = JSON.parse(readFileSync(join(LIBS, file), 'utf8')) as {
        name: string;
        nx: { tags: string[] };
      };
      return name !== TESTS_ONLY && nx.tags.some((tag) => LAYERS.includes(tag));
    })
    .map((file) => join(LIBS, file, '..'));
}

describe('tsconfig.portable.json', () => {
  it('covers every lib of the core, algorithm and domain layers', () => {
    const files = portableFiles();
    const missing = portableLibs().filter((lib) => !files.some((file) => file.startsWith(join(lib, 'src') + sep)));
    expect(missing).toEqual([]);
  });

  it("knows nothing of Node, even with all those libs' dependencies loaded", () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiebreak-portable-'));
    const intruder = `import { readFileSync } from 'node:fs';\nexport const a = [readFileSync, process, Buffer.from('a')];\n`;
    writeFileSync(join(folder, 'intruder.ts'), intruder);
    const config = { extends: PORTABLE, include: [], files: [join(folder, 'intruder.ts'), ...portableFiles()] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = createRequire(__filename).resolve('typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(status).not.toBe(0);
    const errors = stdout.split('\n').filter((line) => line.includes(': error '));
    expect(errors).toEqual([
      expect.stringMatching(/intruder\.ts\(1,.*node:fs/),
      expect.stringMatching(/intruder\.ts\(2,.*process/),
      expect.stringMatching(/intruder\.ts\(2,.*Buffer/),
    ]);
  });
});
