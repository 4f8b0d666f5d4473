import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { GrpcServer } from '../grpc-server';

/** What whoever looks after a process asks over HTTP. */
@Controller()
export class HealthController {
  constructor(@Inject(GrpcServer) private readonly grpc: GrpcServer) {}

  /** Alive: the process answers. */
  @Get('healthz')
  alive(): { status: string } {
    return { status: 'ok' };
  }

  /** Ready: requests may come. Another service that is down does not change that. */
  @Get('readyz')
  ready(): { status: string } {
    if (!this.grpc.serving) throw new ServiceUnavailableException('the service is starting or closing');
    return { status: 'ready' };
  }
}
