import { type Hypothesis, LIMITS, probability, type RankedHypothesis } from '@tiebreak/interpretation';
import fc from 'fast-check';
import {
  type AskerOptions,
  type AskRequest,
  createAsker,
  type Decision,
  type EntityRequest,
  type Hop,
  type HopAnswer,
  hopDeadline,
  HOPS,
  type HypothesisSignals,
  shareOf,
  withMatches,
} from '../index';
import { wordsToFind } from './words-to-find';

const p = probability(0.5);
const hypothesis = (id: string, domain: string, value: string): Hypothesis => ({
  id,
  domain,
  intent: 'Play',
  slots: [{ name: 'title', value, entityId: '' }],
  scores: { domain: p, intent: p, ner: p },
  signals: {},
});
const HYPOTHESES = [hypothesis('book', 'Books', 'dune'), hypothesis('film', 'Video', 'dune')];
const request: AskRequest = {
  requestId: 'r',
  utterance: 'get dune',
  locale: 'en',
  context: { device: 'tablet', attributes: {} },
  userId: 'u',
  explain: true,
};
const gone = new AbortController().signal;

/** What an ask was given, hop by hop. */
interface Log {
  readonly deadlines: Partial<Record<Hop, number>>;
  matched?: readonly Hypothesis[];
  resolved?: readonly Hypothesis[];
  searched?: EntityRequest;
}

interface World {
  readonly kind?: Decision['kind'];
  readonly took?: Partial<Record<Hop, number>>;
  readonly interpreted?: HopAnswer<readonly Hypothesis[]>;
  /** Absent: hypotheses are not matched. */
  readonly matches?: HopAnswer<readonly HypothesisSignals[]>;
  readonly found?: HopAnswer<string>;
  readonly withoutFinder?: boolean;
  readonly domainDeadlineMs?: number;
}

/** An asker on a clock of its own, whose hops take as long as they are told to. */
function world({ kind = 'act', took = {}, ...given }: World): { log: Log; options: AskerOptions<string> } {
  const log: Log = { deadlines: {} };
  let clock = 0;
  const passes = <T>(hop: Hop, deadlineMs: number, answer: T): Promise<T> => {
    log.deadlines[hop] = deadlineMs;
    clock += took[hop] ?? 0;
    return Promise.resolve(answer);
  };
  const ranked = HYPOTHESES.map((each): RankedHypothesis => ({
    ...{ hypothesis: each, score: p, bundleScore: p, contributions: [], fallback: false },
  }));
  const offered = { act: 1, confirm: 1, disambiguate: 2, reject: 0 }[kind];
  const options = HYPOTHESES.slice(0, offered).map(({ id }) => ({ hypothesisId: id, label: id }));
  const decision: Decision = { kind, options, probabilityRight: p, question: '', expectedCost: 0 };
  return {
    log,
    options: {
      interpreter: {
        interpret: (_, { deadlineMs }) =>
          passes('nlu', deadlineMs, given.interpreted ?? { status: 'answered', answer: HYPOTHESES }),
      },
      matcher: given.matches && {
        match: (_, hypotheses, { deadlineMs }) => {
          log.matched = hypotheses;
          return passes('match', deadlineMs, given.matches!);
        },
      },
      resolver: ({ requestId, hypotheses }, deadlineMs) => {
        log.resolved = hypotheses;
        return passes('resolve', deadlineMs, { requestId, ranked, outcomes: [], decision });
      },
      finder: given.withoutFinder
        ? undefined
        : {
            find: (wanted, { deadlineMs }) => {
              log.searched = wanted;
              return passes('search', deadlineMs, given.found ?? { status: 'answered', answer: 'entities' });
            },
          },
      domainDeadlineMs: given.domainDeadlineMs ?? Infinity,
      now: () => clock,
    },
  };
}

async function ask(given: World, deadlineMs = 1_000) {
  const { log, options } = world(given);
  return { log, asked: await createAsker(options)(request, { deadlineMs, gone }) };
}

