// Records a release, for replay.spec.ts to replay for ever:
//   node tools/run-typescript.js tools/compat/record.ts VERSION TRAIN DEV
// trains a log-linear bundle for each domain on the lines given, keeps the protocol, and asks services with these bundles
// what they score. It adds one folder and its digest, and changes nothing that is there.
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ofDomain, readLabelledUtterance } from '@tiebreak/interpretation';
import { toRerankRequestMessage } from '@tiebreak/protocol';
import type { DomainDefinition } from '@tiebreak/scoring';
import { gt, valid } from 'semver';
import { askAll } from './ask-all';
import { COMPAT, DEFINITIONS, DIGESTS, type Exchange, EXCHANGES, folderDigest } from './releases';
import { PROTOCOL, recordedDigests, recordedReleases, rerankOf } from './releases';

const WORKSPACE = fileURLToPath(new URL('../../', import.meta.url));
/** Made-up lines: none of somebody's data is published by this. */
const LINES = [
  'tools/compat/requests.jsonl',
  'examples/play-mary-poppins.jsonl',
  ...['music', 'books', 'video'].map((app) => `apps/${app}/test/golden-lines.jsonl`),
];

const [version = '', ...data] = process.argv.slice(2);
const newest = recordedReleases().at(-1) ?? '0.0.0';
if (valid(version) === null || data.length !== 2 || !gt(version, newest)) {
  process.stderr.write(
    `Usage: record.ts VERSION TRAIN DEV; expected a semantic version above ${newest} and two files of lines, got ${process.argv.slice(2).join(' ')}\n`,
  );
  process.exit(2);
}
const folder = join(COMPAT, version);
const [train, dev] = data.map((file) => resolve(file));

cpSync(join(WORKSPACE, 'libs/protocol/proto'), join(folder, PROTOCOL), { recursive: true });
const exchanges: Exchange[] = [];
for (const definition of DEFINITIONS) {
  const bundle = join(folder, definition.name.toLowerCase());
  run(
    join(WORKSPACE, 'apps/cli/bin/tiebreak.js'),
    ...['train', '--kind', 'log-linear', '--domain', definition.name, '--bundle-version', version],
    ...['--data', train!, '--dev', dev!, '--out', bundle],
  );
  const requests = requestsFor(definition);
  const scores = await askAll(definition, bundle, rerankOf(version), requests);
  requests.forEach((request, i) => exchanges.push({ domain: definition.name, request, scores: scores[i]! }));
}
writeFileSync(join(folder, EXCHANGES), exchanges.map((exchange) => `${JSON.stringify(exchange)}\n`).join(''));
const digests = { ...recordedDigests(), [version]: folderDigest(folder) };
writeFileSync(DIGESTS, `${JSON.stringify(digests, null, 2)}\n`);
process.stdout.write(`${folder}: ${exchanges.length} exchanges\n`);

/** Each line's hypotheses of the domain, as a request. */
function requestsFor({ name }: DomainDefinition): object[] {
  const lines = LINES.flatMap((file) => readFileSync(join(WORKSPACE, file), 'utf8').trim().split('\n'));
  return lines.flatMap((text) => {
    const reading = readLabelledUtterance(JSON.parse(text));
    if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
    const { id: requestId, utterance, locale, context } = reading.value;
    const { hypotheses } = ofDomain(reading.value, name);
    if (hypotheses.length === 0) return [];
    const asked = { requestId, explain: false, upstreamVersion: '' };
    return [toRerankRequestMessage({ utterance, locale, context, hypotheses, ...asked })];
  });
}

function run(script: string, ...args: string[]): void {
  execFileSync(process.execPath, [script, ...args], { cwd: WORKSPACE, stdio: ['ignore', 'ignore', 'inherit'] });
}
