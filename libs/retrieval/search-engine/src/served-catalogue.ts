import { setTimeout as sleep } from 'node:timers/promises';
import { currentSnapshot, SearchIndex } from '@tiebreak/search-index';

/** A replaced index answers what was begun with it for so long. */
const GRACE_MS = 5_000;

/** The index of one catalogue, which goes over to a new snapshot when there is one. */
export class ServedCatalogue {
  /** Those that were replaced a moment ago. */
  private readonly retiring = new Set<SearchIndex>();

  private constructor(
    readonly domain: string,
    private readonly folder: string,
    private opened: SearchIndex,
  ) {}

  /** @throws IndexError when the folder holds no index */
  static async open(domain: string, folder: string): Promise<ServedCatalogue> {
    return new ServedCatalogue(domain, folder, await SearchIndex.open(folder));
  }

  /** The index as it is now; ask anew for every search. */
  get index(): SearchIndex {
    return this.opened;
  }

  /** Takes in changes of the snapshot, or a new one. @returns whether it is a new one */
  async refresh(): Promise<boolean> {
    const { manifest } = await currentSnapshot(this.folder);
    if (manifest.created === this.opened.manifest.created) {
      await this.opened.refresh();
      return false;
    }
    const before = this.opened;
    this.opened = await SearchIndex.open(this.folder);
    this.retiring.add(before);
    void sleep(GRACE_MS, undefined, { ref: false }).then(() => {
      this.retiring.delete(before);
      return before.close();
    });
    return true;
  }

  async close(): Promise<void> {
    await Promise.all([this.opened, ...this.retiring].map((index) => index.close()));
  }
}