describe('an ask', () => {
  it.each(['act', 'confirm'] as const)('to %s finds the entities of the first option', async (kind) => {
    const { log, asked } = await ask({ kind, took: { nlu: 3, resolve: 2, search: 5 } });
    expect(asked).toMatchObject({ status: 'resolved', requestId: 'r', found: 'entities' });
    expect(asked.hops).toEqual([
      { hop: 'nlu', latencyMs: 3, error: '' },
      { hop: 'resolve', latencyMs: 2, error: '' },
      { hop: 'search', latencyMs: 5, error: '' },
    ]);
    const { requestId, context, userId, explain } = request;
    const { domain, intent, slots } = HYPOTHESES[0]!;
    expect(log.searched).toEqual({ requestId, context, userId, explain, domain, intent, slots, query: 'dune' });
  });

  it.each(['disambiguate', 'reject'] as const)(
    'that comes to %s finds nothing, since nothing is decided',
    async (kind) => {
      const { log, asked } = await ask({ kind });
      expect(asked).not.toHaveProperty('found');
      expect(asked.hops.map(({ hop }) => hop)).toEqual(['nlu', 'resolve']);
      expect(log.searched).toBeUndefined();
    },
  );

  it('whose search fails keeps its resolution, and says why there is no more', async () => {
    const { asked } = await ask({ found: { status: 'unavailable', error: 'the service cannot be reached' } });
    expect(asked).toMatchObject({ status: 'resolved', resolution: { requestId: 'r' } });
    expect(asked).not.toHaveProperty('found');
    expect(asked.hops.map(({ error }) => error)).toEqual(['', '', 'the service cannot be reached']);
  });

  it.each(['deadlineExceeded', 'unavailable', 'refused'] as const)(
    'whose words are not understood, because of %s, ends there and says why',
    async (status) => {
      const { log, asked } = await ask({ interpreted: { status, error: 'no' }, took: { nlu: 9 } });
      expect(asked).toEqual({ status, error: 'no', hops: [{ hop: 'nlu', latencyMs: 9, error: 'no' }] });
      expect(log.deadlines).not.toHaveProperty('resolve');
    },
  );

  it('that is matched resolves hypotheses with the signals of the catalogues', async () => {
    const matches = [{ hypothesisId: 'film', signals: { entity_match: 0.75 } }];
    const { log, asked } = await ask({ matches: { status: 'answered', answer: matches }, took: { match: 4 } });
    expect(log.matched).toEqual(HYPOTHESES);
    expect(log.resolved).toEqual([HYPOTHESES[0], { ...HYPOTHESES[1], signals: { entity_match: 0.75 } }]);
    expect(asked.hops.map(({ hop }) => hop)).toEqual(['nlu', 'match', 'resolve', 'search']);
    expect(asked.hops[1]).toEqual({ hop: 'match', latencyMs: 4, error: '' });
  });

  it.each(['deadlineExceeded', 'unavailable', 'refused'] as const)(
    'whose matching fails, because of %s, is resolved without signals and says why',
    async (status) => {
      const { log, asked } = await ask({ matches: { status, error: 'no catalogue' } });
      expect(log.resolved).toEqual(HYPOTHESES);
      expect(asked).toMatchObject({ status: 'resolved', found: 'entities' });
      expect(asked.hops.map(({ error }) => error)).toEqual(['', 'no catalogue', '', '']);
    },
  );

  it('that nothing was understood of has nothing to match', async () => {
    const { log } = await ask({
      interpreted: { status: 'answered', answer: [] },
      matches: { status: 'answered', answer: [] },
    });
    expect(log.deadlines).not.toHaveProperty('match');
  });

  it('gives a domain its own deadline at most', async () => {
    expect((await ask({ domainDeadlineMs: 50 })).log.deadlines.resolve).toBe(50);
    expect((await ask({ domainDeadlineMs: 50 }, 10)).log.deadlines.resolve).toBeLessThan(10);
  });
});

