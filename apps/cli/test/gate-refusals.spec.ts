import { join } from 'node:path';
import { inGateSplit } from '@tiebreak/training';
import { GateWorkspace, parseLine } from './gate-workspace';
import { runGate } from './run-gate';

const workspace = new GateWorkspace();
beforeAll(() => workspace.prepare());
afterAll(() => {
  workspace.remove();
});

function withoutTimers(line: object): object {
  const { hypotheses } = line as { readonly hypotheses: readonly { readonly domain: string }[] };
  return { ...line, hypotheses: hypotheses.filter(({ domain }) => domain !== 'Timers') };
}

describe('the gate refuses to judge, with exit code 1,', () => {
  it.each([
    [
      'a candidate of another domain',
      () => ['--candidate', join(workspace.models, 'Weather')],
      /Weather: domain: expected Timers, got Weather/,
    ],
    ['a candidate that is not there', () => ['--candidate', workspace.path('nowhere')], /nowhere: .*ENOENT/],
    ['an incumbent that is not there', () => ['--incumbent', workspace.path('nowhere')], /nowhere: .*ENOENT/],
    ['a folder of others that is not there', () => ['--others', workspace.path('nowhere')], /ENOENT.*nowhere/],
    [
      'data that are not there',
      () => ['--data', workspace.path('nowhere.jsonl')],
      /nowhere.jsonl: expected a readable file, got ENOENT/,
    ],
    [
      'a list that is not there',
      () => ['--frequent', workspace.path('nowhere.txt')],
      /nowhere.txt: expected a readable file, got ENOENT/,
    ],
    [
      'an empty list',
      () => ['--frequent', workspace.write('empty.txt', '\n\n')],
      /empty.txt: expected at least one utterance, a line each, got none/,
    ],
    [
      'a list that is not UTF-8',
      () => ['--frequent', workspace.write('latin.txt', Buffer.from([0xe9, 10]))],
      /latin.txt: expected UTF-8/,
    ],
    [
      'the lines that a bundle learned from',
      () => ['--all-lines'],
      /Timers: data.train has the sha256 of .*train.jsonl, .*: it learned from these lines/,
    ],
    [
      'the lines on which hyperparameters were chosen',
      () => ['--data', workspace.dev],
      /Timers: data.dev has the sha256 of .*dev.jsonl/,
    ],
    [
      'a file without lines of the gate split',
      () => [
        '--data',
        workspace.writeLines(
          'rest.jsonl',
          workspace.lines.filter((line) => !inGateSplit(parseLine(line).id)),
        ),
      ],
      /rest.jsonl: expected lines of the gate split \(about one in five\), got none of \d+/,
    ],
    [
      'lines without a hypothesis of the domain',
      () => ['--data', workspace.writeLines('foreign.jsonl', workspace.lines.map(withoutTimers))],
      /foreign.jsonl: expected hypotheses of domain "Timers", got none in \d+ lines/,
    ],
  ])('%s', async (_, flags, message) => {
    const { code, stdout, stderr } = await workspace.gate(workspace.incumbent, ...flags());
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it.each(['incumbent', 'candidate', 'last-major'])(
    'by lines that its %s may have learned from, because its manifest does not say that they were left out',
    async (which) => {
      const careless = await workspace.writeModel('careless', { ...workspace.timers, gateLines: 'learned' });
      const { code, stderr } = await workspace.gate(workspace.incumbent, `--${which}`, careless);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /careless: data.train has the sha256 of .*train.jsonl.* data.train.gateLinesLeftOut: expected true, got false/,
      );
    },
  );
});

describe('the gate takes for wrong usage, with exit code 2,', () => {
  it.each([
    ['limits that differ without a reason', ['--flips', '0.01'], /need --reason <text>, got \{"flips":0.01\}/],
    ['a share over 1', ['--flips', '2'], /expected a share from 0 to 1, got 2/],
    ['a share that is no number', ['--flips', 'few'], /expected a share from 0 to 1, got few/],
    ['a budget of nothing', ['--latency-budget', '0'], /expected a ratio above 0, got 0/],
    ['a seed that is a word', ['--seed', 'lucky'], /expected a whole number, got lucky/],
    ['an unknown flag', ['--force'], /unknown option '--force'/],
  ])('%s', async (_, flags, message) => {
    const { code, stdout, stderr } = await workspace.gate(workspace.incumbent, ...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('a missing candidate', async () => {
    const { code, stderr } = await runGate(['--data', workspace.data, '--incumbent', workspace.incumbent]);
    expect(code).toBe(2);
    expect(stderr).toContain("required option '--candidate <folder>' not specified");
  });
});
