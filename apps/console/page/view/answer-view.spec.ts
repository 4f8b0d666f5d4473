import { nBestList } from '@tiebreak/arbitraries';
import { wire } from '@tiebreak/protocol';
import fc from 'fast-check';
import { answerView } from './answer-view';
import { describeDecision } from './describe-decision';
import { outcomeChoices } from './outcome-choices';

const answers = nBestList(['Music', 'Books', 'Video'], 8).map(({ hypotheses }) => ({
  requestId: 'r',
  resolution: {
    ranked: hypotheses.map((hypothesis, i) => ({ hypothesis, score: 1 / (i + 1) })),
    outcomes: [{ domain: 'Music', status: wire.DomainStatus.DOMAIN_STATUS_DEADLINE_EXCEEDED, latencyMs: 50 }],
  },
}));
const option = (hypothesisId: string, label: string) => ({ hypothesisId, label });
const deciding = (kind: wire.DecisionKind, ...options: ReturnType<typeof option>[]) =>
  answerView({ resolution: { decision: { kind, options, question: 'The book?' } } });

describe('the view of an answer', () => {
  it('ranks every hypothesis once by score and once by upstream product', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const { hypotheses } = answerView(answer);
        const places = hypotheses.map((_, i) => i + 1);
        expect(hypotheses.map(({ rank }) => rank)).toEqual(places);
        expect(hypotheses.map(({ upstreamRank }) => upstreamRank).sort((a, b) => a - b)).toEqual(places);
        for (const a of hypotheses)
          for (const b of hypotheses) if (a.upstream > b.upstream) expect(a.upstreamRank).toBeLessThan(b.upstreamRank);
      }),
    );
  });

  it('has every hypothesis in exactly one domain, also in one that did not answer', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const { hypotheses, domains } = answerView(answer);
        const within = domains.flatMap((domain) => domain.hypotheses);
        expect(within).toHaveLength(hypotheses.length);
        expect(new Set(within)).toEqual(new Set(hypotheses));
        expect(domains.map(({ domain }) => domain)).toEqual(domains.map(({ domain }) => domain).sort());
        expect(domains.find(({ domain }) => domain === 'Music')?.status).toBe('late');
      }),
    );
  });

  it('reads an answer with everything left out', () => {
    expect(answerView({})).toEqual({
      requestId: '',
      decision: undefined,
      hypotheses: [],
      domains: [],
      hops: [],
      search: undefined,
    });
  });
});

describe('what a user may answer', () => {
  it('to a question with options: one of them, which makes the others wrong, or none', () => {
    const view = deciding(
      wire.DecisionKind.DECISION_KIND_DISAMBIGUATE,
      option('a', 'the book'),
      option('b', 'the film'),
    );
    expect(outcomeChoices(view)).toEqual([
      { label: 'the book', outcome: { rightHypothesisId: 'a', wrongHypothesisIds: ['b'] } },
      { label: 'the film', outcome: { rightHypothesisId: 'b', wrongHypothesisIds: ['a'] } },
      { label: 'None of these', outcome: { wrongHypothesisIds: ['a', 'b'] } },
    ]);
    expect(describeDecision(view)).toBe('The book?');
  });

  it.each([wire.DecisionKind.DECISION_KIND_ACT, wire.DecisionKind.DECISION_KIND_CONFIRM])(
    'to %s: that it was right, or wrong',
    (kind) => {
      const outcomes = outcomeChoices(deciding(kind, option('a', 'it'))).map(({ outcome }) => outcome);
      expect(outcomes).toEqual([{ rightHypothesisId: 'a', wrongHypothesisIds: [] }, { wrongHypothesisIds: ['a'] }]);
    },
  );

  it('to a rejection: that nothing was right; to no decision: nothing', () => {
    expect(outcomeChoices(deciding(wire.DecisionKind.DECISION_KIND_REJECT))).toMatchObject([
      { outcome: { noneRight: true } },
    ]);
    expect(outcomeChoices(answerView({}))).toEqual([]);
  });
});
