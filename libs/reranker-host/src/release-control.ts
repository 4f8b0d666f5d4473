import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import {
  BundleError,
  type BundleExpectations,
  gatePassed,
  type Manifest,
  readRerankerBundle,
  type RerankerBundle,
} from '@tiebreak/onnx-model';
import type { Activation, RolloutChange } from '@tiebreak/protocol';
import type { ModelVersion } from '@tiebreak/scoring';
import type { ModelRoster, StandingModel } from '@tiebreak/serving';
import { PreconditionFailed } from '@tiebreak/service-host';
import { lt } from 'semver';
import type { ModelChange, ReleaseTrail } from './release-trail';

export interface ReleaseRules extends BundleExpectations {
  /** Folder that bundles are loaded from, and nothing outside of it. */
  readonly root: string;
}

/**
 * Changes the models of a running service, one change at a time. A bundle is read, checked and warmed before anything
 * changes, so whatever is wrong with it leaves what runs as it is.
 */
export class ReleaseControl {
  private changes: Promise<unknown> = Promise.resolve();
  /** What manifests say of the gate, by their digests. */
  private readonly gates = new Map<string, Manifest['gate']>();

  constructor(
    private readonly roster: ModelRoster,
    private readonly rules: ReleaseRules,
    private readonly trail: ReleaseTrail,
    first: Manifest,
  ) {
    this.gates.set(first.digest, first.gate);
  }

  /** What was done to the models before, oldest first. */
  get history(): readonly ModelChange[] {
    return this.trail.remembered;
  }

  standing(): StandingModel[] {
    return this.roster.standing();
  }

  /** The models that stand, each with the gate's record in its manifest where there is one. */
  describeStanding(): (StandingModel & { readonly gate: Manifest['gate'] })[] {
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
      const { manifest, model } = await this.load(bundle);
      const present = this.roster.standing()[0]!.version;
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
      const previous = this.roster.activate(model);
      return { result: { active: model.version, previous }, manifest };
    });
  }

  /**
   * Puts a bundle beside the active one, in place of what was there; without a bundle, ends that.
   * @throws PreconditionFailed when there is no such bundle, or it cannot be used
   */
  setRollout(change: RolloutChange, by: readonly string[] = []): Promise<StandingModel[]> {
    if (change.role === undefined)
      return this.inTurn({ by, change: 'ended', bundle: '' }, () => {
        this.roster.setRollout(undefined);
        return Promise.resolve({ result: this.roster.standing() });
      });
    const { role, bundle, trafficShare } = change;
    return this.inTurn({ by, change: role, bundle, trafficShare }, async () => {
      const { model, manifest } = await this.load(bundle);
      this.roster.setRollout({ role, model, trafficShare });
      return { result: this.roster.standing(), manifest };
    });
  }

  /** Makes a change after those that were asked for before it, whatever became of them, and writes it down. */
  private inTurn<T>(
    asked: Omit<ModelChange, 'time'>,
    make: () => Promise<{ readonly result: T; readonly manifest?: Manifest }>,
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

  private async load(bundle: string): Promise<RerankerBundle> {
    try {
      const loaded = await readRerankerBundle(await this.folderOf(bundle), this.rules);
      this.gates.set(loaded.manifest.digest, loaded.manifest.gate);
      return loaded;
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
    const root = await realpath(this.rules.root);
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

/** What the audit trail says of a bundle. */
export function describeBundle(manifest: Manifest): Partial<ModelChange> {
  const { version, digest } = manifest;
  const passed = gatePassed(manifest);
  return { version, digest, ...(passed === undefined ? {} : { gatePassed: passed }) };
}
