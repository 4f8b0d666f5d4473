import { IsIn, IsString, ValidateIf, Matches } from 'class-validator';
import { FromEnvironment } from './setting';

/** Settings of the aggregator for its web console. */
export class ConsoleSettings {
  @FromEnvironment({
    variable: 'TIEBREAK_CONSOLE',
    default: '',
    description:
      'Folder of the built console, which is then served at `/`, and its views at `/v1/models` and `/v1/retrieval`. Empty: none of these.',
  })
  @IsString()
  folder!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_CONSOLE_ROLLOUT',
    default: 0,
    description:
      '1 lets whoever reaches the HTTP port change models by `POST /v1/models/{domain}/rollout`, as far as the domains let the aggregator. 0: models are only looked at.',
  })
  @IsIn([0, 1])
  rollout!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_SEARCH_ADMIN',
    default: '',
    description:
      "Admin address of the search service, `host:port`, which the console's page on retrieval is made of. Empty: not shown.",
  })
  @ValidateIf((settings: ConsoleSettings) => settings.searchAdmin !== '')
  @Matches(/^[^\s/]+:\d+$/, { message: 'searchAdmin must be an address "host:port", or empty' })
  searchAdmin!: string;
}
