// Writes made-up lines of a made-up domain, to try docs/how-to/add-a-domain.md without data of one's own:
//   node examples/podcasts/write-lines.js FOLDER
// The same lines every time. Good for nothing but showing the format and the commands.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: node examples/podcasts/write-lines.js FOLDER');
  process.exit(2);
}

const SHOWS = ['night radio', 'the history hour', 'cooking with salt', 'open water', 'small planets'];
const INTENTS = { PlayEpisode: 'play', FollowShow: 'follow' };
const DEVICES = ['phone', 'voice_only'];

let state = 1;
/** A random number in [0, 1), from a linear congruential generator. */
function random() {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
const pick = (items) => items[Math.floor(random() * items.length)];
/** An upstream probability: high with evidence, low without, never quite reliable. */
const score = (evidence) => Number((0.05 + 0.9 * (evidence ? 1 - random() ** 2 : random() ** 2)).toFixed(3));

function line(id) {
  const show = pick(SHOWS);
  const intent = pick(Object.keys(INTENTS));
  const utterance = `${INTENTS[intent]} ${show}`;
  // Utterances for other domains reach this one too: then nothing that it says is right.
  const ours = random() < 0.6;
  const start = utterance.length - show.length;
  const domain = score(ours);
  const hypotheses = Object.keys(INTENTS).map((candidate) => ({
    domain: 'Podcasts',
    intent: candidate,
    slots: [{ name: 'show', value: show, start, end: utterance.length, confidence: score(ours) }],
    scores: { domain, intent: score(candidate === intent), ner: score(ours) },
  }));
  const truth = ours
    ? { domain: 'Podcasts', intent, slots: [{ name: 'show', value: show }] }
    : { domain: 'Other', intent: '', slots: [] };
  return { id, utterance, locale: 'en-US', context: { device: pick(DEVICES) }, hypotheses, truth };
}

mkdirSync(folder, { recursive: true });
for (const [name, count] of [
  ['train', 600],
  ['dev', 200],
]) {
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify(line(`${name}-${i}`)));
  writeFileSync(join(folder, `${name}.jsonl`), `${lines.join('\n')}\n`);
}
