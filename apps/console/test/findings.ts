import { source as axe } from 'axe-core';
import type { Page } from 'playwright-core';

/** What stands in somebody's way: findings of axe that are serious or worse. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: { id: string; impact: string; nodes: { html: string }[] }[] = await page.evaluate(
    'axe.run().then(({ violations }) => violations)',
  );
  return found
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
}
