import type { Command } from 'commander'; export function addStart(program: Command): void { program.command('start'); }
