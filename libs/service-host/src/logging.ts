import { ConsoleLogger, type LoggerService } from '@nestjs/common';

/** Logs of a service: one JSON line an event on a server, coloured text on a terminal. Nest's start-up chatter is left out. */
export function serviceLogger(name: string): LoggerService {
  return new ConsoleLogger({ prefix: name, json: !process.stdout.isTTY, logLevels: ['fatal', 'error', 'warn'] });
}
