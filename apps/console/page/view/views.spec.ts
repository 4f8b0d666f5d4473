import { bundlesOf, previousModel } from './bundles';
import { calibrationVerdict } from './calibration-verdict';
import { feedbackRequest } from './feedback-event';
import { findLines } from './find-lines';
import { reliabilityDots } from './reliability-dots';
import { readReportFile } from './report-file';
import { strategyRows } from './strategy-rows';

describe('bundles that a rollback may go to', () => {
  it('are those that were taken, the latest first, each once', () => {
    const change = (bundle: string, refused?: string) => ({
      ...{ time: '', change: 'active' as const, bundle },
      ...(refused === undefined ? {} : { refused }),
    });
    const history = [change('1'), change('2'), change('3', 'broken'), change(''), change('1')];
    expect(bundlesOf({ history })).toEqual(['1', '2']);
  });
});

describe('the model that a rollback goes to', () => {
  const change = (digest: string, what: 'started' | 'active' | 'canary', refused?: string) => ({
    ...{ time: '', change: what, bundle: digest, digest },
    ...(refused === undefined ? {} : { refused }),
  });
  const standing = (digest: string) => [{ version: '1.0.0', digest, role: 'active' as const, trafficShare: 1 }];

  it('is the one that was active before, whatever stood beside it or was refused since', () => {
    const history = [
      change('a', 'started'),
      change('b', 'active'),
      change('c', 'canary'),
      change('d', 'active', 'old'),
    ];
    expect(previousModel({ models: standing('b'), history })?.bundle).toBe('a');
    expect(previousModel({ models: standing('a'), history: [...history, change('a', 'active')] })?.bundle).toBe('b');
  });

  it('is none where nothing else was active', () => {
    expect(previousModel({ models: standing('a'), history: [change('a', 'started')] })).toBeUndefined();
    expect(previousModel({ models: [], history: [] })).toBeUndefined();
  });
});

describe('the verdict on a model', () => {
  const quiet = { statistic: 0, threshold: 1, since: null };
  const levelOf = (alarm: boolean, active: boolean, topOutcomes: number): string =>
    calibrationVerdict({ detector: { ...quiet, alarm }, warning: { ...quiet, active }, topOutcomes }).level;

  it('is the worst that is known, and nothing is fine before an outcome', () => {
    expect(levelOf(true, true, 5)).toBe('alarm');
    expect(levelOf(false, true, 0)).toBe('warning');
    expect(levelOf(false, false, 0)).toBe('unknown');
    expect(levelOf(false, false, 1)).toBe('fine');
  });
});

describe('feedback', () => {
  it('is one event with its own id, as proto3 JSON', () => {
    const now = new Date(0);
    expect(feedbackRequest('play', { eventId: 'e', impressionId: 'i', entityId: 'x', now })).toEqual({
      events: [
        {
          ...{ eventId: 'e', impressionId: 'i', entityId: 'x' },
          ...{ action: 'FEEDBACK_ACTION_PLAY', occurredAt: '1970-01-01T00:00:00.000Z' },
        },
      ],
    });
  });
});

describe('strategies of a catalogue', () => {
  const counts = { retrieved: 0, errors: 0, shownAlone: 0, confirmed: 0, confirmedAlone: 0, meanLatencyMs: 1 };
  const view = {
    ...{ domain: 'Music', searches: 4, meanCost: 0, shown: 10, confirmed: 0, policies: [] },
    strategies: [
      { ...counts, strategy: 'fuzzy', chosen: 1, meanDepth: 20, shown: 2 },
      { ...counts, strategy: 'lexical', chosen: 4, meanDepth: 50, shown: 9 },
    ],
  };

  it('cost what was asked of them over all searches, and cover what they found of what was shown', () => {
    expect(strategyRows(view)).toMatchObject([
      { strategy: 'lexical', share: 1, cost: 50, coverage: 0.9 },
      { strategy: 'fuzzy', share: 1 / 4, cost: 5, coverage: 0.2 },
    ]);
  });

  it('are nothing, not NaN, before the first search', () => {
    for (const row of strategyRows({ ...view, searches: 0, shown: 0 })) {
      expect(row).toMatchObject({ share: 0, cost: 0, coverage: 0 });
    }
  });
});

describe('the mistakes that a reader looks for', () => {
  const lines = [
    { id: '1', utterance: 'Play Dune', truth: { domain: 'Video' }, winner: { domain: 'Music' } },
    { id: '2', utterance: 'read dune', truth: { domain: 'Books' }, winner: { domain: 'Music' } },
  ];
  const idsOf = (words: string, meant = '', chosen = ''): unknown[] =>
    findLines(lines, { words, meant, chosen }).map(({ id }) => id);

  it('hold all words, in any order and case, and the domains that are named', () => {
    expect(idsOf('')).toEqual(['1', '2']);
    expect(idsOf('dune PLAY')).toEqual(['1']);
    expect(idsOf('dune', 'Books', 'Music')).toEqual(['2']);
    expect(idsOf('dune', '', 'Video')).toEqual([]);
  });
});

describe('a diagram of a report', () => {
  it('has a dot for each bin that has everything, and none for a null', () => {
    const bin = { meanScore: 0.5, rightShare: { value: 0.4, interval: [0.3, 0.5] as const }, count: 3 };
    const bins = [bin, { ...bin, rightShare: { value: null, interval: [0, 1] as const } }];
    expect(reliabilityDots({ bins })).toEqual([{ meanScore: 0.5, rightShare: 0.4, interval: [0.3, 0.5], count: 3 }]);
    expect(reliabilityDots(undefined)).toEqual([]);
  });
});

describe('a file for the explorer', () => {
  it('is known by what every file of its kind has', () => {
    expect(readReportFile('{"semer": 0.1, "intervals": {}}').kind).toBe('evaluation');
    expect(readReportFile('{"summary": [], "reliability": {}}').kind).toBe('report');
  });

  it.each([
    ['{', /expected JSON, got/],
    ['[]', /evaluate --json.*got a list/],
    ['null', /got null/],
    ['{}', /got an object of nothing/],
    ['{"semer": 1, "intervals": 2}', /got an object of semer, intervals/],
  ])('is refused when it is %s, with what was expected', (text, message) => {
    expect(() => readReportFile(text)).toThrow(message);
  });
});
