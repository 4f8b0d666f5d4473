import { Client, credentials } from '@grpc/grpc-js';
import { ofDomain } from '@tiebreak/interpretation';
import { amendManifest } from '@tiebreak/onnx-model';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { type RunningReranker, startReranker } from '@tiebreak/reranker-host';
import { defineDomain } from '@tiebreak/scoring';
import type { TrainedReranker } from '@tiebreak/training';
import { GateWorkspace, parseLine } from './gate-workspace';
import { type Run, tiebreak } from './tiebreak';

const { rerank } = toGrpcService(wire.RerankerServiceDefinition);
const workspace = new GateWorkspace();
let service: RunningReranker;

/** Ranks the other way round. */
function contrary(trained: TrainedReranker): TrainedReranker {
  const [{ part }] = trained.parts as [TrainedReranker['parts'][number]];
  if (part.kind !== 'log-linear') throw new Error(`expected a log-linear part, got ${part.kind}`);
  const weights = part.model.weights.map((weight) => -weight);
  return { ...trained, parts: [{ weight: 1, part: { ...part, model: { ...part.model, weights } } }] };
}

/** A bundle under the model root with the gate's verdict on record. @returns its folder */
async function candidate(name: string, model: TrainedReranker, passed = true): Promise<string> {
  const folder = await workspace.writeModel(`models/${name}`, model, '1.1.0');
  await amendManifest(folder, { gate: { passed } });
  return folder;
}

/** Walks while somebody asks the service, a few requests at a time. */
async function walk(name: string, folder: string, ...flags: string[]): Promise<Run> {
  const client = new Client(`127.0.0.1:${service.port}`, credentials.createInsecure());
  const lists = workspace.lines.map((line) => ofDomain(parseLine(line), 'Timers'));
  const asked = lists.filter(({ hypotheses }) => hypotheses.length > 0);
  let done = false;
  const asking = Promise.all(
    [0, 1].map(async (worker) => {
      for (let i = worker; !done; i += 2) {
        const request = { ...asked[i % asked.length]!, requestId: `r${i}`, explain: false, upstreamVersion: '' };
        await callUnary(client, rerank, request, { deadlineMs: 5_000 });
      }
    }),
  );
  const address = `127.0.0.1:${service.adminPort!}`;
  const run = await tiebreak(['rollout', address, name, '--candidate', folder, '--slower', '20', ...flags]);
  done = true;
  await asking;
  client.close();
  return run;
}

const standing = async (): Promise<unknown[][]> => {
  const { stdout } = await tiebreak(['rollout', `127.0.0.1:${service.adminPort!}`, '--json']);
  const { models } = JSON.parse(stdout) as { models: { model: { version: string; role: string } }[] };
  return models.map(({ model }) => [model.version, model.role]);
};

beforeAll(() => workspace.prepare());
afterAll(() => {
  workspace.remove();
});
beforeEach(async () => {
  service = await startReranker(defineDomain({ name: 'Timers' }), {
    ...{ host: '127.0.0.1', port: 0, portVariable: 'none', model: workspace.incumbent },
    admin: { host: '127.0.0.1', port: 0, portVariable: 'none', modelRoot: workspace.models },
  });
});
afterEach(() => service.close());

const UNCHANGED = [['1.0.0', 'MODEL_ROLE_ACTIVE']];

describe('a bundle walked up', () => {
  it('goes from shadow over every share of a canary to active', async () => {
    const folder = await candidate('good', workspace.timers);
    const { code, stderr } = await walk('good', folder, '--shares', '0.2,0.5', '--requests', '40');
    expect(stderr).toMatch(
      /^shadow, until it has scored 40 requests\ncanary of 0.2, .*\ncanary of 0.5, .*\nactive\nrole .*\nactive +Timers +1\.1\.0 +1 /m,
    );
    expect(code).toBe(0);
    expect(await standing()).toEqual([['1.1.0', 'MODEL_ROLE_ACTIVE']]);
  });

  it('goes back when its first hypotheses are others', async () => {
    const folder = await candidate('contrary', contrary(workspace.timers));
    const { code, stderr } = await walk('contrary', folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^went back: the shadow's first hypothesis is another one on \d+ of \d+ requests, surely/m);
    expect(await standing()).toEqual(UNCHANGED);
  });

  it('goes back when the canary is slower than it may be', async () => {
    const folder = await candidate('slow', workspace.timers);
    const { code, stderr } = await walk('slow', folder, '--requests', '40', '--slower', '0.01');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^went back: the canary takes [\d.]+ times as long as the active model, more than 0.01/m);
    expect(await standing()).toEqual(UNCHANGED);
  });

  it('goes back when too little traffic comes', async () => {
    const folder = await candidate('lonely', workspace.timers);
    const { code, stderr } = await walk('lonely', folder, '--requests', '1000000', '--patience', '1');
    expect([code, await standing()]).toEqual([1, UNCHANGED]);
    expect(stderr).toContain('went back: too few requests came within 1 s; wait longer with --patience');
  });

  it('does not begin without the verdict of the gate, nor go on with another bundle than the one that has it', async () => {
    const refused = await candidate('refused', workspace.timers, false);
    const run = await walk('refused', refused);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(`${refused}: expected a bundle that passed the gate, got none on record`);

    await candidate('other', contrary(workspace.timers));
    const judged = await candidate('judged', workspace.timers);
    const mixed = await walk('other', judged);
    expect(mixed.stderr).toMatch(/^expected the service to load sha256:\w+, which passed the gate, got sha256:/m);
    expect(await standing()).toEqual(UNCHANGED);
  });
});
