import { productScore, type UpstreamScores } from '@tiebreak/interpretation';
import type { wire } from '@tiebreak/protocol';
import { describeSlots } from '../describe-slots';
import { formatTable } from '../output';
import type { Said } from './aggregator-over-http';

/** A resolution for the terminal: the decision, and every hypothesis with its upstream and its calibrated score. */
export function formatResolution(
  { utterance, device }: Said,
  { ranked, outcomes, decision }: wire.ResolveResponse,
): string {
  const rows = ranked.map(({ hypothesis, score, fallback }) => {
    const { domain, intent, slots, scores } = hypothesis!;
    return [
      domain,
      intent,
      describeSlots(slots),
      // It came with the request, where all three are required.
      productScore(scores as UpstreamScores).toFixed(3),
      `${score.toFixed(3)}${fallback ? ' (fallback)' : ''}`,
    ];
  });
  const troubles = outcomes.filter(({ error }) => error !== '').map(({ domain, error }) => `${domain}: ${error}`);
  return [
    `"${utterance}" on ${device}`,
    formatTable([['domain', 'intent', 'slots', 'upstream', 'calibrated'], ...rows]),
    ...troubles,
    `decision: ${describeDecision(decision!)}`,
  ].join('\n');
}

function describeDecision({
  kind,
  options,
  question,
  probabilityRight,
}: NonNullable<wire.ResolveResponse['decision']>): string {
  const verb = kind.replace('DECISION_KIND_', '');
  const about = question === '' ? (options[0]?.label ?? 'nothing is likely enough') : question;
  return `${verb}  ${about}  (right with probability ${probabilityRight.toFixed(2)})`;
}
