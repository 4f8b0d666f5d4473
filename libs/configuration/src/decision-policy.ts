import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { DecisionPolicy, JointMap } from '@tiebreak/aggregation';
import { describeViolation } from '@tiebreak/interpretation';
import { plainToInstance } from 'class-transformer';
import { IsNumber, IsPositive, validateSync } from 'class-validator';
import type { DecisionSettings } from './service-settings';
import { ConfigurationError } from './setting';
import { violationsOf } from './violations';

class JointMapFile implements JointMap {
  @IsPositive() @IsNumber() slope!: number;
  @IsNumber() intercept!: number;
  @IsNumber() utteranceSlope!: number;
}

/** The policy that settings stand for, with the map read from its file. @throws ConfigurationError */
export function decisionPolicy(settings: DecisionSettings): DecisionPolicy {
  const { wrongAction, confirmation, disambiguation, missed, joint } = settings;
  return { costs: { wrongAction, confirmation, disambiguation, missed }, joint: readJointMap(joint) };
}

/**
 * Reads and checks a map from scores to joint probabilities, a JSON object; what else stands in it is for people.
 * @throws ConfigurationError naming the file, the field, what was expected and what came
 */
export function readJointMap(file: string): JointMap {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigurationError(`joint map ${file}: ${(error as Error).message}`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new ConfigurationError(`joint map ${file}: expected {slope, intercept, utteranceSlope}, got ${kindOf(json)}`);
  const map = plainToInstance(JointMapFile, json);
  const violations = violationsOf(validateSync(map));
  if (violations.length > 0)
    throw new ConfigurationError(`joint map ${file}: ${violations.map(describeViolation).join('; ')}`);
  const { slope, intercept, utteranceSlope } = map;
  return { slope, intercept, utteranceSlope };
}

function kindOf(json: unknown): string {
  return json === null ? 'null' : Array.isArray(json) ? 'a list' : `a ${typeof json}`;
}
