// Trains what the one argument, a TrainingJob as JSON, says: in a process of its own, because the realm in which Jest runs
// tests makes number crunching three times as slow, and so that two can run at once.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { calibrate } from '@tiebreak/calibration';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import { ofDomain, type ReferenceUtterance } from '@tiebreak/interpretation';
import { type DataFile, writeBundle } from '@tiebreak/onnx-model';
import { scoreParts, type TrainedReranker, trainReranker } from '@tiebreak/training';
import { NBEST } from './data';
import { asOneDomain, jointDefinition } from './joint-ranker';
import { LINE_DRAWS } from './line-draws';
import { readLines } from './read-lines';
import type { LineScores, TrainingJob } from './training-jobs';

const job = JSON.parse(process.argv[2]!) as TrainingJob;
const definition = [books, music, video, jointDefinition].find(({ name }) => name === job.domain)!;
const read = (file: string): ReferenceUtterance[] => {
  const lines = readLines(file) as ReferenceUtterance[];
  return definition === jointDefinition ? lines.map(asOneDomain) : lines;
};

const lines = { train: read(NBEST.train), dev: read(NBEST.dev) };
const { train, dev } = job.draw === undefined ? lines : LINE_DRAWS[job.draw.how](lines, job.draw.seed);
const trained = await trainReranker(definition, train, dev, {
  ...{ objective: 'r3', calibrator: 'auto', gateLines: 'left-out' },
  ...job.options,
});
if (job.bundle !== undefined) {
  const data = {
    train: await fileOf(NBEST.train, lines.train.length),
    dev: await fileOf(NBEST.dev, lines.dev.length),
  };
  await writeBundle(job.bundle, trained, { version: '1.0.0', data });
}
if (job.score !== undefined)
  await writeFile(job.score.out, JSON.stringify(read(job.score.data).map((line) => scoresOf(trained, line))));

/** By the library, which graphs equal to 1e-5. */
function scoresOf({ domain, schema, parts, calibrator }: TrainedReranker, line: ReferenceUtterance): LineScores {
  const places = line.hypotheses.flatMap((hypothesis, index) => (hypothesis.domain === domain ? [index] : []));
  const logOdds = scoreParts(parts, schema.extract(ofDomain(line, domain)));
  return places.map((index, i) => ({ index, score: calibrate(calibrator, logOdds[i]!) }));
}

async function fileOf(path: string, count: number): Promise<DataFile> {
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  return { file: basename(path), sha256, lines: count };
}
