import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { Logger } from '@nestjs/common';
import { BundleError, type BundleExpectations, readRerankerBundle, type RerankerBundle } from '@tiebreak/onnx-model';
import type { Activation, RolloutChange } from '@tiebreak/protocol';
import type { ModelVersion } from '@tiebreak/scoring';
import type { ModelRoster, StandingModel } from '@tiebreak/serving';
import { PreconditionFailed } from '@tiebreak/service-host';
import { lt } from 'semver';

export interface ReleaseRules extends BundleExpectations {
  /** Folder that bundles are loaded from, and nothing outside of it. */
  readonly root: string;
}

/**
 * Changes the models of a running service, one change at a time. A bundle is read, checked and warmed before anything
 * changes, so whatever is wrong with it leaves what runs as it is.
 */
export class ReleaseControl {
  private readonly log = new Logger(ReleaseControl.name);
  private changes: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly roster: ModelRoster,
    private readonly rules: ReleaseRules,
  ) {}

  standing(): StandingModel[] {
    return this.roster.standing();
  }

  /**
   * Makes a bundle the active one. The one that is active already is left alone.
   * @throws PreconditionFailed when there is no such bundle or it cannot be used, its digest is another, or its version is
   *   older than the active one's and that was not allowed
   */
  activate({
    bundle,
    expectedDigest,
    allowRollback,
  }: Activation): Promise<Record<'active' | 'previous', ModelVersion>> {
    return this.inTurn(async () => {
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
        return { active: present, previous: present };
      }
      const previous = this.roster.activate(model);
      this.log.log(`${manifest.domain}: ${describe(model.version)} is active in place of ${describe(previous)}`);
      return { active: model.version, previous };
    });
  }

  /**
   * Puts a bundle beside the active one, in place of what was there; without a bundle, ends that.
   * @throws PreconditionFailed when there is no such bundle, or it cannot be used
   */
  setRollout(change: RolloutChange): Promise<StandingModel[]> {
    return this.inTurn(async () => {
      if (change.role === undefined) this.roster.setRollout(undefined);
      else {
        const { model } = await this.load(change.bundle);
        this.roster.setRollout({ role: change.role, model, trafficShare: change.trafficShare });
      }
      const standing = this.roster.standing();
      this.log.log(
        standing.map(({ version, role, trafficShare }) => `${describe(version)} ${role} ${trafficShare}`).join(', '),
      );
      return standing;
    });
  }

  /** Runs a change after those that were asked for before it, whatever became of them. */
  private inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.changes.then(change, change);
    this.changes = done.catch(() => undefined);
    return done;
  }

  private async load(bundle: string): Promise<RerankerBundle> {
    try {
      return await readRerankerBundle(await this.folderOf(bundle), this.rules);
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

function describe({ version, digest }: ModelVersion): string {
  return `${version} (${digest.slice(0, 'sha256:'.length + 12)})`;
}
