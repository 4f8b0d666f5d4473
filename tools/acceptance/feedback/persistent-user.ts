import { type ServiceError, status } from '@grpc/grpc-js';
import type { wire } from '@tiebreak/protocol';
import type { Random } from '@tiebreak/statistics';
import { clickOf, FeedbackClient } from './client';

const EVENTS_OF_A_BATCH = 8;
/** What is said of a service, or of its database, that is away. */
const CUT: readonly (number | undefined)[] = [status.UNAVAILABLE, status.DEADLINE_EXCEEDED];
/** Something else is wrong then. */
const MOST_FAILURES = 10_000;

/**
 * Someone who searches and acts until told to stop, sends again whatever was not acknowledged, and now and then what was.
 * Some of it is about searches that nobody made.
 */
export class PersistentUser {
  /** Event ids that the service has acknowledged. */
  readonly acknowledged = new Set<string>();
  /** Impressions of searches that it has answered. */
  readonly answered: string[] = [];
  /** Calls that failed, and were made again. */
  failures = 0;
  private isStopped = false;
  private readonly client: FeedbackClient;
  private readonly run: Promise<void>;

  constructor(
    private readonly name: string,
    port: number,
    private readonly queries: readonly string[],
    private readonly random: Random,
  ) {
    this.client = new FeedbackClient(port);
    this.run = this.act();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.run;
    this.client.close();
  }

  private async act(): Promise<void> {
    for (let batch = 0; !this.isStopped; batch++) {
      const query = this.queries[this.random.integer(this.queries.length)]!;
      const shown = await this.untilAnswered(() =>
        this.client.search(query, this.random.uniform() < 0.5 ? this.name : ''),
      );
      this.answered.push(shown.impressionId);
      const events = Array.from({ length: EVENTS_OF_A_BATCH }, (_, i) => {
        const orphaned = this.random.uniform() < 0.1;
        const entityId = shown.entityIds[this.random.integer(shown.entityIds.length)]!;
        return clickOf(`${this.name}-${batch}-${i}`, orphaned ? `unknown-${batch}` : shown.impressionId, entityId);
      });
      await this.untilAnswered(() => this.send(events));
      if (this.random.uniform() < 0.2) await this.untilAnswered(() => this.send(events.slice(0, 3)));
    }
  }

  private async send(events: wire.FeedbackEvent[]): Promise<void> {
    const { rejected } = await this.client.record(events);
    const refused = new Set(rejected.map(({ eventId }) => eventId));
    for (const { eventId } of events) if (!refused.has(eventId)) this.acknowledged.add(eventId);
  }

  private async untilAnswered<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (!CUT.includes((error as Partial<ServiceError>).code) || this.failures > MOST_FAILURES) throw error;
        // A call that was cut does not say whether it was carried out.
        this.failures++;
      }
    }
  }
}
