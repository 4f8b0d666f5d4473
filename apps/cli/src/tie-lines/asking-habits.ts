import type { AskingHabits, WayOfAsking } from '@tiebreak/tie-lines';

type Domains = WayOfAsking['domains'];

const waysOf = (domains: Domains, ...ways: readonly string[]): WayOfAsking[] =>
  ways.map((words) => ({ words, domains }));

/** Ways that leave open what is meant. */
const OPEN: readonly WayOfAsking[] = [
  ...waysOf(
    { Books: 1, Music: 1, Video: 1 },
    '{title}',
    '{title} please',
    'find {title}',
    'find me {title}',
    'can you find {title}',
    'please find {title}',
    'show me {title}',
    'search for {title}',
    'look for {title}',
    "i'm looking for {title}",
    'where can i find {title}',
    'get me {title}',
    'give me {title}',
    'open {title}',
    'i want {title}',
    "i'd like {title}",
    'do you have {title}',
    'tell me about {title}',
  ),
  // What is to be played is music more often than a film.
  ...waysOf(
    { Music: 3, Video: 1 },
    'play {title}',
    'play me {title}',
    'please play {title}',
    'can you play {title}',
    'could you play {title} please',
    'i want to play {title}',
    'start {title}',
    'put on {title}',
    'put {title} on',
    'turn on {title}',
  ),
];

/** Ways that say it. */
const CLEAR: readonly WayOfAsking[] = [
  ...waysOf(
    { Books: 1 },
    'read {title}',
    'read me {title}',
    'read {title} to me',
    'i want to read {title}',
    "i'd like to read {title}",
    'continue reading {title}',
    'find the [book] {title}',
    'find the [novel] {title}',
    'show me the [book] {title}',
    'search for the [novel] {title}',
    'open the [book] {title}',
    'read the [novel] {title}',
    'i am looking for the [book] {title}',
    'get me the [audiobook] of {title}',
    'who wrote {title}',
    'who is the author of {title}',
    'what is the [book] {title} about',
  ),
  ...waysOf(
    { Music: 1 },
    'listen to {title}',
    'i want to listen to {title}',
    'let me hear {title}',
    'i want to hear {title}',
    'play the [song] {title}',
    'play the [album] {title}',
    'play the [soundtrack] of {title}',
    'play the music from {title}',
    'find the [album] {title}',
    'find the [soundtrack] to {title}',
    'search for the [song] {title}',
    'show me the [album] {title}',
    'put on the [soundtrack] of {title}',
    'sing {title}',
    'who sings {title}',
    'who is the singer of {title}',
  ),
  ...waysOf(
    { Video: 1 },
    'watch {title}',
    'watch {title} please',
    'i want to watch {title}',
    "let's watch {title}",
    'can we watch {title}',
    'continue watching {title}',
    'where can i watch {title}',
    'stream {title}',
    'play the [movie] {title}',
    'find the [movie] {title}',
    'find the [film] {title}',
    'show me the [film] {title}',
    'search for the [movie] {title}',
    'play the [trailer] of {title}',
    'show me the [trailer] for {title}',
    'who directed {title}',
    'who stars in {title}',
    'what is the [movie] {title} about',
  ),
];

/**
 * How the works of the shipped domains are asked for. The shares of the devices are round numbers near those of the public
 * data that the shipped models were trained on, in which they were made up too.
 */
export const ASKING_HABITS: AskingHabits = {
  ways: [...OPEN, ...CLEAR],
  devices: {
    Books: { tablet: 0.4, voice_only: 0.35, phone: 0.2, fire_tv: 0.05 },
    Music: { voice_only: 0.6, phone: 0.2, tablet: 0.1, fire_tv: 0.1 },
    Video: { fire_tv: 0.55, voice_only: 0.15, tablet: 0.15, phone: 0.15 },
  },
  intent: 'SearchCreativeWork',
  slots: { title: 'object_name', kind: 'object_type' },
};
