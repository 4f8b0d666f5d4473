import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, UseFilters } from '@nestjs/common';
import { HttpErrors, readJsonBody } from '@tiebreak/service-host/http';
import { ConsoleViews } from './console-views';
import type { ModelsView, RetrievalView } from './views';

const NOT_KEPT = ['Cache-Control', 'no-store'] as const;

/**
 * The views of the console. A page of another server cannot change anything here: what is no JSON is refused, and for JSON
 * a browser asks first, which nobody allows.
 */
@Controller()
@UseFilters(HttpErrors)
export class ConsoleController {
  constructor(@Inject(ConsoleViews) private readonly views: ConsoleViews) {}

  @Get('v1/models')
  @Header(...NOT_KEPT)
  models(): Promise<ModelsView> {
    return this.views.models();
  }

  @Post('v1/models/:domain/rollout')
  @HttpCode(200)
  @Header(...NOT_KEPT)
  async rollout(@Param('domain') domain: string, @Body() body: unknown): Promise<ModelsView> {
    return this.views.change(domain, readJsonBody(body));
  }

  @Get('v1/retrieval')
  @Header(...NOT_KEPT)
  retrieval(): Promise<RetrievalView> {
    return this.views.retrieval();
  }
}
