import { readFileSync } from 'node:fs';
import type { JointMap } from '@tiebreak/aggregation';
import { readJointMap } from '@tiebreak/configuration';
import { Command } from 'commander';
import { addFitJoint } from '../src/commands/fit-joint';
import type { JointCheck } from '../src/joint/check-joint';
import { DOMAINS, simulatedLines } from './simulated-lines';
import { tiebreak, Workspace } from './tiebreak';

const workspace = new Workspace();
const MODELS = workspace.path('models');
const LINES = simulatedLines(500, 3);
const HELD_OUT = workspace.writeLines('held-out.jsonl', LINES);

interface Printed {
  readonly out?: string;
  readonly lines: number;
  readonly leftOut: number;
  readonly joint: JointMap;
  readonly check: {
    readonly fittedOn: number;
    readonly checkedOn: number;
    readonly before: JointCheck;
    readonly after: JointCheck;
  };
}

beforeAll(async () => {
  const train = workspace.writeLines('train.jsonl', simulatedLines(240, 1));
  const dev = workspace.writeLines('dev.jsonl', simulatedLines(120, 2));
  const runs = await Promise.all(
    DOMAINS.map((domain) =>
      tiebreak(['train', '--domain', domain, '--data', train, '--dev', dev, '--out', `${MODELS}/${domain}`]),
    ),
  );
  for (const { code, stderr } of runs) expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
});

afterAll(() => {
  workspace.remove();
});

describe('fit-joint', () => {
  it('learns a map that foretells unseen lines better than independence does', async () => {
    const { lines, leftOut, joint, check } = await fitted();
    expect([lines, leftOut, check.fittedOn + check.checkedOn]).toEqual([LINES.length, 0, LINES.length]);
    expect(Math.abs(check.fittedOn - check.checkedOn)).toBeLessThan(100);
    expect(joint.slope).toBeGreaterThan(0);
    expect(check.after.nll).toBeLessThan(check.before.nll);
    expect(check.after.none.ece).toBeLessThan(check.before.none.ece);
    for (const choice of ['top', 'none'] as const)
      expect(check.after[choice].noiseFloor.p95).toBeGreaterThan(check.after[choice].noiseFloor.mean);
  });

  it('writes the map of all lines, whatever halves the seed makes, in the form that TIEBREAK_JOINT is read in', async () => {
    const out = workspace.path('joint.json');
    const printed = await fitted('--out', out);
    expect(printed.out).toBe(out);
    expect(readJointMap(out)).toEqual(printed.joint);
    const { fittedOn } = JSON.parse(readFileSync(out, 'utf8')) as { fittedOn: object };
    expect(fittedOn).toMatchObject({
      data: { file: 'held-out.jsonl', lines: LINES.length },
      bundles: [...DOMAINS].sort().map((domain) => ({ domain, version: '0.1.0' })),
    });
    const otherHalves = await fitted('--seed', '2');
    expect(otherHalves.joint).toEqual(printed.joint);
    expect(otherHalves.check).not.toEqual(printed.check);
  });

  it('says what it found, before and after', async () => {
    const { stdout, stderr } = await run('--data', HELD_OUT, '--models', MODELS);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^slope -?\d\.\d{4}, intercept -?\d\.\d{4}, utterance slope -?\d\.\d{4}, from all 500 lines$/m,
    );
    expect(stderr).toMatch(/^ +independent +fitted$/m);
    for (const name of ['NLL', 'ECE of P\\(top\\)', 'ECE of P\\(none\\)'])
      expect(stderr).toMatch(new RegExp(`^${name} +\\d\\.\\d{4} +\\d\\.\\d{4}$`, 'm'));
  });

  it('refuses lines on which no hypothesis is right, and lines that no bundle reads, and writes nothing', async () => {
    const before = workspace.listing();
    const out = workspace.path('refused.json');
    const truth = { domain: 'Other', intent: 'none', slots: [] };
    const nobodys = workspace.writeLines(
      'nobodys.jsonl',
      LINES.slice(0, 20).map((line) => ({ ...line, truth })),
    );
    await expect(run('--data', nobodys, '--models', MODELS, '--out', out)).rejects.toThrow(
      'nobodys.jsonl: expected lines on which a hypothesis is right and lines on which none is, got 0 and 20',
    );
    await expect(run('--data', HELD_OUT, '--models', 'apps', '--out', out)).rejects.toThrow(
      `${HELD_OUT}: expected hypotheses of a domain that has a bundle under apps, got none`,
    );
    expect(workspace.listing()).toEqual([...before, 'nobodys.jsonl'].sort());
  });

  it('refuses a file that cannot be written by its name', async () => {
    const out = workspace.path('nowhere/joint.json');
    await expect(run('--data', HELD_OUT, '--models', MODELS, '--out', out)).rejects.toThrow(
      `${out}: expected a file that can be written, got ENOENT`,
    );
  });
});

describe('TIEBREAK_JOINT', () => {
  const data = workspace.writeLines('few.jsonl', LINES.slice(0, 5));
  const resolve = (file: string) =>
    tiebreak(['resolve', '--data', data, '--models', MODELS], { TIEBREAK_JOINT: file, TIEBREAK_COST_MISSED: '0' });

  it('names the map that answers are computed by, beside the costs', async () => {
    const answers = async (map: JointMap): Promise<Answer[]> => {
      const { stdout } = await resolve(workspace.write('map.json', JSON.stringify(map)));
      return stdout
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text) as Answer);
    };
    const low = await answers({ slope: 1, intercept: -3, utteranceSlope: 0 });
    const high = await answers({ slope: 1, intercept: 3, utteranceSlope: 0 });
    expect(low).toHaveLength(5);
    for (const [i, { ranked, decision }] of low.entries()) {
      expect(ranked).toEqual(high[i]!.ranked);
      expect(decision.probabilityRight).toBeLessThan(high[i]!.decision.probabilityRight);
      // Nothing is lost by giving up when a missed request costs nothing.
      expect(decision.kind).toBe('DECISION_KIND_REJECT');
    }
  });

  it('is refused by its path when it is no map', async () => {
    const file = workspace.write('wrong.json', '{"slope": 0, "intercept": 0, "utteranceSlope": 0}');
    const { code, stdout, stderr } = await resolve(file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`joint map ${file}: slope: expected a positive number, got 0`);
  });
});

interface Answer {
  readonly ranked: readonly object[];
  readonly decision: { readonly kind: string; readonly probabilityRight: number };
}

async function fitted(...flags: string[]): Promise<Printed> {
  const { stdout } = await run('--data', HELD_OUT, '--models', MODELS, '--json', ...flags);
  expect(stdout).toMatch(/^\{.*\}\n$/);
  return JSON.parse(stdout) as Printed;
}

/** Runs the verb in this process. */
async function run(...flags: string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const [stdout, stderr] = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockReturnValue(true),
  );
  try {
    const program = new Command().exitOverride();
    addFitJoint(program);
    await program.parseAsync(['fit-joint', ...flags], { from: 'user' });
    const textOf = (spy: typeof stdout): string => spy!.mock.calls.map(([text]) => String(text)).join('');
    return { stdout: textOf(stdout), stderr: textOf(stderr) };
  } finally {
    stdout!.mockRestore();
    stderr!.mockRestore();
  }
}
