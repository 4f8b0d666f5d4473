import { type FeedbackStores, openFeedbackStores } from '../src/index';
import type { DatabaseKind, TestDatabase } from '@tiebreak/database/testing';

/** Connections of one test to one empty database, each as of a process of its own. */
export class Replicas {
  private database: TestDatabase | undefined;
  private readonly opened: FeedbackStores[] = [];

  constructor(kind: DatabaseKind) {
    beforeEach(async () => {
      this.database = await kind.make();
    });
    afterEach(async () => {
      await Promise.all(this.opened.splice(0).map((stores) => stores.close()));
      await this.database!.remove();
    });
  }

  get location(): string {
    return this.database!.location;
  }

  async open(): Promise<FeedbackStores> {
    const stores = await openFeedbackStores(this.location);
    this.opened.push(stores);
    return stores;
  }

  /** Closes every connection. */
  async closeAll(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((stores) => stores.close()));
  }
}
