import { domainModel, lineOf } from '../test/models';
import { compareLines } from './index';

const halved = domainModel('Music', (score) => score / 2);
const models = { incumbent: domainModel('Music'), candidate: halved, others: [domainModel('Books')] };
const lines = [lineOf('u1', 'Music .75', 'Books .5'), lineOf('u2', 'Books .25', 'Music .125')];

describe('comparing lines', () => {
  it("merges each line with the incumbent's scores and with the candidate's, the others' being the same", async () => {
    const [first, second] = await compareLines(lines, models);
    expect(first).toMatchObject({ id: 'u1', utterance: 'words of u1', truth: lines[0]!.truth });
    expect([first!.incumbent.winner.domain, first!.candidate.winner.domain]).toEqual(['Music', 'Books']);
    expect(first!.incumbent.outcome).toMatchObject({ topScore: 0.75, topRight: 1 });
    expect(first!.candidate.outcome).toMatchObject({ topScore: 0.5, topRight: 0 });
    expect(second!.candidate.outcome.hypotheses).toEqual([
      { domain: 'Books', score: 0.25, right: 1 },
      { domain: 'Music', score: 0.0625, right: 0 },
    ]);
  });

  it('puts equal scores in line order, whichever domain was asked first', async () => {
    const tied = [lineOf('u1', 'Music .5', 'Books .5'), lineOf('u2', 'Books .5', 'Music .5')];
    const winners = (await compareLines(tied, models)).map(({ incumbent }) => incumbent.winner.domain);
    expect(winners).toEqual(['Music', 'Books']);
  });

  it("computes the other domains' scores once a line", async () => {
    let calls = 0;
    const plain = domainModel('Books');
    const counted = { ...plain, score: (rows: Float32Array) => (calls++, plain.score(rows)) };
    await compareLines(lines, { ...models, others: [counted], lastMajor: halved });
    expect(calls).toBe(lines.length);
  });

  it('merges with the last major release when there is one', async () => {
    const [first] = await compareLines(lines, { ...models, lastMajor: halved });
    expect(first!.lastMajor).toEqual(first!.candidate);
    expect((await compareLines(lines, models))[0]).not.toHaveProperty('lastMajor');
  });

  it('leaves out hypotheses of domains without a model, and lines with no others', async () => {
    const foreign = [lineOf('u1', 'Video .9', 'Music .5'), lineOf('u2', 'Video .9')];
    const compared = await compareLines(foreign, models);
    expect(compared.map(({ id, incumbent }) => [id, incumbent.winner.domain])).toEqual([['u1', 'Music']]);
  });

  it('tells its progress up to 1', async () => {
    const shares: number[] = [];
    await compareLines(lines, models, (share) => shares.push(share));
    expect(shares).toEqual([1 / 2, 1]);
  });
});
