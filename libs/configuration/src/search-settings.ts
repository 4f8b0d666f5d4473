import { IsIn, IsNotEmpty, IsNumber, IsString, Max, Min } from 'class-validator';
import { FromEnvironment } from './setting';
import { AdminHost, AdminPort, Admins, AuditTrail, Host, Port, PublicKey } from './usual-settings';

/** Settings of the search service. */
export class SearchSettings {
  @Host()
  host!: string;

  @Port('TIEBREAK_SEARCH_PORT', 50060, 'gRPC port')
  port!: number;

  @Port('TIEBREAK_SEARCH_HTTP_PORT', 8060, 'HTTP port')
  httpPort!: number;

  @AdminHost('health and metrics over HTTP, and release control of rankers')
  adminHost!: string;

  @AdminPort('TIEBREAK_SEARCH_ADMIN_PORT')
  adminPort!: number;

  @Admins('TIEBREAK_SEARCH_ADMINS', 'search-release', 'rankers')
  admins!: string;

  @AuditTrail('TIEBREAK_SEARCH_AUDIT_TRAIL', 'rankers')
  auditTrail!: string;

  @PublicKey('rankers')
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
