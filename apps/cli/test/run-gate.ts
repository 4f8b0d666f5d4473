import { BundleError } from '@tiebreak/onnx-model';
import { Command, CommanderError } from 'commander';
import { addGate } from '../src/commands/gate';
import { Refusal } from '../src/refusal';
import type { Run } from './tiebreak';

/** Runs `gate` in this process, with the exit codes of `main.ts`; several runs share what a process takes to start. */
export async function runGate(args: readonly string[]): Promise<Run> {
  let stdout = '';
  let stderr = '';
  const written = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((stdout += String(text)), true)),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true)),
  ];
  try {
    const program = new Command('tiebreak').exitOverride();
    addGate(program);
    for (const command of program.commands) command.copyInheritedSettings(program);
    await program.parseAsync(['gate', ...args], { from: 'user' });
    return { code: 0, stdout, stderr };
  } catch (error) {
    if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : 2, stdout, stderr };
    if (error instanceof Refusal || error instanceof BundleError)
      return { code: 1, stdout, stderr: `${stderr}${error.message}\n` };
    throw error;
  } finally {
    for (const spy of written) spy.mockRestore();
  }
}
