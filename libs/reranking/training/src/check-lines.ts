import type { LabelledUtterance, ReferenceUtterance } from '@tiebreak/interpretation';
import type { DomainDefinition } from '@tiebreak/scoring';
import { type DomainCounts, type DomainView, viewOf } from './checks/domain-view';
import { findShortages } from './checks/enough';
import { findWeakEvidence } from './checks/evidence';
import { type Finding, listNames } from './checks/finding';
import { findStrangeDomains, findStrangeNames } from './checks/names';
import { nearestName } from './checks/nearest-name';
import { findContradictions, findOverlap } from './checks/repeated-lines';

export type { DomainCounts, Finding };

export interface CheckOptions {
  /** How a domain's training would look at the lines. */
  readonly definitionOf: (domain: string) => DomainDefinition;
  /** The one domain to be trained; absent: every domain that has hypotheses. */
  readonly domain?: string;
  /** Whether training learns from a line; absent: from all. Others count for nothing but are still compared. */
  readonly learnedFrom?: (line: ReferenceUtterance) => boolean;
  /** Lines that training must not see, such as the development lines. */
  readonly against?: readonly LabelledUtterance[];
}

/** What a file holds for each domain, sorted by name, and what is wrong with it, worst first. */
export interface LinesCheck {
  readonly domains: readonly DomainCounts[];
  readonly findings: readonly Finding[];
}

/** Whether lines are enough to train on, and fit for it: too few, too lopsided, or labelled in another language. */
export function checkLines(lines: readonly ReferenceUtterance[], options: CheckOptions): LinesCheck {
  const learned = lines.filter(options.learnedFrom ?? (() => true));
  const present = [...new Set(learned.flatMap(({ hypotheses }) => hypotheses.map(({ domain }) => domain)))].sort();
  const checked = options.domain === undefined ? present : present.filter((domain) => domain === options.domain);
  const views = checked.map((domain) => viewOf(learned, options.definitionOf(domain)));
  const findings = [
    ...(checked.length === 0 ? [nothingToTrain(options.domain, present)] : []),
    ...views.flatMap(findInView),
    ...findStrangeDomains(lines, present),
    ...findContradictions(lines),
    ...findOverlap(lines, options.against ?? []),
  ];
  return { domains: views.map(({ counts }) => counts), findings: worstFirst(findings) };
}

/** Errors before warnings, and otherwise in the order given. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const of = (wanted: Finding['severity']): Finding[] => findings.filter(({ severity }) => severity === wanted);
  return [...of('error'), ...of('warning')];
}

/** The findings in one line. */
export function verdictOf(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) return 'not ready';
  if (findings.length === 0) return 'ready to train';
  return `can be trained, with ${findings.length} ${findings.length === 1 ? 'warning' : 'warnings'}`;
}

function findInView(view: DomainView): Finding[] {
  return [...findShortages(view), ...findStrangeNames(view), ...findWeakEvidence(view)];
}

function nothingToTrain(domain: string | undefined, present: readonly string[]): Finding {
  if (domain === undefined) {
    return {
      severity: 'error',
      what: 'lines with hypotheses and truth',
      measured: 'none',
      expected: 'at least one',
      remedy: 'write data lines as docs/reference/data-lines.md describes them',
    };
  }
  const nearest = nearestName(domain, present);
  return {
    severity: 'error',
    domain,
    what: 'hypotheses of the domain',
    measured: present.length === 0 ? 'none' : `none, but of ${listNames(present)}`,
    expected: 'lines with them',
    remedy: nearest === undefined ? 'give the domain as the hypotheses spell it' : `is it "${nearest}"?`,
  };
}