describe('the time of an ask', () => {
  const total = 1_000;

  it('is shared as documented when each hop uses its time up: 300, 200 and 500 of 1,000 ms', async () => {
    const { log } = await ask({ took: { nlu: 300, resolve: 200 } }, total);
    expect(log.deadlines.nlu).toBeCloseTo(300, 9);
    expect(log.deadlines.resolve).toBeCloseTo(200, 9);
    expect(log.deadlines.search).toBeCloseTo(500, 9);
  });

  it('goes to the next hops when a hop is early: after 100 ms, resolving has 2/7 of 900', async () => {
    const { log } = await ask({ took: { nlu: 100, resolve: 0 } }, total);
    expect(log.deadlines.resolve).toBeCloseTo((2 / 7) * 900, 9);
    expect(log.deadlines.search).toBeCloseTo(900, 9);
  });

  it('is shared among those that are made: without a search 3/5 and 2/5', async () => {
    const { log } = await ask({ withoutFinder: true, took: { nlu: 600 } }, total);
    expect(log.deadlines.nlu).toBeCloseTo(600, 9);
    expect(log.deadlines.resolve).toBeCloseTo(400, 9);
  });

  it('is shared among 12 parts when hypotheses are matched too: 3, 2, 2 and 5', async () => {
    const matches = { status: 'answered', answer: [] } as const;
    const { log } = await ask({ matches, took: { nlu: 300, match: 200, resolve: 200 } }, 1_200);
    const { nlu, match, resolve, search } = log.deadlines;
    [nlu, match, resolve, search].forEach((ms, i) => {
      expect(ms).toBeCloseTo([300, 200, 200, 500][i]!, 9);
    });
  });

  it('is never exceeded, however much of theirs the hops take, and an early hop takes nothing from a later one', () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e5, noNaN: true }),
        fc.tuple(fraction, fraction, fraction, fc.constant(1)),
        (ms, used) => {
          let left = ms;
          const given = HOPS.map((hop, i) => {
            const deadline = hopDeadline(HOPS.slice(i) as [Hop, ...Hop[]], left);
            expect(deadline).toBeGreaterThanOrEqual(shareOf(hop, HOPS) * ms * (1 - 1e-9));
            left -= deadline * used[i]!;
            return deadline;
          });
          expect(left).toBeGreaterThanOrEqual(-1e-9 * ms);
          expect(given[3]).toBeLessThanOrEqual(ms);
        },
      ),
    );
  });

  it('that is over gives a hop nothing', () => {
    expect(hopDeadline(['search'], -5)).toBe(0);
  });
});

describe('the words of a search', () => {
  it('are those of the slots, and all that was said when there are none or they are too long', () => {
    const slots = [{ value: 'thriller' }, { value: 'michael jackson' }];
    expect(wordsToFind(slots, 'play thriller by michael jackson')).toBe('thriller michael jackson');
    expect(wordsToFind([], 'play something')).toBe('play something');
    expect(wordsToFind([{ value: 'x'.repeat(LIMITS.text) }, { value: 'y' }], 'play x')).toBe('play x');
  });
});

describe('signals of catalogues', () => {
  const signals = { entity_match: 1, own: 2 };
  const [own, other] = [{ ...HYPOTHESES[0]!, signals }, HYPOTHESES[1]!];

  it('stand beside those that a hypothesis has, and in place of those of the same name', () => {
    const matches = [{ hypothesisId: 'book', signals: { entity_match: 0.5, entity_popularity: 0.25 } }];
    expect(withMatches([own, other], matches)).toEqual([
      { ...own, signals: { entity_match: 0.5, own: 2, entity_popularity: 0.25 } },
      other,
    ]);
  });

  it('of hypotheses that nobody asked about change nothing', () => {
    expect(withMatches([own, other], [{ hypothesisId: 'song', signals: { entity_match: 1 } }])).toEqual([own, other]);
  });

  it('that would be more than a hypothesis may have are left out of it', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${i}`, i]));
    const counts = [LIMITS.signals - 2, LIMITS.signals - 1].map((count) => {
      const [joined] = withMatches([own], [{ hypothesisId: 'book', signals: many(count) }]);
      return Object.keys(joined!.signals).length;
    });
    expect(counts).toEqual([LIMITS.signals, 2]);
  });
});
