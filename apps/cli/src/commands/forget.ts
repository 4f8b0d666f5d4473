import { type Command, InvalidArgumentError } from 'commander';
import { LOG_FLAG } from '../log-flag';
import { printJson, say } from '../output';

interface ForgetFlags {
  readonly log: string;
  readonly json: boolean;
}

export function addForget(program: Command): void {
  program
    .command('forget')
    .summary('delete everything that is kept of a user')
    .description(
      "Deletes a user's searches and the feedback on them from the log, and makes what was learned again without them. Running services follow by themselves.",
    )
    .argument('<user>', 'as in user_id of the searches', userId)
    .requiredOption(...LOG_FLAG)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText('after', '\nExample:\n  npx tiebreak forget user-4711 --log feedback.db')
    .action(run);
}

async function run(user: string, { log: place, json }: ForgetFlags): Promise<void> {
  const { forgetUser } = await import('../feedback-log');
  const { deleted, left } = await forgetUser(place, user);
  if (json) printJson({ deleted, left });
  say(deleted === 0 ? 'nothing was kept of this user' : `${deleted} entries deleted, ${left} left`);
}

/** An empty one would stand for everybody who is anonymous. */
function userId(text: string): string {
  if (text === '') throw new InvalidArgumentError('expected the id of a user, got nothing');
  return text;
}
