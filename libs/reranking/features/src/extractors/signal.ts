import type { Hypothesis } from '@tiebreak/interpretation';
import type { FeatureExtractor, FeatureGroup } from '../feature-extractor';
import type { FeatureEntry } from '../feature-schema';

const PREFIX = 'signal=';
/** Signals may be any finite double; a column is a float32, and so must be the difference of two. */
const LARGEST = 1e9;

/**
 * One named signal of a hypothesis: its value, whether it has one, and how far it lies below the best of the list, 0 for
 * the best. Where it is missing all three are 0: missing is not a value of 0, which the second column tells apart. Values
 * beyond a milliard either way are taken for that.
 *
 * The signal's name is part of the extractor's, so that a bundle's feature list says which signals it uses.
 * @see Wang et al., "Optimizing NLU Reranking Using Entity Resolution Signals in Multi-domain Dialog Systems", NAACL 2021
 */
export function signal(name: string): FeatureGroup {
  const extractor = `${PREFIX}${name}`;
  return {
    name: extractor,
    version: 1,
    columns: () => [extractor, `${extractor} known`, `${extractor} to_best`],
    write: (row, at, hypothesis, { hypotheses }) => {
      const value = valueOf(hypothesis, name);
      if (value === undefined) return;
      row[at] = value;
      row[at + 1] = 1;
      row[at + 2] = value - Math.max(...hypotheses.map((each) => valueOf(each, name) ?? -Infinity));
    },
  };
}

/** The signal that an entry of a feature list reads; undefined for an entry of another kind. */
export function signalNamed({ name }: Pick<FeatureEntry, 'name'>): string | undefined {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : undefined;
}

/** The extractors of the signals that a bundle's feature list names. */
export function signalsOf(entries: readonly Pick<FeatureEntry, 'name'>[]): FeatureExtractor[] {
  return entries.flatMap((entry) => signalNamed(entry) ?? []).map(signal);
}

function valueOf({ signals }: Hypothesis, name: string): number | undefined {
  if (!Object.hasOwn(signals, name)) return undefined;
  return Math.min(Math.max(signals[name]!, -LARGEST), LARGEST);
}
