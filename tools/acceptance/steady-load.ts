import { setTimeout as sleep } from 'node:timers/promises';
import { type ChannelCredentials, Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { toResolveRequestMessage, wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { FULL_SIZE } from './data';
import { exampleRequest } from './example-request';

export const REQUESTS_PER_SECOND = 50;
/** What a router has left for all of it; CI shares its machine, and times nothing. */
const CALLER_DEADLINE_MS = FULL_SIZE ? 500 : 5_000;

const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);

/** One answered request: when it was sent, and what came. */
export interface Answer {
  readonly sentAt: number;
  /** Until it was there. */
  readonly ms: number;
  readonly response?: wire.ResolveResponse;
  readonly failure?: string;
}

/** Sends the example to an aggregator at a steady rate, whatever comes back. */
export class SteadyLoad {
  readonly answers: Answer[] = [];
  private readonly client: Client;
  private readonly pending: Promise<void>[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    address: string,
    identity: ChannelCredentials = credentials.createInsecure(),
    private readonly deadlineMs = CALLER_DEADLINE_MS,
  ) {
    this.client = new Client(address, identity);
  }

  /** Connections and code paths are cold at first; that is not what is tested. */
  async warmUp(): Promise<void> {
    for (let i = 0; i < 100; i++) await this.send();
    await sleep(500);
    this.answers.length = 0;
  }

  start(): void {
    this.timer = setInterval(() => {
      this.pending.push(this.send());
    }, 1_000 / REQUESTS_PER_SECOND);
  }

  async stop(): Promise<readonly Answer[]> {
    clearInterval(this.timer);
    await Promise.all(this.pending);
    this.client.close();
    return this.answers;
  }

  private async send(): Promise<void> {
    const sentAt = performance.now();
    const { deadlineMs } = this;
    const outcome = await callUnary(this.client, resolve, toResolveRequestMessage(exampleRequest()), {
      deadlineMs,
    }).then(
      (response) => ({ response }),
      (error: unknown) => ({ failure: (error as ServiceError).message }),
    );
    this.answers.push({ sentAt, ms: performance.now() - sentAt, ...outcome });
  }
}

/** How a domain answered. */
export function statusOf({ response }: Answer, domain: string): string | undefined {
  return response?.outcomes.find((outcome) => outcome.domain === domain)?.status;
}
