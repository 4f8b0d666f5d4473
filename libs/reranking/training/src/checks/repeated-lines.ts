import { type LabelledUtterance, type ReferenceUtterance, sameInterpretation } from '@tiebreak/interpretation';
import { type Finding, listNames } from './finding';

/** Utterances that were labelled otherwise another time, in the same words on the same device. */
export function findContradictions(lines: readonly ReferenceUtterance[]): Finding[] {
  const groups = new Map<string, ReferenceUtterance[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.utterance, line.context.device]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  const pairs = [...groups.values()].flatMap(([first, ...others]) => {
    const other = others.find(({ truth }) => !sameInterpretation(truth, first!.truth));
    return other === undefined ? [] : [`${first!.id} and ${other.id}`];
  });
  if (pairs.length === 0) return [];
  return [
    {
      severity: 'warning',
      what: 'truths of the same words on the same device',
      measured: `${pairs.length} that contradict: ${listNames(pairs)}`,
      expected: 'one truth each',
      remedy: 'correct the labels; where both are meant now and then, nothing is to be done',
    },
  ];
}

/** Lines that another file has too: what a model has seen cannot judge it. */
export function findOverlap(lines: readonly LabelledUtterance[], others: readonly LabelledUtterance[]): Finding[] {
  const ids = new Set(others.map(({ id }) => id));
  const texts = new Set(others.map(({ utterance }) => utterance));
  const sameId = lines.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  const sameText = lines.filter(({ id, utterance }) => !ids.has(id) && texts.has(utterance));
  const findings: Finding[] = [];
  if (sameId.length > 0) {
    findings.push({
      severity: 'error',
      what: 'ids that the other file has too',
      measured: `${sameId.length}: ${listNames(sameId)}`,
      expected: 'none',
      remedy: 'take these lines out of one of the files: a model is judged too well on lines it was trained on',
    });
  }
  if (sameText.length > 0) {
    findings.push({
      severity: 'warning',
      what: 'utterances that the other file has too, under other ids',
      measured: `${sameText.length} lines: ${listNames(sameText.map(({ id }) => id))}`,
      expected: 'only what users really say again and again',
      remedy: 'split by utterance if the lines were made by hand or from templates; leave traffic as it is',
    });
  }
  return findings;
}
