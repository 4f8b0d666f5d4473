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
  ValidateNested,
  validateSync,
} from 'class-validator';
import { ConfigurationError } from './setting';
import { violationsOf } from './violations';

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
