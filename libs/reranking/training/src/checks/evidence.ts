import { areaUnderRoc } from '@tiebreak/calibration';
import { contextValue } from '@tiebreak/features';
import { productScore, sameInterpretation } from '@tiebreak/interpretation';
import type { DomainView } from './domain-view';
import type { Finding } from './finding';

/** An upstream that is first four times in five is first so often in a row once in a hundred. */
const FEWEST_FIRSTS = 20;
const SCORES = ['domain', 'intent', 'ner'] as const;

/** Whether what the model looks at can tell right from wrong, and does not do so by accident. */
export function findWeakEvidence(view: DomainView): Finding[] {
  return [...constantContext(view), ...poorScores(view), ...misorderedScores(view), ...alwaysFirst(view)].map(
    (finding) => ({ severity: 'warning', domain: view.definition.name, ...finding }),
  );
}

type Weakness = Omit<Finding, 'severity' | 'domain'>;

function constantContext({ definition, lines }: DomainView): Weakness[] {
  return definition.contextAttributes.flatMap((attribute): Weakness[] => {
    const values = new Set(lines.map(({ context }) => contextValue(context, attribute)));
    if (values.size > 1 || lines.length === 0) return [];
    const [value] = values;
    return [
      {
        what: `context attribute ${attribute}`,
        measured: value === undefined ? 'empty in every line' : `"${value}" in every line`,
        expected: 'several values',
        remedy: 'record it where traffic has it; as it stands the model cannot learn from it',
      },
    ];
  });
}

function poorScores({ lines }: DomainView): Weakness[] {
  return SCORES.flatMap((name): Weakness[] => {
    const values = new Set(lines.flatMap(({ hypotheses }) => hypotheses.map(({ scores }) => scores[name])));
    const [value] = values;
    const what = `scores.${name}`;
    if (values.size === 1) {
      return [
        {
          ...{ what, measured: `${value!} in every hypothesis`, expected: 'several values' },
          remedy: "write the upstream model's probability; a constant tells nothing",
        },
      ];
    }
    if ([...values].every((v) => v === 0 || v === 1)) {
      return [
        {
          ...{ what, measured: 'only 0 and 1', expected: 'probabilities' },
          remedy: "write the upstream model's probability instead of its decision",
        },
      ];
    }
    return [];
  });
}

function misorderedScores({ lines }: DomainView): Weakness[] {
  const [rights, wrongs]: [number[], number[]] = [[], []];
  for (const { hypotheses, truth } of lines)
    for (const hypothesis of hypotheses)
      (sameInterpretation(hypothesis, truth) ? rights : wrongs).push(productScore(hypothesis.scores));
  // NaN where either is missing, which is neither below a half nor 1.
  const area = areaUnderRoc(rights, wrongs);
  if (area < 0.5) {
    return [
      {
        what: 'domain * intent * ner of a right hypothesis against a wrong one',
        measured: `higher in ${(100 * area).toFixed(1)}% of pairs`,
        expected: 'over 50%',
        remedy: 'are they costs or distances? Scores are probabilities: high when the reading is likely',
      },
    ];
  }
  if (area === 1) {
    return [
      {
        what: 'domain * intent * ner of a right hypothesis against a wrong one',
        measured: 'higher in every pair',
        expected: 'now and then not',
        remedy: 'were scores made with the truth at hand? A model trained on such lines fails on traffic',
      },
    ];
  }
  return [];
}

/** A list that always starts with the truth was sorted with the truth at hand, or has nothing left to re-rank. */
function alwaysFirst({ own }: DomainView): Weakness[] {
  const choices = own.filter(
    ({ hypotheses, truth }) =>
      hypotheses.length > 1 && hypotheses.some((hypothesis) => sameInterpretation(hypothesis, truth)),
  );
  const firsts = choices.filter(({ hypotheses, truth }) => sameInterpretation(hypotheses[0]!, truth)).length;
  if (choices.length < FEWEST_FIRSTS || firsts < choices.length) return [];
  return [
    {
      what: 'place of the right hypothesis',
      measured: `the first of its list in all of ${choices.length} own utterances`,
      expected: 'now and then a later one',
      remedy: "give hypotheses in the upstream's own order; if this is it, a re-ranker has nothing to do",
    },
  ];
}
