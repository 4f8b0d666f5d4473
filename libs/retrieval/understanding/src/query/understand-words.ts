import type { QueryUnderstanding } from '../query';
import type { CatalogueVocabulary } from '../vocabulary/catalogue-vocabulary';
import { bareCreator, creatorAfterBy, type CreatorMention, creatorOfSpan } from './creators';
import { ARTICLES, FILLERS, SUBJECT_WORDS } from './fillers';
import { firmMentions } from './firm-mentions';
import { type Mention, readMentions } from './mentions';
import { sayMentions } from './slots';

/** How sure it is that a genre is meant when its words stand among others, or are a title as well. */
const HALF_SURE = 0.4;

/** What words ask for, commands taken away. @param latest the present year */
export function understandWords(
  words: readonly string[],
  vocabulary: CatalogueVocabulary,
  latest: number,
): QueryUnderstanding {
  const all = readMentions(words, vocabulary, latest);
  const by = creatorAfterBy(words, all, vocabulary);
  const title = guardedTitle(words, all, by, vocabulary);
  const outside = (span: { start: number; end: number }): boolean =>
    title === undefined || span.end <= title.start || span.start >= title.end;
  const mentions = all.filter((mention) => outside(mention) && (by === undefined || !overlap(mention, by)));
  const creator = by ?? (title === undefined ? impliedCreator(words, mentions, vocabulary) : undefined);
  const named = creator !== undefined && (creator.said || mentions.length > 0) ? [creator] : [];
  const firm = firmMentions(words, mentions, [...named, ...(title === undefined ? [] : [title])]);
  const loose = mentions.filter((mention) => !firm.includes(mention) && mention.kind === 'tag');
  // A name that nothing marks as a creator leaves the words only with all the others.
  const gone = named.filter(({ said }) => said || firm.length === mentions.length);
  const left = wordsLeft(words, [...firm, ...gone], title);
  const terms = title === undefined ? left : words.slice(title.start, title.end);
  const said = sayMentions(firm, 1, latest);
  const kind = kindOf(words, { firm, loose, terms, titled: title !== undefined, creator });
  // "The film dune" says a title; "spaceship movie" may not.
  const typeFirst = firm[0]?.kind === 'type' && words.slice(0, firm[0].start).every((word) => FILLERS.has(word));
  const name = title !== undefined || (kind === 'known-item' && (by !== undefined || typeFirst));
  return {
    kind,
    terms,
    ...said,
    tags: { ...sayMentions([...loose, ...tagsOfTitle(words, all, title)], HALF_SURE, latest).tags, ...said.tags },
    ...(name && terms.length > 0 ? { title: terms.join(' ') } : {}),
    ...(creator === undefined ? {} : { creator: creator.creator }),
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The title that the words are, without a type before or after it, or a creator after it. */
function guardedTitle(
  words: readonly string[],
  mentions: readonly Mention[],
  by: CreatorMention | undefined,
  { guardedTitles }: CatalogueVocabulary,
): Span | undefined {
  const isTitle = ({ start, end }: Span): boolean => guardedTitles.has(words.slice(start, end).join(' '));
  const whole = { start: 0, end: words.length };
  if (isTitle(whole)) return whole;
  const first = mentions.find(({ start }) => start === 0 || (start === 1 && FILLERS.has(words[0]!)));
  const last = mentions.at(-1);
  const starts = [0, ...(first?.kind === 'type' ? [first.end] : [])];
  const ends = [
    ...(by === undefined ? [] : [by.start]),
    words.length,
    ...(last?.end === words.length ? [last.start] : []),
  ];
  return starts
    .flatMap((start) => ends.map((end) => ({ start, end })))
    .find((span) => span.start < span.end && isTitle(span));
}

/** A creator whom nothing but the name implies: all that no mention covers, or some of it, apart from all mentions. */
function impliedCreator(
  words: readonly string[],
  mentions: readonly Mention[],
  vocabulary: CatalogueVocabulary,
): CreatorMention | undefined {
  const names = words.flatMap((word, i) =>
    FILLERS.has(word) || mentions.some(({ start, end }) => start <= i && i < end) ? [] : [i],
  );
  const span = { start: names[0] ?? 0, end: (names.at(-1) ?? -1) + 1 };
  const creator = creatorOfSpan(words, span, vocabulary) ?? bareCreator(words, vocabulary);
  return creator === undefined || mentions.some((mention) => overlap(mention, creator)) ? undefined : creator;
}

/** The genre that the only words name: "horror" may be asked for though a film is called so. */
function tagsOfTitle(words: readonly string[], mentions: readonly Mention[], title: Span | undefined): Mention[] {
  const whole = title !== undefined && title.end - title.start === words.length;
  return mentions.filter(({ start, end }) => whole && end - start === words.length);
}

/** What neither a span nor a small word beside one covers. */
function wordsLeft(words: readonly string[], spans: readonly Span[], title: Span | undefined): string[] {
  const gone = words.map((_, i) => spans.some(({ start, end }) => start <= i && i < end));
  const isFree = (i: number): boolean =>
    FILLERS.has(words[i] ?? '') && (title === undefined || i < title.start || i >= title.end);
  for (const { start, end } of spans) {
    for (let i = start - 1; i >= 0 && isFree(i); i--) gone[i] = true;
    for (let i = end; i < words.length && isFree(i) && !ARTICLES.has(words[i]!); i++) gone[i] = true;
  }
  return words.filter((_, i) => !gone[i]);
}

function kindOf(
  words: readonly string[],
  read: {
    readonly firm: readonly Mention[];
    readonly loose: readonly Mention[];
    readonly terms: readonly string[];
    readonly titled: boolean;
    readonly creator: CreatorMention | undefined;
  },
): QueryUnderstanding['kind'] {
  const { firm, loose, terms, titled, creator } = read;
  if (titled) return 'known-item';
  if (terms.length === 0) return 'topic';
  if (firm.some((mention) => mention.kind === 'tag' || mention.kind === 'order')) return 'topic';
  if (firm.some((mention) => mention.kind === 'type' && (mention.word.plural || subjectAfter(words, mention))))
    return 'topic';
  if (creator !== undefined && !creator.said && creator.end - creator.start === terms.length) return 'topic';
  // "Dark comedy", "psychological thriller": a kind of a genre. Titles that end so have mostly small words, or are guarded.
  const kindOfGenre = loose.some(({ end }) => end === words.length) && !words.some((word) => FILLERS.has(word));
  return kindOfGenre ? 'topic' : 'known-item';
}

function subjectAfter(words: readonly string[], { end }: Span): boolean {
  return SUBJECT_WORDS.has(words[end] ?? '');
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
