import { IsIn, IsNumber, IsString, Min } from 'class-validator';
import { FromEnvironment } from './setting';

/** What the aggregator keeps of its decisions, and does with what came of them. */
export class LiveCalibrationSettings {
  @FromEnvironment({
    variable: 'TIEBREAK_DECISION_LOG',
    default: '',
    description:
      'Where decisions and their outcomes are kept: `postgres://...`, which replicas share, or the path of a SQLite file. Empty: nowhere, and outcomes are refused.',
  })
  @IsString()
  log!: string;

  @FromEnvironment({
    variable: 'TIEBREAK_DECISION_LOG_WORDS',
    default: 0,
    description:
      "1 also keeps what users said: the utterance and the slots' values. 0: placeholders in their place, alike for like words.",
  })
  @IsIn([0, 1])
  words!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_DECISION_LOG_DAYS',
    default: 30,
    description: 'Decisions older than so many days are deleted with their outcomes, once an hour. 0: they are kept.',
  })
  @IsNumber()
  @Min(0)
  days!: number;

  @FromEnvironment({
    variable: 'TIEBREAK_RECALIBRATED_DOMAINS',
    default: '',
    description:
      "Domains, separated by commas, whose scores are recalibrated by their outcomes while calibration's alarm is raised. Empty: none, and every score is the bundle's.",
  })
  @IsString()
  recalibrated!: string;
}
