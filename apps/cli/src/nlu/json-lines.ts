import { streamLines, type StreamWatch } from '../line-stream';
import { Refusal } from '../refusal';

/** One line of a file, decoded. */
export interface JsonLine {
  /** File and number, for what is wrong with it. */
  readonly place: string;
  readonly json: unknown;
}

/**
 * The lines of a file, gzipped or not, decoded from JSON; empty ones are skipped.
 * @throws Refusal naming file and line of what is no JSON or no UTF-8; when there are no lines
 */
export async function* readJsonLines(path: string, watch?: StreamWatch): AsyncGenerator<JsonLine> {
  let lines = 0;
  for await (const { number, bytes } of streamLines(path, watch)) {
    const place = `${path}:${number}`;
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new Refusal(`${place}: expected UTF-8, got bytes that are not`);
    }
    if (text.trim() === '') continue;
    lines++;
    try {
      yield { place, json: JSON.parse(text) as unknown };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new Refusal(`${place}: expected JSON, got ${error.message}`);
    }
  }
  if (lines === 0) throw new Refusal(`${path}: expected at least one line, got none`);
}
