import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readLabelledUtterance, type ReferenceUtterance } from '@tiebreak/interpretation';
import { type DataFile, writeBundle } from '@tiebreak/onnx-model';
import { defineDomain } from '@tiebreak/scoring';
import { type TrainedReranker, trainReranker } from '@tiebreak/training';
import { runGate } from './run-gate';
import { type Domain, simulatedLines } from './simulated-lines';
import { type Run, Workspace } from './tiebreak';

/** Two simulated domains with trained bundles: Timers is judged, Weather stands beside it. */
export class GateWorkspace extends Workspace {
  /** What both were trained on, but for the lines of the gate split. */
  readonly lines = simulatedLines(500, 1);
  readonly data = this.writeLines('train.jsonl', this.lines);
  private readonly devLines = simulatedLines(120, 2);
  readonly dev = this.writeLines('dev.jsonl', this.devLines);
  readonly models = this.path('models');
  readonly incumbent = join(this.models, 'Timers');
  timers!: TrainedReranker;
  /** Timers so sure of itself that it takes other domains' utterances. */
  greedy!: TrainedReranker;

  /** Trains; call it before the tests. */
  async prepare(): Promise<void> {
    this.timers = await this.train('Timers');
    const { slope, intercept } = this.timers.calibrator as { readonly slope: number; readonly intercept: number };
    this.greedy = { ...this.timers, calibrator: { kind: 'platt', slope, intercept: intercept + 3 } };
    await this.writeModel('models/Timers', this.timers);
    await this.writeModel('models/Weather', await this.train('Weather'));
  }

  /** Writes a bundle that says what it learned from. @returns its folder */
  async writeModel(name: string, model: TrainedReranker, version = '1.0.0'): Promise<string> {
    const data = { train: fileOf(this.data, this.lines.length), dev: fileOf(this.dev, this.devLines.length) };
    await writeBundle(this.path(name), model, { version, data });
    return this.path(name);
  }

  /** Runs the gate on a candidate; flags come last, so that they win. */
  gate(candidate: string, ...flags: string[]): Promise<Run> {
    const bundles = ['--incumbent', this.incumbent, '--candidate', candidate, '--others', this.models];
    return runGate(['--data', this.data, ...bundles, ...flags]);
  }

  private train(domain: Domain): Promise<TrainedReranker> {
    return trainReranker(defineDomain({ name: domain }), this.lines.map(parseLine), this.devLines.map(parseLine), {
      ...{ kind: 'log-linear', objective: 'r2', calibrator: 'platt', seed: 1, gateLines: 'left-out' },
    });
  }
}

export function parseLine(line: object): ReferenceUtterance {
  const reading = readLabelledUtterance(line);
  if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
  return reading.value as ReferenceUtterance;
}

/** Identity of a data file, as a manifest has it. */
export function fileOf(path: string, lines: number): DataFile {
  return { file: basename(path), sha256: createHash('sha256').update(readFileSync(path)).digest('hex'), lines };
}
