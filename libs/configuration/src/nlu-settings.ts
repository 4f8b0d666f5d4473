import { IsInt, IsNotEmpty, IsString, Max, Min } from 'class-validator';
import { FromEnvironment } from './setting';

/** Settings of the reference NLU. */
export class NluSettings {
  @FromEnvironment({
    variable: 'TIEBREAK_HOST',
    default: '127.0.0.1',
    description: 'Address that every port of the service is bound to.',
  })
  @IsString()
  @IsNotEmpty()
  host!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_NLU_PORT',
    default: 50070,
    description: 'gRPC port; 0 lets the system choose.',
  })
  @IsInt()
  @Min(0)
  @Max(65535)
  port!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_NLU_MODELS',
    default: '{the app}/model',
    description: 'Folder with the NLU bundles to serve, one a domain, three levels deep at most.',
  })
  @IsString()
  @IsNotEmpty()
  models!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_ADMIN_HOST',
    default: '127.0.0.1',
    description: 'Address that the admin port is bound to: health and metrics over HTTP.',
  })
  @IsString()
  @IsNotEmpty()
  adminHost!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_NLU_ADMIN_PORT',
    default: -1,
    description: 'Admin port; -1 is 1,000 below the gRPC port, 0 lets the system choose.',
  })
  @IsInt()
  @Min(-1)
  @Max(65535)
  adminPort!: number;
}
