import type { wire } from '@tiebreak/protocol';
import type { Page } from 'playwright-core';

export const PAGES = ['Ask', 'Calibration', 'Models', 'Retrieval', 'Explorer'] as const;

export async function go(page: Page, name: (typeof PAGES)[number]): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** Asks by hand. @returns what came, which stands on the page */
export async function ask(page: Page, utterance: string, device = 'voice_only'): Promise<wire.AskResponse> {
  const answer = answerOf(page, utterance, device);
  await page.getByLabel('Utterance').fill(utterance);
  await page.getByLabel('Device').selectOption(device);
  await page.getByLabel('Utterance').press('Enter');
  return answer;
}

/** Takes another device, which asks again. @returns what came, which stands on the page */
export async function flip(page: Page, utterance: string, device: string): Promise<wire.AskResponse> {
  const answer = answerOf(page, utterance, device);
  await page.getByLabel('Device').selectOption(device);
  return answer;
}

async function answerOf(page: Page, utterance: string, device: string): Promise<wire.AskResponse> {
  const response = await page.waitForResponse((one) => {
    if (!one.url().endsWith('/v1/ask')) return false;
    const asked = one.request().postDataJSON() as wire.AskRequest;
    return asked.utterance === utterance && asked.context!.device === device;
  });
  const answer = (await response.json()) as wire.AskResponse;
  await page.locator('[aria-busy=false] #decision').waitFor();
  return answer;
}

/** Gives the explorer a file. @param shows what it makes of it */
export async function load(page: Page, file: object, shows: 'table' | 'alert' = 'table'): Promise<void> {
  const buffer = Buffer.from(JSON.stringify(file));
  await page.getByLabel('Evaluation').setInputFiles({ name: 'file.json', mimeType: 'application/json', buffer });
  await page.getByRole(shows).first().waitFor();
}
