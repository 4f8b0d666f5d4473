import type { DataFile, Manifest } from '@tiebreak/onnx-model';
import type { GateLimits, GateVerdict } from '@tiebreak/release';
import type { GateBundles } from './gate-bundles';

/** What a gate run was about, beside its verdict. */
export interface GateRun {
  readonly bundles: GateBundles;
  readonly data: DataFile;
  /** Lines that were compared. */
  readonly lines: number;
  readonly allLines: boolean;
  readonly seed: number;
  /** Limits that differ from the defaults. */
  readonly moved: Partial<GateLimits>;
  readonly reason?: string;
}

/** The one object of `--json`. */
export function gateReport(run: GateRun, verdict: GateVerdict, recordedDigest?: string): object {
  return {
    ...summary(run, verdict),
    rules: verdict.rules,
    negativeFlips: verdict.flips.negative.map(plainFlip),
    positiveFlips: verdict.flips.positive.map(plainFlip),
    ...(recordedDigest === undefined ? {} : { recordedDigest }),
  };
}

/** What goes into the candidate's manifest: the same inputs give the same record, so no time stands in it. */
export function gateRecord(run: GateRun, verdict: GateVerdict): object {
  const { candidate: _candidate, domain: _domain, ...kept } = summary(run, verdict);
  return {
    ...kept,
    rules: verdict.rules.map(({ rule, passed, measured, limit }) =>
      rule === 'latency' ? { rule, passed, limit } : { rule, passed, measured, limit },
    ),
    flips: { negative: verdict.flips.negative.length, positive: verdict.flips.positive.length },
  };
}

function summary({ bundles, data, lines, allLines, seed, moved, reason }: GateRun, verdict: GateVerdict) {
  const { incumbent, candidate, lastMajor, others } = bundles;
  return {
    passed: verdict.passed,
    domain: incumbent.manifest.domain,
    incumbent: identity(incumbent.manifest),
    candidate: identity(candidate.manifest),
    ...(lastMajor === undefined ? {} : { lastMajor: identity(lastMajor.manifest) }),
    others: others.map(({ manifest }) => ({ domain: manifest.domain, ...identity(manifest) })),
    data: { ...data, judged: lines, split: allLines ? 'all' : 'gate' },
    seed,
    power: verdict.power,
    ...(Object.keys(moved).length === 0 ? {} : { movedLimits: moved }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function identity({ version, kind, digest }: Manifest): Pick<Manifest, 'version' | 'kind' | 'digest'> {
  return { version, kind, digest };
}

type Flip = GateVerdict['flips']['negative'][number];

/** A flip with interpretations only; a hypothesis's evidence stands in the data. */
function plainFlip({ id, utterance, truth, incumbent, candidate }: Flip): object {
  return { id, utterance, truth, incumbent: plainWinner(incumbent), candidate: plainWinner(candidate) };
}

function plainWinner({ winner: { domain, intent, slots }, score }: Flip['incumbent']): object {
  return { domain, intent, slots: slots.map(({ name, value }) => ({ name, value })), score };
}
