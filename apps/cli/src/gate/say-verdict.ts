import type { Interpretation } from '@tiebreak/interpretation';
import type { GateVerdict, WinnerFlip } from '@tiebreak/release';
import { describeSlots } from '../describe-slots';
import { formatTable, say } from '../output';
import type { GateRun } from './gate-report';

/** Prints a verdict for people: every rule, the power, and the utterances that change sides. */
export function sayVerdict({ bundles, lines, allLines, moved, reason }: GateRun, verdict: GateVerdict): void {
  const { incumbent, candidate, others } = bundles;
  const name = ({ manifest }: typeof incumbent): string => `${manifest.domain}@${manifest.version} (${manifest.kind})`;
  const beside = others.map(({ manifest }) => manifest.domain).join(' and ') || 'no other domain';
  say(`${name(candidate)} for ${name(incumbent)}, merged with ${beside}`);
  say(`${lines} lines${allLines ? '' : ' of the gate split'}\n`);
  say(
    formatTable([
      ['rule', '', 'measured', 'limit', ''],
      ...verdict.rules.map(({ rule, passed, measured, limit, reason: why }) => [
        ...[rule, passed ? 'passed' : 'REFUSED', figure(measured), figure(limit), why],
      ]),
    ]),
  );
  const { semer, nll } = verdict.power;
  say(
    `\nOn these lines the gate would catch, 80% of the time, a rise of ${semer.toFixed(4)} in merged SemER or of ${nll.toFixed(4)} nats in the domain's NLL.`,
  );
  if (Object.keys(moved).length > 0) say(`Limits differ from the defaults (${JSON.stringify(moved)}): ${reason ?? ''}`);
  sayFlips('right before and wrong now', verdict.flips.negative);
  sayFlips('wrong before and right now', verdict.flips.positive);
}

function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}

function sayFlips(title: string, flips: readonly WinnerFlip[]): void {
  if (flips.length === 0) return;
  say(`\n${flips.length} ${title}:`);
  for (const { id, utterance, truth, incumbent, candidate } of flips) {
    say(`  ${id} "${utterance}"`);
    say(`    before  ${incumbent.score.toFixed(3)}  ${describe(incumbent.winner)}`);
    say(`    now     ${candidate.score.toFixed(3)}  ${describe(candidate.winner)}`);
    say(`    meant          ${describe(truth)}`);
  }
}

function describe({ domain, intent, slots }: Interpretation): string {
  return `${domain} ${intent} ${describeSlots(slots)}`;
}
