import 'reflect-metadata';
import { readInstance } from '@tiebreak/configuration';
import type { Violation } from '@tiebreak/interpretation';
import { type BundleRole, type DataFile, FORMAT_VERSION } from '@tiebreak/onnx-model/bundle-files';
import {
  ArrayNotEmpty,
  ArrayUnique,
  Equals,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsSemVer,
  IsString,
  Matches,
} from 'class-validator';

/** How weights and features are laid out; bundles of another kind are for another build. */
export const NLU_KIND = 'maxent-crf-1';

/** The file of an NLU's bundle beside its manifest. */
export const WEIGHTS = 'weights.bin';

/** The manifest.json of a domain's NLU: everything about it but its weights. */
export class NluManifest {
  @Equals(FORMAT_VERSION) formatVersion!: number;
  @Equals('nlu') role!: BundleRole;
  @IsString() @IsNotEmpty() domain!: string;
  @IsSemVer() version!: string;
  @Equals(NLU_KIND, { message: `kind must be "${NLU_KIND}", which this build knows; retrain` }) kind!: string;
  /** That features are hashed with. */
  @IsInt() seed!: number;
  @IsOptional() @IsString() createdAt?: string;
  @ArrayNotEmpty() @ArrayUnique() @IsNotEmpty({ each: true }) @IsString({ each: true }) intents!: string[];
  @IsArray() @ArrayUnique() @IsNotEmpty({ each: true }) @IsString({ each: true }) slotNames!: string[];
  /** What it was trained on, and how: for people. */
  @IsObject() training!: object;
  @IsOptional() @IsObject() data?: Record<string, DataFile>;
  @Matches(/^sha256:[0-9a-f]{64}$/) digest!: string;
  @IsOptional() @IsString() signature?: string;
}

/** Checks a decoded manifest.json. */
export function readNluManifest(
  json: unknown,
): { readonly manifest: NluManifest } | { readonly violations: readonly Violation[] } {
  const { instance: manifest, violations } = readInstance(NluManifest, json);
  return manifest !== undefined && violations.length === 0 ? { manifest } : { violations };
}
