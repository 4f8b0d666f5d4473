import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { FieldReader, get, LIMITS, type Reading, readSlots, readUtterance } from '@tiebreak/interpretation';
import type { DataFile } from '@tiebreak/onnx-model';
import { alignSlots, type TaggedUtterance, tokenize } from '@tiebreak/reference-nlu';
import { readJsonLines } from './json-lines';
import { Refusal, refuseViolations } from '../refusal';

/** Lines to train an NLU on, and the identity of their file. */
export interface TaggedLines {
  readonly lines: readonly TaggedUtterance[];
  readonly file: DataFile;
}

/**
 * Reads lines whose truth says where each slot stands: `{id, utterance, truth: {domain, intent, slots: [{name, value, start,
 * end}]}}`. Hypotheses are not needed.
 * @throws Refusal naming file, line, field, expected and actual of the first line that is wrong
 */
export async function readTaggedLines(path: string): Promise<TaggedLines> {
  const hash = createHash('sha256');
  const lines: TaggedUtterance[] = [];
  for await (const { place, json } of readJsonLines(path, { onBytes: (bytes) => hash.update(bytes) })) {
    const reading = readTaggedUtterance(json);
    if (!reading.ok) refuseViolations(place, reading.violations);
    refuseOverlaps(reading.value, place);
    lines.push(reading.value);
  }
  return { lines, file: { file: basename(path), sha256: hash.digest('hex'), lines: lines.length } };
}

/** @throws Refusal when a slot has no word, or one that another slot has too */
function refuseOverlaps({ utterance, slots }: TaggedUtterance, place: string): void {
  try {
    const names = slots.map(({ name }) => name);
    alignSlots(tokenize(utterance), slots, names);
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(`${place}: truth.${error.message}`);
    throw error;
  }
}

function readTaggedUtterance(json: unknown): Reading<TaggedUtterance> {
  const reader = new FieldReader();
  const source = reader.object(json);
  const { utterance } = readUtterance(reader, source, 'required');
  if (utterance !== '' && utterance.trim() === '') reader.reject('utterance', 'words', utterance);
  return reader.within('truth', () => {
    const truth = reader.object(get(source, 'truth'));
    const slots = readSlots(reader, truth, utterance);
    slots.forEach(({ start, end, value }, i) => {
      reader.within('slots', () => {
        reader.within(i, () => {
          if (start === undefined || end === undefined) reader.reject('start', 'where the slot begins', start);
          else if (utterance.slice(start, end) !== value)
            reader.reject('value', `${JSON.stringify(utterance.slice(start, end))}, which stands there`, value);
        });
      });
    });
    return reader.finish({
      utterance,
      domain: reader.text(truth, 'domain', LIMITS.name, 'required'),
      intent: reader.text(truth, 'intent', LIMITS.name, 'required'),
      slots: slots.map(({ name, start = 0, end = 0 }) => ({ name, start, end })),
    });
  });
}
