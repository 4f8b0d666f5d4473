import { type Hypothesis, probability, type ReferenceUtterance, sameInterpretation } from '@tiebreak/interpretation';
import { defineDomain } from '@tiebreak/scoring';
import fc from 'fast-check';
import { simulatedLines } from '../test/simulated-lines';
import { checkLines, type CheckOptions, type Finding, verdictOf, worstFirst } from './check-lines';

const options: CheckOptions = { definitionOf: (name) => defineDomain({ name }), domain: 'Music' };

/** Lines that nothing is wrong with: in words of their own, and the right reading is not always the first. */
const GOOD = simulatedLines(2_400, 1).map((line, i) => ({
  ...line,
  utterance: `play ${i}`,
  hypotheses: i % 4 === 0 ? line.hypotheses.toReversed() : line.hypotheses,
}));

const check = (lines: readonly ReferenceUtterance[]): readonly Finding[] => checkLines(lines, options).findings;
const isRight = ({ truth }: ReferenceUtterance, hypothesis: Hypothesis): boolean =>
  sameInterpretation(hypothesis, truth);
/** The lines with every hypothesis of Music replaced. */
const withMusic = (replace: (hypothesis: Hypothesis, line: ReferenceUtterance, i: number) => Hypothesis) =>
  GOOD.map((line, i) => ({
    ...line,
    hypotheses: line.hypotheses.map((h) => (h.domain === 'Music' ? replace(h, line, i) : h)),
  }));
/**
 * The lines with `count` own utterances of Music on which a hypothesis is right.
 * The others are meant for nobody or, with `unheard`, for Music with a title that no hypothesis has.
 */
function withRights(count: number, others: 'nobody' | 'unheard' = 'nobody'): ReferenceUtterance[] {
  let own = 0;
  return GOOD.map((line) => {
    if (line.truth.domain !== 'Music') return line;
    const { slots } = line.hypotheses.find(({ id }) => id === 'Music-first')!;
    if (own++ < count) return { ...line, truth: { ...line.truth, slots } };
    if (others === 'nobody') return { ...line, truth: { domain: 'Other', intent: '', slots: [] } };
    return { ...line, truth: { ...line.truth, slots: [{ name: 'title', value: 'fifth' }] } };
  });
}

describe('what a file holds', () => {
  it('is counted: 2 of 4 own utterances with a right hypothesis, one line of another domain, one of none', () => {
    const hypothesis = (domain: string, intent: string): Hypothesis => ({
      ...{ id: intent, domain, intent, slots: [], signals: {} },
      scores: { domain: probability(0.5), intent: probability(0.5), ner: probability(0.5) },
    });
    const line = (domain: string, ...hypotheses: Hypothesis[]): ReferenceUtterance => ({
      ...{ id: 'any', utterance: 'any', locale: '', context: { device: '', attributes: {} } },
      hypotheses,
      truth: { domain, intent: 'Play', slots: [] },
    });
    const [play, rate] = [hypothesis('Music', 'Play'), hypothesis('Music', 'Rate')];
    const lines = [
      ...[line('Music', play, rate), line('Music', rate, hypothesis('Books', 'Play'), play), line('Music', rate)],
      ...[line('Music', hypothesis('Books', 'Play')), line('Books', play), line('Other', rate)],
    ];
    const { domains } = checkLines(lines, {
      definitionOf: (name) => defineDomain({ name, features: [], contextAttributes: [] }),
    });
    expect(domains).toEqual([
      { ...{ domain: 'Books', lines: 2, own: 1, ownWithRight: 0, foreign: 2, outOfDomain: 0 }, ...counts(2, 0) },
      { ...{ domain: 'Music', lines: 5, own: 4, ownWithRight: 2, foreign: 1, outOfDomain: 1 }, ...counts(7, 2) },
    ]);
  });

  const counts = (hypotheses: number, right: number) => ({ hypotheses, right, columns: 0 });
});

describe('lines that nothing is wrong with', () => {
  it('have no findings, and are ready to train', () => {
    const all = checkLines(GOOD, { definitionOf: options.definitionOf });
    expect(all.domains.map(({ domain }) => domain)).toEqual(['Books', 'Music']);
    expect(all.findings).toEqual([]);
    expect(verdictOf(all.findings)).toBe('ready to train');
  });

  it('are too few for the columns below 5 right a column', () => {
    const { columns } = checkLines(GOOD, options).domains[0]!;
    const enough = 5 * columns;
    expect(check(withRights(enough))).toEqual([]);
    expect(check(withRights(enough - 1))).toEqual([
      expect.objectContaining({ severity: 'warning', domain: 'Music', what: 'right hypotheses' }),
    ]);
  });
});

