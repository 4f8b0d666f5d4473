import type { ModelVersion } from '@tiebreak/scoring';
import type { UpstreamMatch } from '@tiebreak/telemetry';

/** Callers name the versions, so there may be many; this many are told apart. */
const MOST_REMEMBERED = 100;

/**
 * Compares the version of the NLU that made a request's hypotheses with the one that made the model's training lines. A
 * model knows its own NLU's scores; those of another version may mean something else. What nobody names is not compared.
 */
export class UpstreamComparison {
  private readonly warned = new Set<string>();

  /** @param warn told once of each version that is another one, while there are not too many of them */
  constructor(private readonly warn: (message: string) => void) {}

  /**
   * @param asked version that the request names; empty when it names none
   * @param trainedOn version that the bundle names
   * @param model the one that answered
   */
  compare(
    asked: string,
    trainedOn: string | undefined,
    { domain, version }: Pick<ModelVersion, 'domain' | 'version'>,
  ): UpstreamMatch {
    if (asked === '' || trainedOn === undefined || trainedOn === '') return 'unknown';
    if (asked === trainedOn) return 'same';
    const parted = JSON.stringify([asked, trainedOn]);
    if (this.warned.size < MOST_REMEMBERED && !this.warned.has(parted)) {
      this.warned.add(parted);
      // Quoted: what a caller sends must not look like a line of its own in the log.
      const [theirs, ours] = [asked, trainedOn].map((name) => JSON.stringify(name));
      this.warn(
        `${domain}@${version} was trained on hypotheses of NLU version ${ours!}, requests have those of ${theirs!}`,
      );
      if (this.warned.size === MOST_REMEMBERED) this.warn(`${domain}: further NLU versions are counted, not named`);
    }
    return 'other';
  }
}
