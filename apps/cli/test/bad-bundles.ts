import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSigningKeys } from '@tiebreak/onnx-model';
import { type BadCommand, train } from './bad-data';
import { simulatedLines } from './simulated-lines';
import { ROOT, type Workspace } from './tiebreak';

const EXAMPLES = join(ROOT, 'examples/play-mary-poppins.jsonl');

/** A copy of the Music app's bundle. @returns its folder */
function copyBundle(workspace: Workspace, name: string): string {
  cpSync(join(ROOT, 'apps/music/model'), workspace.path(name), { recursive: true });
  return workspace.path(name);
}

/** A copy of the Music app's bundle with one of its files changed. @returns its folder */
function changedBundle(workspace: Workspace, file: string, change: (content: Buffer) => string | Buffer): string {
  const path = join(copyBundle(workspace, 'models/music'), file);
  writeFileSync(path, change(readFileSync(path)));
  return workspace.path('models');
}

/** A copy of the NLU app's bundle for Music with another weight. @returns the folder that holds it */
function changedNlu(workspace: Workspace): string {
  cpSync(join(ROOT, 'apps/nlu/model/music'), workspace.path('models/nlu'), { recursive: true });
  const weights = workspace.path('models/nlu/weights.bin');
  writeFileSync(weights, otherWeight(readFileSync(weights)));
  return workspace.path('models');
}

const resolve = (workspace: Workspace, models: string, out = 'out'): string[] => [
  ...['resolve', '--data', EXAMPLES, '--models', models, '--out', workspace.path(out)],
];
const otherVersion = (content: Buffer): string => content.toString().replace('"version": "', '"version": "9');
const otherWeight = (content: Buffer): Buffer => {
  content[content.length >> 1]! ^= 1;
  return content;
};

/** Exit 1: a bundle, or the place for one, said no. */
export const BAD_BUNDLES: readonly BadCommand[] = [
  ...['resolve', 'check-model'].map((verb) => ({
    title: `two bundles of one domain, to ${verb}`,
    command: (w: Workspace) => {
      copyBundle(w, 'models/one');
      copyBundle(w, 'models/two');
      return verb === 'resolve' ? resolve(w, w.path('models')) : [verb, w.path('models')];
    },
    says: ['expected one bundle for domain "Music", got', '@/models/one', '@/models/two'],
  })),
  {
    title: 'a folder without a bundle',
    command: (w) => {
      mkdirSync(w.path('models'));
      return resolve(w, w.path('models'));
    },
    says: ['@/models: expected folders with a manifest.json of role "reranker", got none'],
  },
  {
    title: 'a folder of bundles that is not there',
    command: (w) => resolve(w, w.path('nowhere')),
    says: ['ENOENT', '@/nowhere'],
  },
  ...[
    { title: 'a bundle whose manifest was changed', file: 'manifest.json', change: otherVersion },
    { title: 'a bundle whose graph was changed', file: 'model.onnx', change: otherWeight },
  ].flatMap(({ title, file, change }) => [
    {
      title: `${title}, to resolve`,
      command: (w: Workspace) => resolve(w, changedBundle(w, file, change)),
      says: ['bundle @/models/music: digest: expected sha256:', ', that of its files, got sha256:'],
    },
    {
      title: `${title}, to check-model`,
      command: (w: Workspace) => ['check-model', changedBundle(w, file, change)],
      says: ['refused @/models/music: digest: expected sha256:', '1 of 1 bundles refused'],
    },
  ]),
  {
    title: "an NLU's bundle whose weights were changed, to check-model",
    command: (w) => ['check-model', changedNlu(w)],
    says: ['refused @/models/nlu: digest: expected sha256:', '1 of 1 bundles refused'],
  },
  {
    title: "an NLU's bundle whose weights were changed, to sign",
    command: (w) => [
      ...['sign', join(changedNlu(w), 'nlu')],
      ...['--key', w.write('key.pem', newSigningKeys().privateKey)],
    ],
    says: ['bundle @/models/nlu: digest: expected sha256:'],
  },
  {
    title: 'lines of domains that have no bundle',
    command: (w) => [
      ...['evaluate', '--data', w.writeLines('data.jsonl', simulatedLines(2, 1)), '--models', copyBundle(w, 'models')],
    ],
    says: ['@/data.jsonl: expected hypotheses of a domain that has a bundle under @/models, got none'],
  },
  {
    title: 'the id of no line',
    command: () => ['explain', '--data', EXAMPLES, '--id', 'nobody', '--models', 'apps'],
    says: ['expected a line with id nobody, got 3 lines without it; the first has voice_only'],
  },
  {
    title: 'answers in a folder that is not there',
    command: (w) => resolve(w, 'apps', 'nowhere/out'),
    says: ['@/nowhere/out: expected a file that can be written, got ENOENT'],
  },
  {
    title: 'answers where a folder stands',
    command: (w) => {
      mkdirSync(w.path('out'));
      return resolve(w, 'apps');
    },
    says: ['@/out: expected a file that can be written, got EISDIR'],
  },
  {
    title: 'a bundle where a file stands',
    command: (w) => train(w, w.writeLines('data.jsonl', simulatedLines(40, 2)), '--out', w.write('file', '')),
    says: ['@/file: expected a folder that can be written, got EEXIST'],
  },
  {
    title: 'a date that is none',
    command: (w) => train(w, w.writeLines('data.jsonl', simulatedLines(40, 2))),
    variables: { SOURCE_DATE_EPOCH: 'yesterday' },
    says: ['SOURCE_DATE_EPOCH: expected seconds since 1970, got yesterday'],
  },
];
