import type { Provider } from '@nestjs/common';
import { wire } from '@tiebreak/protocol';
import { type AdminServerOptions, jsonPage } from '@tiebreak/service-host';
import type { ExchangeableModels, ReleasableModel } from '@tiebreak/serving';
import { ModelController } from './model.controller';
import { ReleaseControl } from './release-control';
import { ReleaseTrail } from './release-trail';

/** Who may exchange models, and where that is written down. */
export interface ModelAdministrationOptions {
  /** File of the audit trail; absent: changes are remembered until the process ends. */
  readonly trail?: string;
  /** Names of which a client certificate must hold one, when certificates are asked for. */
  readonly admins: readonly string[];
  /** Folder, under the models' root, of the bundle that a domain began with; called as the domain is, unless given. */
  readonly startedWith?: (domain: string) => string;
}

/** What a service needs to have `ModelService` on its admin address. */
export interface ModelAdministration {
  readonly controllers: [typeof ModelController];
  readonly providers: Provider[];
  readonly administration: Pick<AdminServerOptions, 'services' | 'pages' | 'access'>;
}

/** Release control of the models of several domains. @throws Error when the audit trail cannot be read */
export async function modelAdministration(
  models: ExchangeableModels<ReleasableModel>,
  { trail: file, admins, startedWith = (domain) => domain }: ModelAdministrationOptions,
): Promise<ModelAdministration> {
  const trail = await ReleaseTrail.open(file);
  const releases = new ReleaseControl(models, trail);
  for (const { domain, version, digest } of releases.standing().map((standing) => standing.version)) {
    // One that came from no bundle was not released.
    if (digest !== '') await trail.add({ by: [], change: 'started', bundle: startedWith(domain), version, digest });
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
