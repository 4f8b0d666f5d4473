import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { readActivation, readRolloutChange, toLoadedModel, toModelVersion, type wire } from '@tiebreak/protocol';
import { accept, GrpcErrors, namesOf } from '@tiebreak/service-host';
import { ReleaseControl } from './release-control';

type AdminCall = ServerUnaryCall<unknown, unknown>;

/** Names in the certificate that the caller showed. */
function callerOf(call: AdminCall): string[] {
  return namesOf(call.getAuthContext().sslPeerCertificate ?? {});
}

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
  async activateModel(
    message: wire.ActivateModelRequest,
    _metadata: Metadata,
    call: AdminCall,
  ): Promise<wire.ActivateModelResponse> {
    const { active, previous } = await this.releases.activate(accept(readActivation(message)), callerOf(call));
    return {
      active: toModelVersion({ ...active, role: 'active' }),
      previous: toModelVersion({ ...previous, role: 'active' }),
    };
  }

  @GrpcMethod('ModelService', 'SetRollout')
  async setRollout(
    message: wire.SetRolloutRequest,
    _metadata: Metadata,
    call: AdminCall,
  ): Promise<wire.SetRolloutResponse> {
    const models = await this.releases.setRollout(accept(readRolloutChange(message)), callerOf(call));
    return { models: models.map(toLoadedModel) };
  }
}
