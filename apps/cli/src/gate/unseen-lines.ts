import { describeValue, type ReferenceUtterance } from '@tiebreak/interpretation';
import type { DataFile, RerankerBundle } from '@tiebreak/onnx-model';
import { inGateSplit } from '@tiebreak/training';
import type { DataLines } from '../data-file';
import { Refusal } from '../refusal';

/**
 * The lines that the gate may look at: the gate split of the file or, for a file that nobody learned from, all of it.
 * @param path of the data file, for messages
 * @throws Refusal when a bundle learned from such a line, as far as its manifest tells, or when there are none
 */
export function unseenLines(
  path: string,
  { lines, file }: DataLines<ReferenceUtterance>,
  bundles: readonly RerankerBundle[],
  allLines: boolean,
): readonly ReferenceUtterance[] {
  for (const bundle of bundles) refuseSeen(path, file, bundle, allLines);
  if (allLines) return lines;
  const split = lines.filter(({ id }) => inGateSplit(id));
  if (split.length === 0)
    throw new Refusal(
      `${path}: expected lines of the gate split (about one in five), got none of ${lines.length}; ` +
        'a file that no bundle learned from can be judged whole, with --all-lines',
    );
  return split;
}

function refuseSeen(path: string, { sha256 }: DataFile, { folder, manifest }: RerankerBundle, allLines: boolean): void {
  // Bundles trained elsewhere may say less of their data.
  const { train, dev } = (manifest.data ?? {}) as {
    readonly train?: Partial<DataFile> & { readonly gateLinesLeftOut?: unknown };
    readonly dev?: Partial<DataFile>;
  };
  const equal = `has the sha256 of ${path}, ${sha256}`;
  if (dev?.sha256 === sha256)
    throw new Refusal(
      `${folder}: data.dev ${equal}: its hyperparameters were chosen on these lines; expected lines that it has not seen`,
    );
  if (train?.sha256 !== sha256) return;
  if (allLines)
    throw new Refusal(`${folder}: data.train ${equal}: it learned from these lines; expected none, or no --all-lines`);
  if (train.gateLinesLeftOut !== true)
    throw new Refusal(
      `${folder}: data.train ${equal}, and data.train.gateLinesLeftOut: expected true, got ${describeValue(train.gateLinesLeftOut)}: ` +
        'it may have learned from the lines of the gate split; retrain it, or judge it with other lines and --all-lines',
    );
}
