export { type AskingHabits, type WayOfAsking } from './asking-habits';
export { dealTitles, TITLE_PARTS, type TitlePart } from './deal-titles';
export { drawTieLines, type TieLine, type TieLineOptions } from './draw-tie-lines';
export { meantDomains } from './meant-domains';
export { isShared, type NamedWork, saidTitles, sayTitle, type SaidTitle } from './said-titles';
