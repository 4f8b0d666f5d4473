/** Work shorter than this shows no bar. */
const QUIET_MS = 1_000;
const WIDTH = 30;

/** A progress bar on stderr, when that is a terminal and the work takes over a second. */
export class Progress {
  private readonly start = performance.now();
  private shown = false;

  constructor(private readonly label: string) {}

  /** @param share of the work that is done, in [0, 1] */
  readonly show = (share: number): void => {
    if (!process.stderr.isTTY || performance.now() - this.start < QUIET_MS) return;
    const filled = Math.round(share * WIDTH);
    process.stderr.write(
      `\r${this.label} [${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.round(share * 100)}%`,
    );
    this.shown = true;
  };

  /** Removes the bar. */
  end(): void {
    if (this.shown) process.stderr.write('\r\x1b[K');
  }
}
