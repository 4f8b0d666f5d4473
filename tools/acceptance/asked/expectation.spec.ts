import type { wire } from '@tiebreak/protocol';
import { type Expectation, judge, readExpectations } from './expectation';

const dune: Expectation = {
  utterance: 'find dune',
  device: 'tablet',
  answer: ['Books'],
  question: ['Books', 'Video'],
  title: 'Dune',
};

/** An answer as HTTP gives it: a decision about the first hypothesis of each of these domains, and the titles found. */
function answer(kind: string, domains: readonly string[], titles?: readonly string[]): wire.AskResponse {
  const ranked = ['Books', 'Music', 'Video'].map((domain) => ({ hypothesis: { id: domain, domain } }));
  const decision = { kind: `DECISION_KIND_${kind}`, options: domains.map((hypothesisId) => ({ hypothesisId })) };
  const search = titles === undefined ? {} : { search: { results: titles.map((title) => ({ entity: { title } })) } };
  return { resolution: { ranked, decision }, hops: [], ...search } as unknown as wire.AskResponse;
}

describe('an answer', () => {
  it.each([
    ['an act of an accepted domain', answer('ACT', ['Books']), true],
    ['a confirmation of an accepted domain', answer('CONFIRM', ['Books']), true],
    ['an act of another', answer('ACT', ['Video']), false],
    ['a question with an accepted domain in it', answer('DISAMBIGUATE', ['Video', 'Books']), true],
    ['a question without one', answer('DISAMBIGUATE', ['Video', 'Video']), false],
    ['a question that offers what nobody means', answer('DISAMBIGUATE', ['Books', 'Music']), false],
    ['handing over', answer('REJECT', []), false],
    ['the title among the first three', answer('ACT', ['Books'], ['Emma', 'It', 'Dune']), true],
    ['the title after them', answer('ACT', ['Books'], ['Emma', 'It', 'Jaws', 'Dune']), false],
  ])('is judged: %s', (_, given, accepted) => {
    expect(judge(dune, given).accepted).toBe(accepted);
  });

  it('to a request that is for nobody is right when it hands over', () => {
    const weather = { utterance: 'will it rain', device: 'phone', answer: [] };
    expect(judge(weather, answer('REJECT', [])).accepted).toBe(true);
    expect(judge(weather, answer('CONFIRM', ['Video'])).accepted).toBe(false);
  });

  it('is told in a few words', () => {
    expect(judge(dune, answer('DISAMBIGUATE', ['Books', 'Music'])).said).toBe('disambiguate Books, Music');
  });
});

describe('what is asked', () => {
  it.each(['sayings', 'lines'] as const)('names domains that ship, and answers within the question: %s', (name) => {
    for (const { answer: domains, question = domains } of readExpectations(name)) {
      for (const domain of question) expect(['Books', 'Music', 'Video']).toContain(domain);
      for (const domain of domains) expect(question).toContain(domain);
    }
  });

  it('is 200 lines, none of them twice', () => {
    expect(new Set(readExpectations('lines').map(({ utterance }) => utterance)).size).toBe(200);
  });
});
