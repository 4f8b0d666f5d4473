import 'reflect-metadata';
import { readInstance } from '@tiebreak/configuration';
import { describeValue, type Violation } from '@tiebreak/interpretation';
import type { RankingFeature } from '@tiebreak/learning-to-rank';
import { type BundleRole, type DataFile, FORMAT_VERSION } from '@tiebreak/onnx-model';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  Equals,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsSemVer,
  IsString,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';

class ManifestFeature implements RankingFeature {
  @IsString() @IsNotEmpty() name!: string;
  @IsInt() @Min(1) version!: number;
}

/** The manifest.json of a ranker's bundle: everything about it but its weights. */
export class RankerManifest {
  @Equals(FORMAT_VERSION) formatVersion!: number;
  @Equals('ranker') role!: BundleRole;
  /** The catalogue that it ranks. */
  @IsString() @IsNotEmpty() domain!: string;
  @IsString() @IsNotEmpty() name!: string;
  @IsSemVer() version!: string;
  /** "lambdamart", "linear", or another word for one that was made elsewhere. */
  @IsString() @IsNotEmpty() kind!: string;
  @IsInt() seed!: number;
  @IsOptional() @IsString() createdAt?: string;
  /** The columns, in order. */
  @ArrayNotEmpty() @ValidateNested({ each: true }) @Type(() => ManifestFeature) features!: ManifestFeature[];
  /** A usual candidate, which explanations start from: one number a column, null for missing. */
  @IsArray() baseline!: (number | null)[];
  /** What it was trained on, and what was found: for people. */
  @IsObject() training!: object;
  @IsOptional() @IsObject() data?: Record<string, DataFile>;
  @IsOptional() @IsObject() gate?: object;
  @Matches(/^sha256:[0-9a-f]{64}$/) digest!: string;
  @IsOptional() @IsString() signature?: string;
}

/** Checks a decoded manifest.json. */
export function readRankerManifest(
  json: unknown,
): { readonly manifest: RankerManifest } | { readonly violations: readonly Violation[] } {
  const { instance: manifest, violations } = readInstance(RankerManifest, json);
  if (manifest === undefined || violations.length > 0) return { violations };
  const { features, baseline } = manifest;
  const names = features.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    violations.push({ field: 'features', expected: 'every name once', actual: `"${twice}" twice` });
  const wrong = baseline.findIndex((value) => value !== null && typeof value !== 'number');
  if (wrong >= 0)
    violations.push({
      field: `baseline[${wrong}]`,
      expected: 'a number or null',
      actual: describeValue(baseline[wrong]),
    });
  if (baseline.length !== features.length)
    violations.push({
      field: 'baseline',
      expected: `${features.length} numbers, one a feature`,
      actual: String(baseline.length),
    });
  return violations.length === 0 ? { manifest } : { violations };
}
