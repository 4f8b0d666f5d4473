/** Small words that go with what they stand beside, and leave with it. */
export const FILLERS: ReadonlySet<string> = new Set([
  ...['a', 'an', 'the', 'some', 'any', 'in', 'from', 'of', 'with', 'for', 'and', 'or', 'me', 'my', 'about', 'called'],
  ...[
    'named',
    'titled',
    'like',
    'good',
    'great',
    'really',
    'very',
    'all',
    'that',
    'is',
    'are',
    'was',
    'by',
    'featuring',
  ],
  ...['set', 'based', 'on', 'directed', 'written', 'sung', 'performed', 'recorded', 'made', 'starring'],
]);

/** Small words that begin names too: "the show the wire". They leave only with what comes after them. */
export const ARTICLES: ReadonlySet<string> = new Set(['the', 'a', 'an', 'my', 'all']);

/** Words that say that what follows is a subject, a likeness or a creator, and no title. */
export const SUBJECT_WORDS: ReadonlySet<string> = new Set([
  ...['about', 'like', 'with', 'featuring', 'set', 'similar', 'by', 'from'],
]);
