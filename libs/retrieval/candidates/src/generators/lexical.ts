import { spokenForms } from '@tiebreak/understanding';
import type { CandidateGenerator, UnderstoodQuery } from '../candidate-generator';
import type { TextIndex } from '../ports';
import { searchWords } from '../text/words';

/** A query of more words is a description; nobody types it letter by letter. */
const MOST_WORDS_UNFINISHED = 4;
const LEAST_LETTERS_UNFINISHED = 3;

/** BM25 over the fields of an entity, those first that are called exactly so. */
export function lexicalGenerator(index: TextIndex): CandidateGenerator {
  return {
    name: 'lexical',
    generate: async (query, depth) => {
      const words = searchWords(searchText(query));
      if (words.length === 0) return [];
      const isUnfinished = words.length <= MOST_WORDS_UNFINISHED && words.at(-1)!.length >= LEAST_LETTERS_UNFINISHED;
      return index.match({ words, isUnfinished, keys: keysOf(query) }, depth);
    },
  };
}

/** The words that are searched for: those understood as such, and without them the text. */
export function searchText({ understanding, text }: UnderstoodQuery): string {
  return understanding.terms.length > 0 ? understanding.terms.join(' ') : text;
}

/** What an entity would be called if the query, or a part of it, were its name, in all forms in which that is said. */
export function keysOf({ text, understanding }: UnderstoodQuery): string[] {
  return [...new Set([text, understanding.terms.join(' '), understanding.title ?? ''].flatMap(spokenForms))];
}
