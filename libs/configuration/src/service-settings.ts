import { IsInt, IsNotEmpty, IsNumber, IsString, Max, Min } from 'class-validator';
import { FromEnvironment } from './setting';

const PORT_MEANING = '0 lets the system choose';

/** Settings of one domain's re-ranker service. */
export class RerankerSettings {
  @FromEnvironment({
    variable: 'TIEBREAK_HOST',
    default: '127.0.0.1',
    description: 'Address that every port of the service is bound to.',
  })
  @IsString()
  @IsNotEmpty()
  host!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_{DOMAIN}_PORT',
    default: 0,
    description: `gRPC port of the domain's re-ranker; ${PORT_MEANING}. Music 50051, Books 50052 and Video 50053 unless set.`,
  })
  @IsInt()
  @Min(0)
  @Max(65535)
  port!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_{DOMAIN}_MODEL',
    default: '{the app}/model',
    description: 'Folder of the model bundle to serve.',
  })
  @IsString()
  @IsNotEmpty()
  model!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_{DOMAIN}_MODEL_ROOT',
    default: '',
    description: 'Folder that bundles are activated from while the service runs; empty: the one that holds its model.',
  })
  @IsString()
  modelRoot!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_ADMIN_HOST',
    default: '127.0.0.1',
    description: 'Address that the admin port is bound to: release control, and health over HTTP.',
  })
  @IsString()
  @IsNotEmpty()
  adminHost!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_{DOMAIN}_ADMIN_PORT',
    default: -1,
    description: `Admin port; -1 is 1,000 below the gRPC port, ${PORT_MEANING}.`,
  })
  @IsInt()
  @Min(-1)
  @Max(65535)
  adminPort!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_PUBLIC_KEY',
    default: '',
    description:
      'File with an Ed25519 public key in PEM: bundles that it did not sign are refused. Empty: signatures are not looked at.',
  })
  @IsString()
  publicKey!: string;
}

/** What the aggregator's decisions depend on: read by the aggregator, and by the command line that computes its answers. */
export class DecisionSettings {
  @FromEnvironment({
    variable: 'TIEBREAK_JOINT',
    default: '{the app}/model/joint.json',
    description:
      'File with the map from scores to joint probabilities: `{slope, intercept, utteranceSlope}`; `tiebreak fit-joint` writes it.',
  })
  @IsString()
  @IsNotEmpty()
  joint!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_COST_WRONG_ACTION',
    default: 1,
    description: 'Cost of doing the wrong thing; the unit of the others.',
  })
  @IsNumber()
  @Min(0)
  wrongAction!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_COST_CONFIRMATION',
    default: 0.15,
    description: 'Cost of asking "did you mean ...?".',
  })
  @IsNumber()
  @Min(0)
  confirmation!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_COST_DISAMBIGUATION',
    default: 0.2,
    description: 'Cost of asking "the book or the film?"; a third choice costs as much again.',
  })
  @IsNumber()
  @Min(0)
  disambiguation!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_COST_MISSED',
    default: 0.5,
    description: 'Cost of doing nothing although a hypothesis was right.',
  })
  @IsNumber()
  @Min(0)
  missed!: number;
}

/** Settings of the aggregator. */
export class AggregatorSettings extends DecisionSettings {
  @FromEnvironment({
    variable: 'TIEBREAK_HOST',
    default: '127.0.0.1',
    description: 'Address that every port of the service is bound to.',
  })
  @IsString()
  @IsNotEmpty()
  host!: string;

  @FromEnvironment({ variable: 'TIEBREAK_AGGREGATOR_PORT', default: 50050, description: `gRPC port; ${PORT_MEANING}.` })
  @IsInt()
  @Min(0)
  @Max(65535)
  port!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_AGGREGATOR_HTTP_PORT',
    default: 8080,
    description: `HTTP port; ${PORT_MEANING}.`,
  })
  @IsInt()
  @Min(0)
  @Max(65535)
  httpPort!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_REGISTRY',
    default: '{the app}/registry.json',
    description: 'File with the domains that take part: `[{domain, address, fallback, noun?}]`.',
  })
  @IsString()
  @IsNotEmpty()
  registry!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_DOMAIN_DEADLINE_MS',
    default: 50,
    description: "Milliseconds that a domain has to answer; less when the caller's own deadline is nearer.",
  })
  @IsNumber()
  @Min(1)
  @Max(60_000)
  domainDeadlineMs!: number;
}
