/** The limits that a release manager may move, with a reason. The others are part of the gate. */
export interface GateLimits {
  /** Largest share of lines whose winner flips from right to wrong, in [0, 1]. */
  readonly flips: number;
  /** Largest ratio of the candidate's latency to the incumbent's. */
  readonly latencyBudget: number;
}

/** A model of another kind errs elsewhere, even when it errs less: it may flip more. */
export function defaultLimits(kinds: { readonly incumbent: string; readonly candidate: string }): GateLimits {
  return { flips: kinds.incumbent === kinds.candidate ? 0.005 : 0.015, latencyBudget: 2 };
}

/** The limits that differ from their defaults. */
export function movedLimits(limits: GateLimits, defaults: GateLimits): Partial<GateLimits> {
  return Object.fromEntries(
    Object.entries(limits).filter(([name, limit]) => limit !== defaults[name as keyof GateLimits]),
  );
}
