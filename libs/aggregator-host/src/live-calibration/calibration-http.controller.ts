import { Body, Controller, Get, Header, HttpCode, Inject, Post, UseFilters } from '@nestjs/common';
import type { wire } from '@tiebreak/protocol';
import { Admission } from '@tiebreak/service-host';
import { HttpErrors, readJsonBody } from '@tiebreak/service-host/http';
import type { CalibrationView } from './calibration-view';
import { LiveCalibration } from './live-calibration';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Outcomes in, as proto3 JSON; what they say of calibration out. */
@Controller('v1')
@UseFilters(HttpErrors)
export class CalibrationHttpController {
  constructor(
    @Inject(LiveCalibration) private readonly calibration: LiveCalibration,
    @Inject(Admission) private readonly admission: Admission,
  ) {}

  @Post('outcomes')
  @HttpCode(200)
  @Header('Content-Type', JSON_TYPE)
  recordOutcome(@Body() body: unknown): Promise<wire.RecordOutcomeResponse> {
    return this.admission.run(async () => {
      await this.calibration.record(readJsonBody(body));
      return {};
    });
  }

  @Get('calibration')
  @Header('Content-Type', JSON_TYPE)
  view(): Promise<CalibrationView> {
    return this.admission.run(() => this.calibration.view());
  }
}
