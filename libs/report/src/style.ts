import { customProperties, DARK, LIGHT } from './palette';

/**
 * The page's style sheet. Dark is for screens only: paper is light. Sizes follow the reader's font size, and what is
 * wider than the window scrolls in a frame of its own.
 */
export const STYLE = `
:root { ${customProperties(LIGHT)} color-scheme: light dark; }
@media screen and (prefers-color-scheme: dark) { :root { ${customProperties(DARK)} } }

* { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; padding: 0 1.25rem 6rem; background: var(--paper); color: var(--text);
  font: 1rem/1.55 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif;
}
header, main, footer { max-width: 62rem; margin: 0 auto; }
header { padding: 4.5rem 0 1rem; }
section { padding: 3.5rem 0 0; margin: 3.5rem 0 0; border-top: 1px solid var(--line); break-inside: auto; }

h1, h2 { font-family: Charter, "Bitstream Charter", "Iowan Old Style", Georgia, "Liberation Serif", serif; font-weight: 600; }
h1 { font-size: clamp(2rem, 6vw, 2.75rem); line-height: 1.1; letter-spacing: -.01em; margin: .25rem 0 .75rem; }
h2 { font-size: clamp(1.45rem, 4.5vw, 1.85rem); line-height: 1.2; margin: .2rem 0 .9rem; text-wrap: balance; }
h3 { font-size: 1.0625rem; margin: 3rem 0 1rem; }
h4 { font-size: 1rem; margin: 2.5rem 0 .75rem; }
h2, h3, h4, caption, figcaption { break-after: avoid; }
p { margin: 0 0 1rem; max-width: 44rem; }
a { color: inherit; text-decoration-color: var(--muted); text-underline-offset: .2em; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--models); outline-offset: 3px; }
code { font: .8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
small { font-size: .8125rem; font-weight: 400; color: var(--muted); }

.topic { font-size: .8125rem; letter-spacing: .06em; color: var(--muted); margin: 0; }
.answer { font-size: 1.125rem; }
.note, .lead { color: var(--muted); font-size: .9375rem; }
nav ol { display: flex; flex-wrap: wrap; gap: .35rem 1.35rem; list-style: none; margin: 2rem 0 0; padding: 0; font-size: .9375rem; }

.series { white-space: nowrap; }
.mark { font-size: .8em; }
.models .mark { color: var(--models); }
.baseline .mark { color: var(--baseline); }
.legend { display: flex; gap: 1.25rem; font-size: .875rem; margin: 0 0 1.5rem; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1.5rem; margin: 2rem 0 2.5rem; }
.figures dt small { display: block; }
.figures dd { margin: .15rem 0 0; }
.figures strong { font-size: 1.875rem; font-weight: 600; letter-spacing: -.02em; font-variant-numeric: tabular-nums; margin-right: .35rem; }
.against { color: var(--muted); white-space: nowrap; }

.scroll { overflow-x: auto; margin: 0 0 1.25rem; }
table { border-collapse: collapse; font-size: .9375rem; min-width: min(100%, 46rem); }
.pair table, .heat { min-width: 0; }
caption { text-align: left; color: var(--muted); font-size: .875rem; padding: 0 0 .6rem; }
th, td { padding: .5rem 1.1rem .5rem 0; vertical-align: top; text-align: left; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: .25rem; }
thead th { font-weight: 600; vertical-align: bottom; border-bottom-color: var(--muted); }
tbody th { font-weight: 400; }
th.first, td.first { padding-left: 1.75rem; }
.groups th, .groups td { border-bottom: 0; padding-bottom: 0; }
.groups th { border-bottom: 1px solid var(--line); padding-bottom: .35rem; }
td small, th small { display: block; line-height: 1.4; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number, .number small { white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }

.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 2rem 3rem; align-items: start; margin: 0 0 1.25rem; }
.pair > * { min-width: 0; margin: 0; }
figure { margin: 0 0 1.25rem; break-inside: avoid; }
figcaption { font-size: .9375rem; margin: 0 0 .5rem; }
.panel figcaption { font-weight: 600; }
.plot { display: block; max-width: 100%; height: auto; font-family: inherit; font-size: 11.5px; overflow: visible; --plot-background: var(--paper); }
.plot text { white-space: pre; }
.scroll > .plot { max-width: none; }
.errors { display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; margin: .25rem 0 0; padding-left: 2.875rem; font-size: .875rem; font-variant-numeric: tabular-nums; }
.errors div { display: contents; }
.errors dt { color: var(--muted); }
.errors dd { margin: 0; }

.heat td { border: 2px solid var(--paper); padding: .5rem .75rem; background: color-mix(in srgb, var(--shade) calc(var(--share) * 45%), transparent); }
.heat .hit { --shade: var(--models); }
.heat .miss { --shade: var(--baseline); }
.heat .hit small, .heat .miss small { color: inherit; }
.heat caption { white-space: nowrap; }
.heat th { padding: .5rem .75rem .5rem 0; border: 0; }

.worst { list-style: none; margin: 2rem 0 0; padding: 0; }
.worst > li { padding: 1rem 0; border-top: 1px solid var(--line); break-inside: avoid; }
.utterance { margin: 0 0 .4rem; max-width: none; font-size: 1.0625rem; overflow-wrap: anywhere; }
.worst > li > dl { display: grid; grid-template-columns: 4rem 1fr; gap: .2rem 0; margin: 0; font-size: .9375rem; }
.worst > li > dl > div { display: contents; }
.worst > li > dl dt { color: var(--muted); }
.worst dd { margin: 0; overflow-wrap: anywhere; }
.score { font-variant-numeric: tabular-nums; font-weight: 600; }
.slot { margin-right: .6rem; }
.slot i { font-style: normal; color: var(--muted); }
details { margin-top: .6rem; font-size: .9375rem; }
summary { cursor: pointer; color: var(--muted); width: max-content; }
details .pair { margin: 1rem 0 0; }
details table { font-size: .875rem; min-width: 0; width: 100%; }
details td, details th { padding-top: .25rem; padding-bottom: .25rem; overflow-wrap: anywhere; }
.bar { display: inline-block; height: .6em; width: calc(var(--size) * 4rem); margin-right: .6rem; background: var(--models); }
.bar.against { background: none; border: 1.5px solid var(--baseline); }

footer { color: var(--muted); font-size: .875rem; margin-top: 5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }

@media (max-width: 40rem) {
  header { padding-top: 2.5rem; }
  section { margin-top: 2.5rem; padding-top: 2.5rem; }
  .scroll > .plot { min-width: 26rem; }
  .figures { grid-template-columns: 1fr 1fr; }
  tbody th { min-width: 8rem; }
  .heat tbody th { min-width: 0; }
}

@page { margin: 16mm 14mm; }
@media print {
  :root { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 75%; }
  body { padding: 0; }
  header { padding-top: 0; }
  section { margin-top: 1.5rem; padding-top: 1.5rem; }
  nav, summary { display: none; }
  .scroll { overflow: visible; }
  .scroll > .plot { max-width: 100%; }
  .pair { grid-template-columns: 1fr 1fr; gap: 1rem 2rem; }
}
`;
