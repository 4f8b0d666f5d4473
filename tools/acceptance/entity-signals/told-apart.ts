import { rankByProduct } from '@tiebreak/evaluation';
import { type ReferenceUtterance, sameInterpretation } from '@tiebreak/interpretation';

/** Lines by what a signal says of two hypotheses: whether it is higher, lower or the same of the right one, or missing of either. */
export interface ToldApart {
  higher: number;
  lower: number;
  same: number;
  missing: number;
}

/** What `entity_match` says where the product of scores puts a wrong hypothesis above the right one. */
export function toldApart(lines: readonly ReferenceUtterance[]): ToldApart {
  const counts: ToldApart = { higher: 0, lower: 0, same: 0, missing: 0 };
  for (const line of lines) {
    const right = line.hypotheses.find((each) => sameInterpretation(each, line.truth));
    const top = line.hypotheses[rankByProduct(line)[0]!.index]!;
    if (right === undefined || sameInterpretation(top, line.truth)) continue;
    const [ofRight, ofTop] = [right.signals.entity_match, top.signals.entity_match];
    if (ofRight === undefined || ofTop === undefined) counts.missing++;
    else counts[ofRight > ofTop ? 'higher' : ofRight < ofTop ? 'lower' : 'same']++;
  }
  return counts;
}
