import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { readActivation, readRolloutChange, toLoadedModel, toModelVersion, type wire } from '@tiebreak/protocol';
import { accept, GrpcErrors } from '@tiebreak/service-host';
import { ReleaseControl } from './release-control';

/** tiebreak.v1.ModelService, on the admin address only. */
@Controller()
@UseFilters(GrpcErrors)
export class ModelController {
  constructor(@Inject(ReleaseControl) private readonly releases: ReleaseControl) {}

  @GrpcMethod('ModelService', 'ListModels')
  listModels(): wire.ListModelsResponse {
    return { models: this.releases.standing().map(toLoadedModel) };
  }

  @GrpcMethod('ModelService', 'ActivateModel')
  async activateModel(message: wire.ActivateModelRequest): Promise<wire.ActivateModelResponse> {
    const { active, previous } = await this.releases.activate(accept(readActivation(message)));
    return {
      active: toModelVersion({ ...active, role: 'active' }),
      previous: toModelVersion({ ...previous, role: 'active' }),
    };
  }

  @GrpcMethod('ModelService', 'SetRollout')
  async setRollout(message: wire.SetRolloutRequest): Promise<wire.SetRolloutResponse> {
    return { models: (await this.releases.setRollout(accept(readRolloutChange(message)))).map(toLoadedModel) };
  }
}
