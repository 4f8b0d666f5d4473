import { setTimeout as sleep } from 'node:timers/promises';
import { BundleError, gatePassed, readBundleFiles } from '@tiebreak/onnx-model';
import { canaryAlarm, type RolloutLimits, shadowAlarm } from '@tiebreak/serving';
import { say } from '../output';
import { Refusal } from '../refusal';
import type { AdminClient } from './admin-client';

export interface WalkOptions {
  /** Folder of the bundle, as the service knows it. */
  readonly bundle: string;
  /** The same bundle here. */
  readonly candidate: string;
  /** Shares of the canary, one step each. */
  readonly shares: readonly number[];
  /** Requests that a shadow scores, and that a canary answers, before the next step. */
  readonly requests: number;
  /** Seconds that a step may take. */
  readonly patience: number;
  readonly limits: RolloutLimits;
}

const POLL_MS = 200;

/**
 * Walks a bundle that passed the gate from shadow over canary to active. On an alarm, or when too little traffic comes, what
 * stood before stands again.
 * @throws Refusal with the reason, after going back
 */
export async function walk(admin: AdminClient, options: WalkOptions): Promise<void> {
  const { bundle, candidate, shares, requests, limits } = options;
  const digest = await gatedDigest(candidate);
  try {
    await admin.roll(bundle, 'shadow');
    await sameBundle(admin, digest);
    await step(`shadow, until it has scored ${requests} requests`, options, async () => {
      const record = await admin.shadowRecord();
      if (record === undefined) throw new Refusal('the shadow is gone: somebody else changes this service');
      return { alarm: shadowAlarm(record, limits), done: record.compared >= requests };
    });
    for (const share of shares) {
      await admin.roll(bundle, 'canary', share);
      await sameBundle(admin, digest);
      const before = await admin.traffic();
      await step(`canary of ${share}, until it has answered ${requests} requests`, options, async () => {
        const now = await admin.traffic();
        const since = (role: 'active' | 'canary') => ({
          count: now[role].count - before[role].count,
          seconds: now[role].seconds - before[role].seconds,
        });
        const canary = since('canary');
        const done = canary.count >= requests;
        const failed = now.failed - before.failed;
        // A few answers have no mean to speak of; a fault needs no second one.
        const slow = done ? { canary, active: since('active') } : { canary, active: { count: 0, seconds: 0 } };
        return { alarm: canaryAlarm({ ...slow, failed }, limits), done };
      });
    }
    await admin.activate(bundle, digest, false);
  } catch (error) {
    await admin.endRollout();
    throw error;
  }
  say('active');
}

/** The digest of a bundle whose manifest says that the gate let it pass. @throws Refusal */
async function gatedDigest(candidate: string): Promise<string> {
  try {
    const { manifest } = await readBundleFiles(candidate, 'reranker');
    if (gatePassed(manifest) !== true)
      throw new Refusal(
        `${candidate}: expected a bundle that passed the gate, got none on record; run \`tiebreak gate --record\` first, or go step by step with --as`,
      );
    return manifest.digest;
  } catch (error) {
    if (error instanceof BundleError) throw new Refusal(error.message);
    throw error;
  }
}

/** @throws Refusal when what stands beside the active model is another bundle than the one that passed the gate */
async function sameBundle(admin: AdminClient, digest: string): Promise<void> {
  const beside = (await admin.list())[1]?.model;
  if (beside?.digest !== digest)
    throw new Refusal(`expected the service to load ${digest}, which passed the gate, got ${String(beside?.digest)}`);
}

/** Looks again and again until enough has come in. @throws Refusal on an alarm, or when it takes too long */
async function step(
  name: string,
  { patience }: WalkOptions,
  look: () => Promise<{ readonly alarm: string | undefined; readonly done: boolean }>,
): Promise<void> {
  say(name);
  const end = performance.now() + patience * 1000;
  for (;;) {
    const { alarm, done } = await look();
    if (alarm !== undefined) throw new Refusal(`went back: ${alarm}`);
    if (done) return;
    if (performance.now() > end)
      throw new Refusal(`went back: too few requests came within ${patience} s; wait longer with --patience`);
    await sleep(POLL_MS);
  }
}
