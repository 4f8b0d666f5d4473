import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..');
/** The contract as those who do not build this workspace have it: it stands beside a checkout, where there is one. */
const CONTRACT = join(PROJECT, '../../../shared/contract');

/** Every file under a folder with its text. */
function textsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  );
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

describe('the protocol', () => {
  it('has generated code that is what its .proto files give; `npm run generate` makes it so', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiebreak-generated-'));
    execFileSync(process.execPath, [join(PROJECT, 'generate.js'), folder]);
    const fresh = textsOf(folder);
    rmSync(folder, { recursive: true });
    expect(textsOf(join(PROJECT, 'src/generated'))).toEqual(fresh);
  });

  it('passes the lint of its language', () => {
    const buf = createRequire(__filename).resolve('@bufbuild/buf/bin/buf');
    // What the lint finds, it prints and exits with 100.
    expect(execFileSync(process.execPath, [buf, 'lint'], { cwd: PROJECT, encoding: 'utf8' })).toBe('');
  });

  const law = 'is the contract that stands beside the checkout';
  if (existsSync(CONTRACT)) {
    it(law, () => {
      expect(textsOf(join(PROJECT, 'proto'))).toEqual(textsOf(CONTRACT));
    });
  } else {
    it.skip(`${law} (needs ${CONTRACT})`, () => undefined);
  }
});
