import type { Provider } from '@nestjs/common';
import { wire } from '@tiebreak/protocol';
import { ModelController, ReleaseControl, ReleaseTrail } from '@tiebreak/release-control';
import type { ExchangeableModels, ReleasableModel } from '@tiebreak/serving';
import { type AdminServerOptions, jsonPage } from '@tiebreak/service-host';

/** Who may exchange rankers, and where that is written down. */
export interface RankerAdministrationOptions {
  /** File of the audit trail; absent: changes are remembered until the process ends. */
  readonly trail?: string;
  /** Names of which a client certificate must hold one, when certificates are asked for. */
  readonly admins: readonly string[];
}

/** What `ModelService` needs of a service that has HTTP too. */
export interface RankerAdministration {
  readonly controllers: [typeof ModelController];
  readonly providers: Provider[];
  readonly administration: Pick<AdminServerOptions, 'services' | 'pages' | 'access'>;
}

/** Release control of rankers on the admin address. @throws Error when the audit trail cannot be read */
export async function rankerAdministration(
  models: ExchangeableModels<ReleasableModel>,
  { trail: file, admins }: RankerAdministrationOptions,
): Promise<RankerAdministration> {
  const trail = await ReleaseTrail.open(file);
  const releases = new ReleaseControl(models, trail);
  for (const { version } of releases.standing()) {
    const { domain, ...rest } = version;
    // One that came from no bundle was not released.
    if (rest.digest !== '')
      await trail.add({ by: [], change: 'started', bundle: domain, version: rest.version, digest: rest.digest });
  }
  return {
    controllers: [ModelController],
    providers: [{ provide: ReleaseControl, useValue: releases }],
    administration: {
      services: [wire.ModelServiceDefinition],
      access: { peers: admins },
      pages: { '/models': () => jsonPage(200, { models: releases.standing(), history: releases.history }) },
    },
  };
}
