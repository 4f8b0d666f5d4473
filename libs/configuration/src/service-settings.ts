import { IsNotEmpty, IsNumber, IsString, Matches, Max, Min } from 'class-validator';
import { FromEnvironment } from './setting';
import { AdminHost, AdminPort, Admins, AuditTrail, Host, Port, PublicKey } from './usual-settings';

/** A gRPC target, as in the registry, or nothing. */
const TARGET_OR_NONE = /^(\S+:\d+)?$/;

/** Settings of every service: who it is, and whom it believes. */
export class TlsSettings {
  @FromEnvironment({
    variable: 'TIEBREAK_TLS_CERTIFICATE',
    default: '',
    description:
      "File with the service's certificate in PEM, and those between it and its authority. Empty: no encryption.",
  })
  @IsString()
  certificate!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_TLS_KEY',
    default: '',
    description: 'File with the key of that certificate in PEM.',
  })
  @IsString()
  key!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_TLS_AUTHORITIES',
    default: '',
    description:
      'File with the certificates of authorities in PEM: only peers with a certificate of theirs are answered, except for health. Empty: certificates are not asked for.',
  })
  @IsString()
  authorities!: string;
}

/** Settings of every service: whom it tells what it does. */
export class TracingSettings {
  @FromEnvironment({
    variable: 'TIEBREAK_TRACES_URL',
    default: '',
    description:
      'Where an OpenTelemetry collector takes traces (OTLP over HTTP), such as http://127.0.0.1:4318/v1/traces. Empty: no traces.',
  })
  @IsString()
  url!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_TRACES_SHARE',
    default: 0.01,
    description: 'Share of the requests that are traced, from 0 to 1, when their caller has not decided.',
  })
  @IsNumber()
  @Min(0)
  @Max(1)
  share!: number;
}

/** Settings of one domain's re-ranker service. */
export class RerankerSettings {
  @Host()
  host!: string;

  @Port(
    'TIEBREAK_{DOMAIN}_PORT',
    0,
    "gRPC port of the domain's re-ranker",
    ' Music 50051, Books 50052 and Video 50053 unless set.',
  )
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

  @AdminHost('release control, and health over HTTP')
  adminHost!: string;

  @AdminPort('TIEBREAK_{DOMAIN}_ADMIN_PORT')
  adminPort!: number;

  @Admins('TIEBREAK_{DOMAIN}_ADMINS', '{domain}-release', "the domain's models")
  admins!: string;

  @AuditTrail('TIEBREAK_{DOMAIN}_AUDIT_TRAIL', "the domain's models")
  auditTrail!: string;

  @PublicKey('bundles')
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
  @Host()
  host!: string;

  @Port('TIEBREAK_AGGREGATOR_PORT', 50050, 'gRPC port')
  port!: number;

  @Port('TIEBREAK_AGGREGATOR_HTTP_PORT', 8080, 'HTTP port')
  httpPort!: number;

  @AdminHost('health and metrics over HTTP')
  adminHost!: string;

  @AdminPort('TIEBREAK_AGGREGATOR_ADMIN_PORT')
  adminPort!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_REGISTRY',
    default: '{the app}/registry.json',
    description:
      'File with the domains that take part: `[{domain, address, fallback, noun?, intents?, slots?, admin?}]`.',
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

  @FromEnvironment({
    variable: 'TIEBREAK_NLU',
    default: '',
    description:
      'Where the NLU listens that `Ask` gets its hypotheses from: a gRPC target such as `127.0.0.1:50070`. Empty: `Ask` is refused.',
  })
  @Matches(TARGET_OR_NONE, { message: 'nlu must be a gRPC target "host:port"' })
  nlu!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_MATCH',
    default: '',
    description:
      'Where the search service listens that judges by its catalogues what the hypotheses of an `Ask` name, before they are resolved: a gRPC target such as `127.0.0.1:50060`. Empty: they are not matched.',
  })
  @Matches(TARGET_OR_NONE, { message: 'match must be a gRPC target "host:port"' })
  match!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH',
    default: '',
    description:
      'Where the search service listens that `Ask` finds entities by: a gRPC target such as `127.0.0.1:50060`. Empty: `Ask` answers without entities.',
  })
  @Matches(TARGET_OR_NONE, { message: 'search must be a gRPC target "host:port"' })
  search!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_ASK_DEADLINE_MS',
    default: 1_000,
    description:
      "Milliseconds that an `Ask` has for all its hops; less when the caller's own deadline is nearer. Of it the NLU is sure of 3 parts, matching of 2, resolving of 2, search of 5, of those that are made; what a hop leaves goes to the next.",
  })
  @IsNumber()
  @Min(1)
  @Max(60_000)
  askDeadlineMs!: number;
}
