import { seededRandom } from '@tiebreak/statistics';
import { impressionOf, NOON } from '../test/entries';
import { catalogueEntity } from '../test/entities';
import type { Confirmation } from './attribution';
import { PredictionTable } from './prediction-table';
import { DEFAULT_MEMORY_OPTIONS, QueryMemory } from './query-memory';

const SHOWN = ['old', 'b', 'c', 'd', 'new', 'f', 'g', 'h', 'i', 'j'];
const SECOND = 1_000;

/** People who click, one a second, on what is shown in one order. */
class Crowd {
  readonly memory = new QueryMemory(DEFAULT_MEMORY_OPTIONS);
  private at = NOON;

  click(entityId: string, device = '', shown = SHOWN): void {
    this.at += SECOND;
    const impression = impressionOf(`i${this.at}`, shown, { context: { device, attributes: {} } });
    const confirmation: Confirmation = {
      ...{ impression, entityId, position: shown.indexOf(entityId) + 1, examined: 0, at: this.at },
    };
    this.memory.learn(confirmation);
  }

  first(device = '', at = this.at): string | undefined {
    const question = { domain: 'Music', query: 'dune', context: { device, attributes: {} }, at };
    return this.memory.recall(question, 10)[0]?.id;
  }
}

describe('the memory', () => {
  it('puts an entity first after 10 clean feedbacks, wherever it was shown and whatever was predicted', () => {
    for (const entityId of SHOWN) {
      const crowd = new Crowd();
      crowd.memory.predicted = PredictionTable.from([catalogueEntity('other', 'Dune', { popularity: 1 })]);
      expect(crowd.first()).toBe('other');
      for (let i = 0; i < 10; i++) crowd.click(entityId);
      expect(crowd.first()).toBe(entityId);
    }
  });

  it('puts it first after 50 feedbacks of which 20% are for something else, 200 times of 200', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = seededRandom(seed);
      const crowd = new Crowd();
      for (let i = 0; i < 50; i++) crowd.click(random.uniform() < 0.2 ? SHOWN[random.integer(10)]! : 'new');
      expect(crowd.first()).toBe('new');
    }
  });

  it('puts what is wanted now first within 50 events, after 1,000 for another, noise or none', () => {
    for (const noise of [0, 0.2]) {
      for (let seed = 0; seed < 50; seed++) {
        const random = seededRandom(seed);
        const crowd = new Crowd();
        for (let i = 0; i < 1_000; i++) crowd.click('old');
        for (let i = 0; i < 50; i++) crowd.click(random.uniform() < noise ? SHOWN[random.integer(10)]! : 'new');
        expect(crowd.first()).toBe('new');
      }
    }
  });

  it('even when the old one was shown below the new one, where nobody looks any more', () => {
    const crowd = new Crowd();
    for (let i = 0; i < 1_000; i++) crowd.click('old');
    for (let i = 0; i < 50; i++) crowd.click('new', '', ['new', 'old']);
    expect(crowd.first()).toBe('new');
  });

  it('tells devices apart, and answers an unknown one by all', () => {
    const crowd = new Crowd();
    for (let i = 0; i < 30; i++) crowd.click(i % 3 === 0 ? 'b' : 'c', i % 3 === 0 ? 'tv' : 'phone');
    expect([crowd.first('tv'), crowd.first('phone'), crowd.first('car'), crowd.first()]).toEqual(['b', 'c', 'c', 'c']);
  });

  it('holds against a result that it was passed over, and half of that when it stood below', () => {
    const crowd = new Crowd();
    crowd.click('b');
    const [question] = [{ domain: 'Music', query: 'dune', context: { device: '', attributes: {} }, at: NOON + SECOND }];
    // (1 + 4 * 0.05) / (1 + 4), by hand; "old" was examined without a click, and has none.
    expect(crowd.memory.recall(question, 10)).toEqual([{ id: 'b', score: 0.24 }]);
    const scoreOf = (clicked: string): number => {
      const others = new Crowd();
      for (const entityId of ['c', clicked]) others.click(entityId);
      return others.memory.recall({ ...question, at: NOON + 2 * SECOND }, 10).find(({ id }) => id === 'c')!.score;
    };
    const faded = 2 ** -(1 / DEFAULT_MEMORY_OPTIONS.halfLifeEvents + SECOND / DEFAULT_MEMORY_OPTIONS.halfLifeMs);
    expect(scoreOf('d')).toBeCloseTo((faded + 0.2) / (faded + 1 + 4), 12);
    expect(scoreOf('b')).toBeCloseTo((faded + 0.2) / (Math.max(faded, 0.5 * (faded + 1)) + 4), 12);
  });

  it('forgets with time: after a half-life a click counts half', () => {
    const crowd = new Crowd();
    crowd.click('b');
    const at = NOON + SECOND + DEFAULT_MEMORY_OPTIONS.halfLifeMs;
    const question = { domain: 'Music', query: 'dune', context: { device: '', attributes: {} }, at };
    // (1/2 + 4 * 0.05) / (1/2 + 4)
    expect(crowd.memory.recall(question, 1)[0]!.score).toBeCloseTo(0.7 / 4.5, 12);
  });

  it('keeps so many queries, those used last, and so many entities of each, the most wanted', () => {
    const memory = new QueryMemory({ ...DEFAULT_MEMORY_OPTIONS, queries: 2, entitiesPerQuery: 2, halfLifeEvents: 1 });
    const learn = (query: string, entityId: string): void => {
      const impression = impressionOf(query, SHOWN, { query });
      memory.learn({ impression, entityId, position: SHOWN.indexOf(entityId) + 1, examined: 0, at: NOON });
    };
    const wanted = (query: string): string[] =>
      memory
        .recall({ domain: 'Music', query, context: { device: '', attributes: {} }, at: NOON }, 10)
        .map(({ id }) => id);
    for (const query of ['one', 'two', 'one', 'three']) learn(query, 'old');
    expect([wanted('one'), wanted('two'), wanted('three')]).toEqual([['old'], [], ['old']]);
    for (const entityId of ['b', 'b', 'old', 'c', 'c']) learn('one', entityId);
    expect(wanted('one').toSorted()).toEqual(['c', 'old']);
  });
});
