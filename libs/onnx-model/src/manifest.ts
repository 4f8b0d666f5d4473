import 'reflect-metadata';
import { readInstance } from '@tiebreak/configuration';
import type { FeatureEntry } from '@tiebreak/features';
import { describeValue, type Violation } from '@tiebreak/interpretation';
import type { FallbackCurve } from '@tiebreak/scoring';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  Equals,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsSemVer,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

/** Bundles of this version of the format are read; there is no other yet. */
export const FORMAT_VERSION = 1;

/** What a bundle is for. */
export type BundleRole = 'reranker' | 'ranker' | 'nlu';

class ManifestFeature implements FeatureEntry {
  @IsString() @IsNotEmpty() name!: string;
  @IsInt() @Min(1) version!: number;
  @IsArray() @IsString({ each: true }) columns!: string[];
}

class ManifestFallback implements FallbackCurve {
  @IsNumber() slope!: number;
  @IsNumber() intercept!: number;
}

/** Identity of a data file that a bundle was made from. */
export interface DataFile {
  /** Base name; no path of the machine that trained. */
  readonly file: string;
  /** sha256 (hex) of the file as it is on disk. */
  readonly sha256: string;
  readonly lines: number;
}

/** A bundle's manifest.json: everything about a model but its weights. docs/reference/bundle-format.md has the meanings. */
export class Manifest {
  @Equals(FORMAT_VERSION) formatVersion!: number;
  @IsIn(['reranker', 'ranker', 'nlu']) role!: BundleRole;
  @IsString() @IsNotEmpty() domain!: string;
  @IsSemVer() version!: string;
  @IsString() @IsNotEmpty() kind!: string;
  @IsString() @IsNotEmpty() objective!: string;
  @IsInt() seed!: number;
  @IsOptional() @IsString() createdAt?: string;
  @ArrayNotEmpty() @ValidateNested({ each: true }) @Type(() => ManifestFeature) features!: ManifestFeature[];
  @Matches(/^[0-9a-f]{64}$/) featureFingerprint!: string;
  @IsArray() @IsString({ each: true }) intents!: string[];
  @IsArray() @IsString({ each: true }) slotNames!: string[];
  @IsObject() contextValues!: Record<string, string[]>;
  /** How the graph's score follows from its log-odds: for people; the graph is what counts. */
  @IsObject() calibrator!: object;
  @IsDefined() @ValidateNested() @Type(() => ManifestFallback) fallback!: ManifestFallback;
  /** Share of the training lines on which the top hypothesis is right, by a model that has not seen the line. */
  @IsOptional() @IsNumber() @Min(0) @Max(1) topRightRate?: number;
  @IsOptional() @IsString() upstreamVersion?: string;
  @IsOptional() @IsObject() data?: { train: DataFile & { gateLinesLeftOut: boolean }; dev: DataFile };
  @IsOptional() @IsObject() metrics?: object;
  @IsOptional() @IsObject() gate?: object;
  @Matches(/^sha256:[0-9a-f]{64}$/) digest!: string;
  @IsOptional() @IsString() signature?: string;
}

/** Checks a decoded manifest.json. */
export function readManifest(
  json: unknown,
): { readonly manifest: Manifest } | { readonly violations: readonly Violation[] } {
  const { instance: manifest, violations } = readInstance(Manifest, json);
  if (manifest === undefined) return { violations };
  const badValues = Object.entries((manifest.contextValues as unknown) ?? {}).filter(
    ([, values]) => !Array.isArray(values) || values.some((value) => typeof value !== 'string'),
  );
  violations.push(
    ...badValues.map(([name, values]) => ({
      field: `contextValues.${name}`,
      expected: 'a list of strings',
      actual: describeValue(values),
    })),
  );
  return violations.length === 0 ? { manifest } : { violations };
}

/** Whether the gate let a bundle pass, by its manifest; undefined when it has not been asked. */
export function gatePassed({ gate }: { readonly gate?: object }): boolean | undefined {
  const passed = (gate as { passed?: unknown } | undefined)?.passed;
  return typeof passed === 'boolean' ? passed : undefined;
}