describe('the file', () => {
  it.each([
    ['without lines', [], undefined, { severity: 'error', what: 'lines with hypotheses and truth', measured: 'none' }],
    [
      'without hypotheses of the domain asked for',
      GOOD,
      'musik',
      { severity: 'error', domain: 'musik', measured: 'none, but of Books, Music', remedy: 'is it "Music"?' },
    ],
    [
      'with a truth for a domain that is nearly one of the hypotheses',
      GOOD.map((line, i) => (i < 3 ? { ...line, truth: { ...line.truth, domain: 'book' } } : line)),
      'Music',
      { severity: 'warning', what: 'domains of truths', measured: '"book" in 3 lines, in no hypothesis' },
    ],
    [
      'with two truths for the same words on the same device',
      GOOD.map((line, i) => (i < 6 ? { ...line, utterance: 'play it', context: GOOD[i % 2]!.context } : line)),
      'Music',
      {
        severity: 'warning',
        what: 'truths of the same words on the same device',
        measured: '2 that contradict: u1-0 and u1-2, u1-1 and u1-3',
      },
    ],
  ] as const)('%s is told so', (_, lines, domain, finding) => {
    const { findings } = checkLines(lines, {
      definitionOf: options.definitionOf,
      ...(domain === undefined ? {} : { domain }),
    });
    expect(findings).toEqual([expect.objectContaining(finding)]);
    expect(verdictOf(findings)).toBe(finding.severity === 'error' ? 'not ready' : 'can be trained, with 1 warning');
  });

  it('may hold the same words with the same truth, or with another truth on another device', () => {
    const again = { ...GOOD[0]!, id: 'again' };
    const elsewhere = { ...GOOD[1]!, id: 'elsewhere', utterance: GOOD[0]!.utterance };
    expect(elsewhere.context).not.toEqual(again.context);
    expect(check([...GOOD, again, elsewhere])).toEqual([]);
  });

  it('counts for what training learns from, but contradicts itself with all of its lines', () => {
    const lines = [...GOOD, { ...GOOD[0]!, id: 'not learned', truth: GOOD[1]!.truth }];
    const { domains, findings } = checkLines(lines, { ...options, learnedFrom: ({ id }) => id !== 'not learned' });
    expect(domains).toEqual(checkLines(GOOD, options).domains);
    expect(findings).toEqual([expect.objectContaining({ measured: '1 that contradict: u1-0 and not learned' })]);
  });

  it('leaks into another that has an id of it, and perhaps into one that has its words', () => {
    const [first, second] = GOOD as [ReferenceUtterance, ReferenceUtterance];
    const against = [{ ...first, utterance: 'other words' }, { ...second, id: 'other id' }, ...simulatedLines(3, 2)];
    expect(checkLines(GOOD, { ...options, against }).findings).toEqual([
      expect.objectContaining({ severity: 'error', what: 'ids that the other file has too', measured: '1: u1-0' }),
      expect.objectContaining({ severity: 'warning', measured: '1 lines: u1-1' }),
    ]);
    expect(checkLines(GOOD, { ...options, against: simulatedLines(3, 2) }).findings).toEqual([]);
  });
});

