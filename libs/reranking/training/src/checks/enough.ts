import type { DomainView } from './domain-view';
import type { Finding } from './finding';

/**
 * Right hypotheses, and wrong ones, below which the fallback curve with its two parameters has the better likelihood:
 * the crossing of the learning curves in docs/how-to/check-your-data.md.
 */
const FEWEST_OF_A_CLASS = 50;
/**
 * Hypotheses of the rarer class for each weight: below, twice the lines still bring 3% of NLL and more. The rule of ten
 * events a variable (Peduzzi et al., J Clin Epidemiol 1996) is for models without a penalty; ours have one.
 */
const FEWEST_PER_COLUMN = 5;
/** Below this share of own utterances with a right hypothesis it is more often the labels than the NLU. */
const LOWEST_RECALL = 0.5;

/** Whether a domain has enough lines of each sort. */
export function findShortages({ counts }: DomainView): Finding[] {
  const { domain, own, ownWithRight, foreign, outOfDomain, hypotheses, right, columns } = counts;
  const findings: Finding[] = [];
  const find = (severity: Finding['severity'], finding: Omit<Finding, 'severity' | 'domain'>): void => {
    findings.push({ severity, domain, ...finding });
  };
  if (own === 0) {
    find('error', {
      what: 'own utterances',
      measured: 'none',
      expected: `lines whose truth has the domain "${domain}"`,
      remedy: 'add labelled utterances that were meant for the domain, and spell it as the hypotheses do',
    });
  } else if (ownWithRight < LOWEST_RECALL * own) {
    find('warning', {
      what: 'own utterances with a right hypothesis',
      measured: `${ownWithRight} of ${own}`,
      expected: 'at least half: a re-ranker can only choose what is there',
      remedy: 'compare truth and hypotheses of a few lines, names and values; or let the NLU give more hypotheses',
    });
  }
  for (const [which, count, more] of [
    ['right', right, 'label more own utterances'],
    ['wrong', hypotheses - right, 'add more hypotheses of a line, and lines meant for others'],
  ] as const) {
    const what = `${which} hypotheses`;
    const measured = `${count} of ${hypotheses}`;
    if (count < FEWEST_OF_A_CLASS) {
      find('error', {
        ...{ what, measured, expected: `at least ${FEWEST_OF_A_CLASS}` },
        remedy: `${more}; with fewer, the fallback curve is the better model`,
      });
    } else if (count < FEWEST_PER_COLUMN * columns) {
      const expected = `at least ${FEWEST_PER_COLUMN * columns}, ${FEWEST_PER_COLUMN} for each of ${columns} columns`;
      find('warning', { what, measured, expected, remedy: `${more}; the model can be trained but will still improve` });
    }
  }
  // Lines that no domain serves do not replace these, and are not missed where there are some: the second table there.
  if (foreign === 0) {
    find('warning', {
      what: 'lines meant for other domains',
      measured: outOfDomain === 0 ? 'none, nor any that no domain serves' : 'none',
      expected: 'those that reach the domain, at their natural share',
      remedy: 'add them: without, scores are too high for what is not yours, and do not compare with those of others',
    });
  }
  return findings;
}
