import type { ModelRole, ModelVersion, ScoringModel } from '@tiebreak/scoring';
import { foldOf } from '@tiebreak/statistics';
import { type ShadowRecord, ShadowTally } from './shadow-record';

/** A model of whatever kind that holds memory of its own until it is released; it must not be used afterwards. */
export interface ReleasableModel {
  readonly version: ModelVersion;
  release(): Promise<void>;
}

/** A re-ranker's model, loaded. */
export interface LoadedModel extends ScoringModel, ReleasableModel {}

/** A second model beside the active one. */
export interface Rollout<M extends ReleasableModel = LoadedModel> {
  /** A shadow scores beside the active model and never answers; a canary answers in its place. */
  readonly role: 'shadow' | 'canary';
  readonly model: M;
  /** Share of the requests that it sees, in [0, 1]. */
  readonly trafficShare: number;
}

/** A model that stands in the roster. */
export interface StandingModel {
  readonly version: ModelVersion;
  readonly role: ModelRole;
  /** Share of the requests that it answers or, as a shadow, scores; in [0, 1]. */
  readonly trafficShare: number;
  /** Requests that it was given since it was put there. */
  readonly requests: number;
}

/** A model that scores beside the answers, and where its differences are counted: anew each time it is put there. */
export interface Shadow<M extends ReleasableModel = LoadedModel> {
  readonly model: M;
  readonly tally: ShadowTally;
}

/** The models that one request goes to, kept loaded until the lease has ended. */
export interface Lease<M extends ReleasableModel = LoadedModel> {
  readonly model: M;
  readonly role: 'active' | 'canary';
  readonly shadow?: Shadow<M>;
  /** To be called once, when nothing scores any more. */
  end(): void;
}

/** Never changed, so that a request stays with its model when a share grows or a service restarts. */
const SEED = 3_141_593;
/** Shares are told apart to this part of one. */
const PARTS = 1_000_000;

/**
 * Which loaded model answers which request. Models change between two requests, never within one: a request leases what
 * stands when it comes, and a model that has been replaced is released when its last lease ends.
 */
export class ModelRoster<M extends ReleasableModel = LoadedModel> {
  private active: Holding<M>;
  private rollout:
    | {
        readonly holding: Holding<M>;
        readonly role: Rollout<M>['role'];
        readonly share: number;
        readonly tally: ShadowTally;
      }
    | undefined;

  /** @param onReleaseError told when a replaced model could not be released; the service goes on without that memory */
  constructor(
    active: M,
    private readonly onReleaseError: (error: unknown) => void = () => undefined,
  ) {
    this.active = new Holding(active);
  }

  /** What stands, the active model first. */
  standing(): StandingModel[] {
    const { rollout } = this;
    const canaryShare = rollout?.role === 'canary' ? rollout.share : 0;
    return [
      standingOf(this.active, 'active', 1 - canaryShare),
      ...(rollout === undefined ? [] : [standingOf(rollout.holding, rollout.role, rollout.share)]),
    ];
  }

  /** How the shadow that stands has differed since it was put there; undefined without one. */
  shadowRecord(): ShadowRecord | undefined {
    return this.rollout?.role === 'shadow' ? this.rollout.tally.record() : undefined;
  }

  /** The models for a request. The same id gets the same ones as long as nobody changes the roster, and on every replica. */
  lease(requestId: string): Lease<M> {
    const { rollout } = this;
    const chosen = rollout !== undefined && foldOf(requestId, PARTS, SEED) < rollout.share * PARTS;
    if (!chosen) return leaseOf(this.active, 'active');
    if (rollout.role === 'canary') return leaseOf(rollout.holding, 'canary');
    return leaseOf(this.active, 'active', rollout);
  }

  /** Makes a model the active one. A rollout of the same bundle ends with that. @returns the version that it replaces */
  activate(model: M): ModelVersion {
    const previous = this.active;
    this.active = new Holding(model);
    previous.retire().catch(this.onReleaseError);
    if (this.rollout?.holding.model.version.digest === model.version.digest) this.setRollout(undefined);
    return previous.model.version;
  }

  /** Puts another model beside the active one in place of what was there, or nothing. */
  setRollout(rollout: Rollout<M> | undefined): void {
    this.rollout?.holding.retire().catch(this.onReleaseError);
    this.rollout =
      rollout === undefined
        ? undefined
        : {
            holding: new Holding(rollout.model),
            role: rollout.role,
            share: rollout.trafficShare,
            tally: new ShadowTally(),
          };
  }

  /** Ends everything; settles when no request holds a model any more and all memory is free. */
  async close(): Promise<void> {
    const holdings = [this.active, ...(this.rollout === undefined ? [] : [this.rollout.holding])];
    await Promise.all(holdings.map((holding) => holding.retire()));
  }
}

/** A model and how many requests hold it. */
class Holding<M extends ReleasableModel> {
  private leases = 0;
  private given = 0;
  private retired: (() => void) | undefined;
  private ended: Promise<void> | undefined;

  constructor(readonly model: M) {}

  /** Requests that it was held for. */
  get requests(): number {
    return this.given;
  }

  hold(): void {
    this.leases++;
    this.given++;
  }

  letGo(): void {
    if (--this.leases === 0) this.retired?.();
  }

  /** Releases the model once nobody holds it. */
  retire(): Promise<void> {
    this.ended ??= new Promise<void>((resolve) => {
      this.retired = resolve;
      if (this.leases === 0) resolve();
    }).then(() => this.model.release());
    return this.ended;
  }
}

function standingOf<M extends ReleasableModel>(
  { model, requests }: Holding<M>,
  role: ModelRole,
  trafficShare: number,
): StandingModel {
  return { version: model.version, role, trafficShare, requests };
}

function leaseOf<M extends ReleasableModel>(
  answering: Holding<M>,
  role: Lease<M>['role'],
  shadow?: { readonly holding: Holding<M>; readonly tally: ShadowTally },
): Lease<M> {
  answering.hold();
  shadow?.holding.hold();
  let ended = false;
  return {
    model: answering.model,
    role,
    ...(shadow === undefined ? {} : { shadow: { model: shadow.holding.model, tally: shadow.tally } }),
    end: () => {
      if (ended) return;
      ended = true;
      answering.letGo();
      shadow?.holding.letGo();
    },
  };
}