describe('a domain', () => {
  it.each<[string, readonly ReferenceUtterance[], Partial<Finding>[]]>([
    [
      'with 49 right hypotheses is worse off than with its fallback curve',
      withRights(49),
      [{ severity: 'error', what: 'right hypotheses', measured: '49 of 4800', expected: 'at least 50' }],
    ],
    [
      'that has nothing right on most of its utterances is asked to compare the labels',
      withRights(399, 'unheard'),
      [{ severity: 'warning', what: 'own utterances with a right hypothesis', measured: '399 of 800' }],
    ],
    [
      'that is never meant has no own utterances, and so nothing right',
      GOOD.filter(({ truth }) => truth.domain !== 'Music'),
      [
        { severity: 'error', what: 'own utterances' },
        { severity: 'error', what: 'right hypotheses', measured: '0 of 3200' },
      ],
    ],
    [
      'with right hypotheses only has nothing to tell them from',
      GOOD.map((line) => ({ ...line, hypotheses: line.hypotheses.filter((h) => isRight(line, h)) })),
      [
        { severity: 'error', what: 'wrong hypotheses' },
        { severity: 'warning', what: 'lines meant for other domains' },
      ],
    ],
    [
      'that never sees what is meant for others cannot be compared with them',
      GOOD.filter(({ truth }) => truth.domain !== 'Books'),
      [{ severity: 'warning', what: 'lines meant for other domains', measured: 'none' }],
    ],
    [
      'that sees its own utterances only cannot either',
      GOOD.filter(({ truth }) => truth.domain === 'Music'),
      [{ severity: 'warning', measured: 'none, nor any that no domain serves' }],
    ],
    [
      "that sees other domains' utterances does without those that nobody serves",
      GOOD.filter(({ truth }) => truth.domain !== 'Other'),
      [],
    ],
    [
      'whose truths have an intent that no hypothesis has is asked whether it is a similar one',
      GOOD.map((line, i) => (i < 60 ? { ...line, truth: { ...line.truth, intent: 'Player' } } : line)),
      [
        {
          severity: 'warning',
          what: 'intents of truths',
          measured: 'in no hypothesis: "Player" (20 utterances)',
          remedy: expect.stringContaining('"Player" for "Play"') as never,
        },
      ],
    ],
    [
      'whose truths have a slot that no hypothesis has is told that nothing can be right',
      GOOD.map((line, i) =>
        i < 60 ? { ...line, truth: { ...line.truth, slots: [{ name: 'xyz', value: '1' }] } } : line,
      ),
      [
        {
          severity: 'warning',
          what: 'slot names of truths',
          measured: 'in no hypothesis: "xyz" (20 utterances)',
          remedy: expect.stringMatching(/^nothing is right/) as never,
        },
      ],
    ],
    [
      'whose truths are in capitals is told which lines would be right',
      GOOD.map((line, i) => {
        const right = line.hypotheses.find((h) => isRight(line, h));
        if (i >= 6 || right?.domain !== 'Music') return line;
        return { ...line, truth: { ...line.truth, slots: [{ name: 'title', value: ' FIRST' }] } };
      }),
      [{ severity: 'warning', what: 'slots of truths written otherwise than in a hypothesis' }],
    ],
    [
      'with an intent in 9 utterances learns nothing of it',
      withMusic((h, _, i) => (i < 9 && h.id === 'Music-second' ? { ...h, intent: 'Queue' } : h)),
      [{ severity: 'warning', what: 'utterances of each intent', measured: '"Queue" 9' }],
    ],
    [
      'on one device only cannot learn from it',
      GOOD.map((line) => ({ ...line, context: { device: 'phone', attributes: {} } })),
      [{ severity: 'warning', what: 'context attribute device', measured: '"phone" in every line' }],
    ],
    [
      'on no device cannot learn from it either',
      GOOD.map((line) => ({ ...line, context: { device: '', attributes: {} } })),
      [{ severity: 'warning', what: 'context attribute device', measured: 'empty in every line' }],
    ],
    [
      'with a constant score learns nothing from it',
      withMusic((h) => ({ ...h, scores: { ...h.scores, domain: probability(1) } })),
      [{ severity: 'warning', what: 'scores.domain', measured: '1 in every hypothesis' }],
    ],
    [
      'with decisions for scores is asked for probabilities',
      withMusic((h) => ({ ...h, scores: { ...h.scores, ner: probability(h.scores.ner < 0.5 ? 0 : 1) } })),
      [{ severity: 'warning', what: 'scores.ner', measured: 'only 0 and 1' }],
    ],
    [
      'whose scores fall where it is right is asked whether they are costs',
      withMusic((h) => ({ ...h, scores: { ...h.scores, domain: probability(1e-6 / (1e-6 + h.scores.domain ** 4)) } })),
      [{ severity: 'warning', expected: 'over 50%' }],
    ],
    [
      'whose scores know the truth is asked how',
      withMusic((h, line) => ({
        ...h,
        scores: { ...h.scores, domain: probability(isRight(line, h) ? 1 : 1e-9 * h.scores.domain) },
      })),
      [{ severity: 'warning', measured: 'higher in every pair' }],
    ],
    [
      'whose right hypothesis is always the first is asked whether lists are sorted by truth',
      simulatedLines(2_400, 1).map((line, i) => ({ ...line, utterance: `play ${i}` })),
      [{ severity: 'warning', what: 'place of the right hypothesis' }],
    ],
  ])('%s', (_, lines, findings) => {
    const expected = findings.map((finding) => expect.objectContaining({ domain: 'Music', ...finding }) as Finding);
    expect(check(lines)).toEqual(expected);
  });

  it('whose right hypothesis is the first of 19 lists may be lucky', () => {
    let rights = 0;
    const lines = simulatedLines(2_400, 1).map((line, i) => {
      const first = line.truth.domain === 'Music' && line.hypotheses.some((h) => isRight(line, h)) && rights++ < 19;
      return { ...line, utterance: `play ${i}`, hypotheses: first ? line.hypotheses : line.hypotheses.slice(0, 1) };
    });
    expect(check(lines)).toEqual([]);
    expect(rights).toBeGreaterThan(19);
  });
});

describe('the order of findings', () => {
  const finding = fc.record({
    severity: fc.constantFrom('error' as const, 'warning' as const),
    what: fc.string(),
    ...{ measured: fc.constant(''), expected: fc.constant(''), remedy: fc.constant('') },
  });

  it('is errors first, and otherwise as it was', () => {
    fc.assert(
      fc.property(fc.array(finding), (findings) => {
        const order = [...findings].sort((a, b) => a.severity.localeCompare(b.severity));
        expect(worstFirst(findings)).toEqual(order);
      }),
    );
  });
});
