import { readFileSync } from 'node:fs';
import {
  ADMISSION_METRICS,
  AGGREGATOR_METRICS,
  CALIBRATION_METRICS,
  type Metric,
  RERANKER_METRICS,
} from '@tiebreak/telemetry';

const METRICS: readonly Metric[] = [
  RERANKER_METRICS,
  AGGREGATOR_METRICS,
  CALIBRATION_METRICS,
  ADMISSION_METRICS,
].flatMap((table) => Object.values<Metric>(table));
/** Labels that Prometheus adds by itself. */
const ADDED = ['job', 'instance', 'le'];
const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const dashboard = JSON.parse(read('dashboard.json')) as {
  panels: { title: string; targets: { expr: string; legendFormat: string }[] }[];
};
const expressions = [
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ...[...read('alerts.yaml').matchAll(/alert: (\w+)\n\s+expr: (?:\|\n)?([^]*?)\n\s+for:/g)].map(
    ([, alert, expr]) => [alert!, expr!] as const,
  ),
];

/** The metrics that an expression asks for, by the table's names. */
function metricsIn(expression: string): (Metric | undefined)[] {
  return [...expression.matchAll(/tiebreak_\w+/g)].map(([name]) =>
    METRICS.find(
      (metric) =>
        metric.name === name ||
        (metric.type === 'histogram' && name.replace(/_(bucket|count|sum)$/, '') === metric.name),
    ),
  );
}

describe('dashboard and alerts', () => {
  it('are all read by this test', () => {
    const alerts = read('alerts.yaml').match(/alert:/g)!.length;
    expect(expressions).toHaveLength(dashboard.panels.flatMap(({ targets }) => targets).length + alerts);
  });

  it.each(expressions)('%s asks only for metrics that services have, by their labels', (_, expression) => {
    const metrics = metricsIn(expression);
    expect(metrics).not.toContain(undefined);
    const labels = [
      ...[...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list]) =>
        list!.split(',').map((label) => label.trim()),
      ),
      ...[...expression.matchAll(/[{,]\s*(\w+)\s*(?:=|!=)/g)].map(([, label]) => label!),
    ];
    for (const label of labels)
      expect([label, ADDED.includes(label) || metrics.some((metric) => metric!.labels.includes(label))]).toEqual([
        label,
        true,
      ]);
  });

  it('show every metric of the tables but refusals of single callers', () => {
    const shown = new Set(expressions.flatMap(([, expression]) => metricsIn(expression).map((metric) => metric?.name)));
    expect(METRICS.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([
      AGGREGATOR_METRICS.refused.name,
      AGGREGATOR_METRICS.topScore.name,
    ]);
  });
});
