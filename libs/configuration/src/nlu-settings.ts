import { IsNotEmpty, IsString } from 'class-validator';
import { FromEnvironment } from './setting';
import { AdminHost, AdminPort, Admins, AuditTrail, Host, Port, PublicKey } from './usual-settings';

/** Settings of the reference NLU. */
export class NluSettings {
  @Host()
  host!: string;

  @Port('TIEBREAK_NLU_PORT', 50070, 'gRPC port')
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
    variable: 'TIEBREAK_NLU_MODEL_ROOT',
    default: '',
    description: 'Folder that bundles are activated from while the service runs; empty: the one that holds its models.',
  })
  @IsString()
  modelRoot!: string;

  @AdminHost('health and metrics over HTTP, and release control')
  adminHost!: string;

  @AdminPort('TIEBREAK_NLU_ADMIN_PORT')
  adminPort!: number;

  @Admins('TIEBREAK_NLU_ADMINS', 'nlu-release', 'models')
  admins!: string;

  @AuditTrail('TIEBREAK_NLU_AUDIT_TRAIL', 'models')
  auditTrail!: string;

  @PublicKey('bundles')
  publicKey!: string;
}
