import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPAT, PROTOCOL, recordedReleases } from './releases';

const PROJECT = fileURLToPath(new URL('../../libs/protocol/', import.meta.url));
const BUF = createRequire(__filename).resolve('@bufbuild/buf/bin/buf');

/** What buf finds breaking in a protocol, one finding a line; nothing when clients of the release go on working. */
function breaking(project: string, release: string): string {
  const against = join(COMPAT, release, PROTOCOL);
  const { status, stdout, stderr } = spawnSync(process.execPath, [BUF, 'breaking', '--against', against], {
    cwd: project,
    encoding: 'utf8',
  });
  // 100 says that it found something; anything else, that it could not look.
  if (status !== 0 && status !== 100) throw new Error(stderr);
  return stdout;
}

describe.each(recordedReleases())('the protocol, for clients of release %s', (release) => {
  it('has everything that they use, under the same numbers and names', () => {
    expect(breaking(PROJECT, release)).toBe('');
  });

  it.each([
    ['loses a field', 'string locale = 3;\n', '', 'Previously present field "3" with name "locale"'],
    ['gives a field another number', 'string locale = 3;', 'string locale = 33;', 'Previously present field "3"'],
    ['gives a field another type', 'string locale = 3;', 'bytes locale = 3;', 'changed type from "string" to "bytes"'],
    ['loses a method', /rpc Rerank\(.*\n/, '', 'Previously present RPC "Rerank"'],
  ])('is refused when it %s', (_, text, replacement, finding) => {
    const folder = mkdtempSync(join(tmpdir(), 'tiebreak-protocol-'));
    cpSync(join(PROJECT, 'proto'), join(folder, 'proto'), { recursive: true });
    cpSync(join(PROJECT, 'buf.yaml'), join(folder, 'buf.yaml'));
    const file = join(folder, 'proto/tiebreak/v1/reranker.proto');
    const changed = readFileSync(file, 'utf8').replace(text, replacement);
    expect(changed).not.toBe(readFileSync(file, 'utf8'));
    writeFileSync(file, changed);
    expect(breaking(folder, release)).toContain(finding);
    rmSync(folder, { recursive: true });
  });
});
