import {
  type Interpretation,
  OUT_OF_DOMAIN,
  type ReferenceUtterance,
  sameInterpretation,
} from '@tiebreak/interpretation';
import { readVocabulary } from '@tiebreak/scoring';
import type { DomainView } from './domain-view';
import { type Finding, listNames } from './finding';
import { nearestName } from './nearest-name';

/** Domains of truths that no hypothesis has but that look like one that some have. */
export function findStrangeDomains(lines: readonly ReferenceUtterance[], domains: readonly string[]): Finding[] {
  const known = [...domains, OUT_OF_DOMAIN];
  const strange = countNames(lines, ({ truth }) => (known.includes(truth.domain) ? [] : [truth.domain]));
  return [...strange].flatMap(([name, count]): Finding[] => {
    const nearest = nearestName(name, known);
    if (nearest === undefined) return [];
    return [
      {
        severity: 'warning',
        what: 'domains of truths',
        measured: `"${name}" in ${count} lines, in no hypothesis`,
        expected: 'the spelling of the hypotheses',
        remedy: `is it "${nearest}"? Truth and hypotheses must be written alike`,
      },
    ];
  });
}

/** Intents and slots of a domain that truth and hypotheses do not share, and intents too rare to learn. */
export function findStrangeNames(view: DomainView): Finding[] {
  const intents = ({ intent }: Interpretation): string[] => [intent];
  const slotNames = ({ slots }: Interpretation): string[] => slots.map(({ name }) => name);
  return [
    ...strangeIn(view, 'intents of truths', intents),
    ...strangeIn(view, 'slot names of truths', slotNames),
    ...rareIntents(view),
    ...nearlyRight(view),
  ];
}

function strangeIn(view: DomainView, what: string, namesOf: (reading: Interpretation) => string[]): Finding[] {
  const known = new Set(view.lines.flatMap(({ hypotheses }) => hypotheses.flatMap(namesOf)));
  const strange = countNames(view.own, ({ truth }) => namesOf(truth).filter((name) => !known.has(name)));
  if (strange.size === 0) return [];
  const questions = [...strange.keys()].flatMap((name) => {
    const nearest = nearestName(name, known);
    return nearest === undefined ? [] : [`"${name}" for "${nearest}"`];
  });
  return [
    {
      severity: 'warning',
      domain: view.definition.name,
      what,
      measured: `in no hypothesis: ${listNames([...strange].map(([name, count]) => `"${name}" (${count} utterances)`))}`,
      expected: 'names that hypotheses have',
      remedy:
        questions.length > 0
          ? `is it ${listNames(questions)}? Nothing is right on these utterances until both are written alike`
          : 'nothing is right on these utterances until the NLU gives such hypotheses',
    },
  ];
}

/** Intents that hypotheses or the definition have, but in too few utterances for a column of their own to learn from. */
function rareIntents({ definition, lines }: DomainView): Finding[] {
  // Without the definition's own list, the vocabulary holds just the intents of enough utterances.
  const { intents: listed = [], ...open } = definition;
  const frequent = new Set(readVocabulary(open, lines).intents);
  const counts = countNames(lines, ({ hypotheses }) => hypotheses.map(({ intent }) => intent));
  const rare = [...new Set([...listed, ...counts.keys()])].filter((name) => !frequent.has(name)).sort();
  if (rare.length === 0) return [];
  return [
    {
      severity: 'warning',
      domain: definition.name,
      what: 'utterances of each intent',
      measured: listNames(rare.map((name) => `"${name}" ${counts.get(name) ?? 0}`)),
      expected: 'at least 10',
      remedy: 'add utterances with hypotheses of these intents; with fewer, nothing is learned of an intent itself',
    },
  ];
}

/** Own utterances on which nothing is right, but something would be if it were written alike. */
function nearlyRight({ definition, own }: DomainView): Finding[] {
  const ids = own
    .filter(({ hypotheses, truth }) => {
      if (hypotheses.some((hypothesis) => sameInterpretation(hypothesis, truth))) return false;
      const meant = looseText(truth);
      return hypotheses.some((hypothesis) => looseText(hypothesis) === meant);
    })
    .map(({ id }) => id);
  if (ids.length === 0) return [];
  return [
    {
      severity: 'warning',
      domain: definition.name,
      what: 'slots of truths written otherwise than in a hypothesis',
      measured: `${ids.length} utterances: ${listNames(ids)}`,
      expected: 'the same order of slots, and case, white space and punctuation of their values',
      remedy: 'write truth as the NLU writes hypotheses; as it stands these count as wrong',
    },
  ];
}

/** An interpretation but for the order of slots, and case, white space and punctuation of their values. */
function looseText({ domain, intent, slots }: Interpretation): string {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return [domain, intent, ...slots.map(({ name, value }) => `${name}=${plain(value)}`).sort()].join('\n');
}

/** In how many lines each name is. */
function countNames(
  lines: readonly ReferenceUtterance[],
  namesOf: (line: ReferenceUtterance) => readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) for (const name of new Set(namesOf(line))) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
