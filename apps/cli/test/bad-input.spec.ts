import { BAD_BUNDLES } from './bad-bundles';
import { BAD_DATA, BAD_REGISTRIES, type BadCommand } from './bad-data';
import { BAD_FEEDBACK, BAD_FEEDBACK_USAGE, BAD_RANKER_FEEDBACK } from './bad-feedback';
import { BAD_LOGS } from './bad-logs';
import { BAD_RANKINGS } from './bad-rankings';
import { BAD_SEARCH_USAGE, BAD_SEARCHES } from './bad-searches';
import { BAD_TABLES } from './bad-tables';
import { BAD_USAGE } from './bad-usage';
import { tiebreak, Workspace } from './tiebreak';

const commands = [
  ...[
    ...[BAD_DATA, BAD_REGISTRIES, BAD_BUNDLES, BAD_LOGS, BAD_RANKINGS, BAD_FEEDBACK, BAD_RANKER_FEEDBACK],
    ...[BAD_SEARCHES, BAD_TABLES],
  ]
    .flat()
    .map((bad) => ({ ...bad, code: 1 })),
  ...[...BAD_USAGE, ...BAD_FEEDBACK_USAGE, ...BAD_SEARCH_USAGE].map((bad) => ({ ...bad, code: 2 })),
];

describe('the command line', () => {
  it.concurrent.each(commands)('exits with $code on $title, says why, and writes nothing', refuses);
});

async function refuses({ command, variables, says, code }: BadCommand & { readonly code: number }): Promise<void> {
  const workspace = new Workspace();
  try {
    const args = command(workspace);
    const before = workspace.listing();
    const run = await tiebreak(args, variables);
    const stderr = run.stderr.replaceAll(workspace.folder, '@');
    for (const part of says) expect(stderr).toContain(part);
    expect(stderr).not.toContain('    at ');
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: '' });
    expect(workspace.listing()).toEqual(before);
  } finally {
    workspace.remove();
  }
}
