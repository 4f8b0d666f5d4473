import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { BundleError, gatePassed } from '@tiebreak/onnx-model/bundle-files';
import type { Activation, RolloutChange } from '@tiebreak/protocol';
import type { ModelVersion } from '@tiebreak/scoring';
import { PreconditionFailed } from '@tiebreak/service-host';
import type {
  ExchangeableModels,
  ModelRoster,
  ReleasableModel,
  ReleasedBundle,
  Rollout,
  StandingModel,
} from '@tiebreak/serving';
import { lt } from 'semver';
import type { ModelChange, ReleaseTrail } from './release-trail';

/** A bundle that may be put in place, and where. */
interface Candidate<M extends ReleasableModel> {
  readonly manifest: ReleasedBundle;
  readonly model: M;
  readonly roster: ModelRoster<M>;
}

/**
 * Changes the models of a running service, one change at a time. A bundle is read, checked and warmed before anything
 * changes, so whatever is wrong with it leaves what runs as it is. Which domain's models change, the bundle says.
 */
export class ReleaseControl<M extends ReleasableModel = ReleasableModel> {
  private changes: Promise<unknown> = Promise.resolve();
  /** What manifests say of the gate, by their digests. */
  private readonly gates = new Map<string, ReleasedBundle['gate']>();

  constructor(
    private readonly models: ExchangeableModels<M>,
    private readonly trail: ReleaseTrail,
    first: readonly ReleasedBundle[] = [],
  ) {
    for (const { digest, gate } of first) this.gates.set(digest, gate);
  }

  /** What was done to the models before, oldest first. */
  get history(): readonly ModelChange[] {
    return this.trail.remembered;
  }

  standing(): StandingModel[] {
    return [...this.models.rosters.values()].flatMap((roster) => roster.standing());
  }

  /** The models that stand, each with the gate's record in its manifest where there is one. */
  describeStanding(): (StandingModel & { readonly gate: ReleasedBundle['gate'] })[] {
    return this.standing().map((standing) => ({ ...standing, gate: this.gates.get(standing.version.digest) }));
  }

  /**
   * Makes a bundle the active one. The one that is active already is left alone.
   * @throws PreconditionFailed when there is no such bundle or it cannot be used, its digest is another, or its version is
   *   older than the active one's and that was not allowed
   */
  activate(
    { bundle, expectedDigest, allowRollback }: Activation,
    by: readonly string[] = [],
  ): Promise<Record<'active' | 'previous', ModelVersion>> {
    return this.inTurn({ by, change: 'active', bundle }, async () => {
      const { manifest, model, roster } = await this.load(bundle);
      const present = roster.standing()[0]!.version;
      const violation =
        expectedDigest !== '' && expectedDigest !== manifest.digest
          ? { field: 'expected_digest', expected: `${manifest.digest}, that of ${bundle}`, actual: expectedDigest }
          : !allowRollback && lt(manifest.version, present.version)
            ? {
                field: 'bundle',
                expected: `version ${present.version}, which is active, or a later one, unless allow_rollback is set`,
                actual: manifest.version,
              }
            : undefined;
      if (violation !== undefined || manifest.digest === present.digest) {
        await model.release();
        if (violation !== undefined) throw new PreconditionFailed([violation]);
        return { result: { active: present, previous: present }, manifest };
      }
      const previous = roster.activate(model);
      return { result: { active: model.version, previous }, manifest };
    });
  }

  /**
   * Puts a bundle beside its domain's active one, in place of what was there; without a bundle, ends that in every domain.
   * @throws PreconditionFailed when there is no such bundle, it cannot be used, or not in this role
   */
  setRollout(change: RolloutChange, by: readonly string[] = []): Promise<StandingModel[]> {
    if (change.role === undefined)
      return this.inTurn({ by, change: 'ended', bundle: '' }, () => {
        for (const roster of this.models.rosters.values()) roster.setRollout(undefined);
        return Promise.resolve({ result: this.standing() });
      });
    const { role, bundle, trafficShare } = change;
    return this.inTurn({ by, change: role, bundle, trafficShare }, async () => {
      this.checkRole(role);
      const { model, manifest, roster } = await this.load(bundle);
      roster.setRollout({ role, model, trafficShare });
      return { result: this.standing(), manifest };
    });
  }

  /** Makes a change after those that were asked for before it, whatever became of them, and writes it down. */
  private inTurn<T>(
    asked: Omit<ModelChange, 'time'>,
    make: () => Promise<{ readonly result: T; readonly manifest?: ReleasedBundle }>,
  ): Promise<T> {
    const change = async (): Promise<T> => {
      try {
        const { result, manifest } = await make();
        await this.trail.add({ ...asked, ...(manifest && describeBundle(manifest)) });
        return result;
      } catch (error) {
        await this.trail.add({ ...asked, refused: (error as Error).message });
        throw error;
      }
    };
    const done = this.changes.then(change, change);
    this.changes = done.catch(() => undefined);
    return done;
  }

  private checkRole(role: Rollout<M>['role']): void {
    const { rollouts } = this.models;
    if (rollouts.includes(role)) return;
    throw new PreconditionFailed([
      { field: 'role', expected: rollouts.map(inCapitals).join(' or '), actual: inCapitals(role) },
    ]);
  }

  private async load(bundle: string): Promise<Candidate<M>> {
    const { rosters } = this.models;
    try {
      const { manifest, model } = await this.models.read(await this.folderOf(bundle));
      const roster = rosters.get(manifest.domain);
      if (roster !== undefined) {
        this.gates.set(manifest.digest, manifest.gate);
        return { manifest, model, roster };
      }
      await model.release();
      const expected = `a domain that is served: ${[...rosters.keys()].join(', ')}`;
      throw new BundleError(bundle, [{ field: 'domain', expected, actual: manifest.domain }]);
    } catch (error) {
      // The folder is the operator's own word for it; what the machine calls it concerns nobody.
      if (error instanceof BundleError)
        throw new PreconditionFailed(
          error.violations.map((violation) => ({ ...violation, field: `bundle ${bundle}: ${violation.field}` })),
        );
      throw error;
    }
  }

  /** @throws PreconditionFailed when it is no folder under the root, links followed */
  private async folderOf(bundle: string): Promise<string> {
    const root = await realpath(this.models.root);
    const folder = await realpath(resolve(root, bundle)).catch(() => undefined);
    const within = folder === undefined ? undefined : relative(root, folder);
    if (within === undefined || within.startsWith('..') || isAbsolute(within) || isAbsolute(bundle))
      throw new PreconditionFailed([
        {
          field: 'bundle',
          expected: "a folder under the service's model root, written relative to it",
          actual: bundle,
        },
      ]);
    return folder!;
  }
}

/** A role as the protocol calls it. */
const inCapitals = (role: Rollout['role']): string => `MODEL_ROLE_${role.toUpperCase()}`;

/** What the audit trail says of a bundle. */
export function describeBundle(manifest: ReleasedBundle): Partial<ModelChange> {
  const { version, digest } = manifest;
  const passed = gatePassed(manifest);
  return { version, digest, ...(passed === undefined ? {} : { gatePassed: passed }) };
}
