import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { wire } from '@tiebreak/protocol';
import { GrpcErrors } from '@tiebreak/service-host';
import { LiveCalibration } from './live-calibration';

/** `RecordOutcome` of tiebreak.v1.AggregatorService. */
@Controller()
@UseFilters(GrpcErrors)
export class OutcomesGrpcController {
  constructor(@Inject(LiveCalibration) private readonly calibration: LiveCalibration) {}

  @GrpcMethod('AggregatorService', 'RecordOutcome')
  async recordOutcome(message: wire.RecordOutcomeRequest): Promise<wire.RecordOutcomeResponse> {
    await this.calibration.record(message);
    return {};
  }
}
