import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { describeViolation } from '@tiebreak/interpretation';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  ValidateBy,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { ConfigurationError } from './setting';
import { violationsOf } from './violations';

/** An object whose values are words. */
function AreWords(): PropertyDecorator {
  return ValidateBy({
    name: 'areWords',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((words) => typeof words === 'string' && words.trim() !== ''),
      defaultMessage: (about) => `${about!.property} must be an object of words, one for each name`,
    },
  });
}

class RegistryFallback {
  @IsNumber() slope!: number;
  @IsNumber() intercept!: number;
}

/** One domain that takes part: a new domain joins by an entry here, and by nothing else. */
export class RegistryEntry {
  /** As it stands in hypotheses, e.g. "Music". */
  @IsString() @IsNotEmpty() domain!: string;
  /** Where its re-ranker listens: a gRPC target such as "127.0.0.1:50051" or "dns:///music:50051". */
  @IsString() @Matches(/^[^\s]+:\d+$/, { message: 'address must be a gRPC target "host:port"' }) address!: string;
  /** The Platt curve that scores its hypotheses while the re-ranker is late or down; `tiebreak train` prints it. */
  @IsDefined() @ValidateNested() @Type(() => RegistryFallback) fallback!: RegistryFallback;
  /** What users call one of its things, for questions: "book" gives "The book or the film?". */
  @IsOptional() @IsString() @IsNotEmpty() noun?: string;
  /** What an intent does to "it", for questions: `{"PlayMusic": "play it"}` gives "Play it or add it to a playlist?". */
  @IsOptional() @AreWords() intents?: Record<string, string>;
  /** What a slot holds, for questions: `{"track": "song"}` gives "The album or the song?"; slots without are not asked about. */
  @IsOptional() @AreWords() slots?: Record<string, string>;
  /** Where its models are looked at and changed, "host:port"; the console alone asks there. */
  @IsOptional() @Matches(/^[^\s/]+:\d+$/, { message: 'admin must be an address "host:port"' }) admin?: string;
}

class Registry {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique((entry: RegistryEntry) => entry.domain, { message: 'domains must each be listed once' })
  @ValidateNested({ each: true })
  @Type(() => RegistryEntry)
  domains!: RegistryEntry[];
}

/** Reads and checks a registry of domains, a JSON list. @throws ConfigurationError naming the file, the field, what was expected and what came */
export function readRegistry(file: string): RegistryEntry[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigurationError(`registry ${file}: ${(error as Error).message}`);
  }
  if (!Array.isArray(json))
    throw new ConfigurationError(`registry ${file}: expected a list of domains, got ${typeof json}`);
  const registry = plainToInstance(Registry, { domains: json });
  const violations = violationsOf(validateSync(registry));
  if (violations.length > 0)
    throw new ConfigurationError(`registry ${file}: ${violations.map(describeViolation).join('; ')}`);
  return registry.domains;
}
