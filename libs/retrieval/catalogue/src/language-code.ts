/** ISO 639-2 codes that book catalogues use, by their ISO 639-1 codes. */
const SHORT_CODES: Readonly<Record<string, string>> = {
  ara: 'ar',
  chi: 'zh',
  dan: 'da',
  deu: 'de',
  dut: 'nl',
  eng: 'en',
  fin: 'fi',
  fre: 'fr',
  fra: 'fr',
  ger: 'de',
  gre: 'el',
  heb: 'he',
  hin: 'hi',
  ind: 'id',
  ita: 'it',
  jpn: 'ja',
  kor: 'ko',
  lat: 'la',
  nld: 'nl',
  nor: 'no',
  per: 'fa',
  pol: 'pl',
  por: 'pt',
  rum: 'ro',
  rus: 'ru',
  spa: 'es',
  swe: 'sv',
  tur: 'tr',
  vie: 'vi',
  zho: 'zh',
};

/** "en" of "eng", "en-US" and "EN"; other codes come back in lower case. */
export function languageCode(code: string): string {
  const language = code.toLowerCase().split(/[-_]/)[0]!;
  return Object.hasOwn(SHORT_CODES, language) ? SHORT_CODES[language]! : language;
}
