import 'reflect-metadata';
import { violationsOf } from '@tiebreak/configuration';
import { describeValue, type Violation } from '@tiebreak/interpretation';
import { type BundleRole, type DataFile, FORMAT_VERSION } from '@tiebreak/onnx-model/bundle-files';
import { plainToInstance } from 'class-transformer';
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
  validateSync,
} from 'class-validator';

/** How weights and features are laid out; bundles of another kind are for another build. */
export const NLU_KIND = 'maxent-crf-1';

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
}

/** Checks a decoded manifest.json. */
export function readNluManifest(
  json: unknown,
): { readonly manifest: NluManifest } | { readonly violations: readonly Violation[] } {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { violations: [{ field: '', expected: 'a JSON object', actual: describeValue(json) }] };
  const manifest = plainToInstance(NluManifest, json);
  const violations = violationsOf(validateSync(manifest));
  return violations.length === 0 ? { manifest } : { violations };
}
