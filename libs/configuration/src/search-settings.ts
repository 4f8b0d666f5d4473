import { IsIn, IsInt, IsNotEmpty, IsNumber, IsString, Max, Min } from 'class-validator';
import { FromEnvironment } from './setting';

/** Settings of the search service. */
export class SearchSettings {
  @FromEnvironment({
    variable: 'TIEBREAK_HOST',
    default: '127.0.0.1',
    description: 'Address that every port of the service is bound to.',
  })
  @IsString()
  @IsNotEmpty()
  host!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_PORT',
    default: 50060,
    description: 'gRPC port; 0 lets the system choose.',
  })
  @IsInt()
  @Min(0)
  @Max(65535)
  port!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_HTTP_PORT',
    default: 8060,
    description: 'HTTP port; 0 lets the system choose.',
  })
  @IsInt()
  @Min(0)
  @Max(65535)
  httpPort!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_ADMIN_HOST',
    default: '127.0.0.1',
    description:
      'Address that the admin port is bound to: health and metrics over HTTP, and release control of rankers.',
  })
  @IsString()
  @IsNotEmpty()
  adminHost!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_ADMIN_PORT',
    default: -1,
    description: 'Admin port; -1 is 1,000 below the gRPC port, 0 lets the system choose.',
  })
  @IsInt()
  @Min(-1)
  @Max(65535)
  adminPort!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_ADMINS',
    default: 'search-release',
    description:
      'Names, separated by commas, of which a client certificate must hold one to change rankers; matters only with TIEBREAK_TLS_AUTHORITIES.',
  })
  @IsString()
  @IsNotEmpty()
  admins!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_AUDIT_TRAIL',
    default: '',
    description: 'File to which every change of rankers is appended, a JSON line each. Empty: the log alone has them.',
  })
  @IsString()
  auditTrail!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_PUBLIC_KEY',
    default: '',
    description:
      'File with an Ed25519 public key in PEM: rankers that it did not sign are refused. Empty: signatures are not looked at.',
  })
  @IsString()
  publicKey!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_DEADLINE_MS',
    default: 1_000,
    description:
      "Milliseconds after which a request fails that has no answer; less when the caller's own deadline is nearer. Strategies have nine tenths of it.",
  })
  @IsNumber()
  @Min(1)
  @Max(5_000)
  deadlineMs!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_LOG_QUERIES',
    default: 0,
    description:
      '1 also logs the message of a failure, which may hold what the user asked for. 0: its kind and where it happened alone.',
  })
  @IsIn([0, 1])
  logQueries!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_DATA',
    default: '',
    description:
      'Folder of what the service keeps: `indexes/DOMAIN` for each catalogue, `rankers/DOMAIN` for those that have one, and `feedback.db`. Empty: `data` beside the app. Shipped catalogues are indexed there at the first start.',
  })
  @IsString()
  data!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_FEEDBACK',
    default: '',
    description:
      'Where impressions, feedback and what is learned of them are kept: `postgres://...`, which replicas share, or the path of a SQLite file. Empty: `feedback.db` in the data folder.',
  })
  @IsString()
  feedback!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_RETENTION_DAYS',
    default: 0,
    description: 'Impressions and feedback older than so many days are deleted, once a day. 0: they are kept.',
  })
  @IsNumber()
  @Min(0)
  retentionDays!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_KEEP_SECONDS',
    default: 300,
    description:
      'Seconds after which what is made of the log is kept again, so that a start reads only what came after. 0: every time that the log is followed.',
  })
  @IsNumber()
  @Min(0)
  keepSeconds!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_POLICY',
    default: 'thompson',
    description:
      'What chooses strategies and depths: thompson, epsilon-greedy, c2ucb, square-cb, all-50, or depths such as `lexical=50+fuzzy=25`.',
  })
  @IsString()
  @IsNotEmpty()
  policy!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_SHADOW_POLICY',
    default: '',
    description: 'A policy that chooses beside the acting one, is logged and learns, and acts on nothing. Empty: none.',
  })
  @IsString()
  shadowPolicy!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_SWAP_SHARE',
    default: 0.05,
    description:
      'Share of searches, from 0 to 0.5, in which two neighbours of the results are exchanged, so that feedback tells what places do from what results are; in as many, a coin leaves them. 0: never.',
  })
  @IsNumber()
  @Min(0)
  @Max(0.5)
  swapShare!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_ENCODER',
    default: 'sentence',
    description: 'Encoder of shipped catalogues when they are indexed: `sentence`, `hashed` or `none`.',
  })
  @IsIn(['sentence', 'hashed', 'none'])
  encoder!: string;
}
