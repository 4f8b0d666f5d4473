/** How people begin when they speak to an assistant: "play", "can you find me the". Normalised. */
const COMMAND_WORDS = new Set([
  ...['play', 'find', 'show', 'search', 'look', 'watch', 'listen', 'hear', 'read', 'put', 'give', 'recommend', 'get'],
  ...[
    'want',
    'wanna',
    'like',
    'need',
    'would',
    'can',
    'could',
    'please',
    'i',
    'id',
    'me',
    'you',
    'us',
    'to',
    'for',
    'on',
    'up',
  ],
  ...['some', 'any', 'something', 'anything', 'a', 'an'],
]);
/** The words of which one has to come before the others are taken for a command. */
const VERBS = new Set([
  ...[
    'play',
    'find',
    'show',
    'search',
    'look',
    'watch',
    'listen',
    'hear',
    'read',
    'put',
    'give',
    'recommend',
    'get',
    'want',
    'need',
  ],
]);
const LONGEST_COMMAND = 8;

/**
 * How many words at the start only ask for something to be done.
 * @param isTitle whether the words from a place on are a title, which is never cut: "play misty for me"
 */
export function commandLength(words: readonly string[], isTitle: (start: number) => boolean): number {
  let verb = false;
  let length = 0;
  while (length < Math.min(LONGEST_COMMAND, words.length) && COMMAND_WORDS.has(words[length]!)) {
    if (isTitle(length)) return length;
    verb ||= VERBS.has(words[length]!);
    length++;
  }
  return verb && length < words.length ? length : 0;
}
