import type { wire } from '@tiebreak/protocol';
import { answerView } from '../page/view/answer-view';
import { describeDecision } from '../page/view/describe-decision';
import { post, sharedTitles } from './people';

/** Where one listens, and where one watches. */
const DEVICES = ['voice_only', 'fire_tv'] as const;

/** Words, and what the page says to them on two devices. */
export interface AskedOnTwoDevices {
  readonly utterance: string;
  readonly devices: typeof DEVICES;
  readonly said: readonly [string, string];
}

/**
 * Words that are decided otherwise on another device, among the titles that several domains have.
 * @throws Error when there are none: the device then decides nothing
 */
export async function askedOnTwoDevices(url: string): Promise<AskedOnTwoDevices> {
  for (const title of sharedTitles()) {
    const utterance = `play ${title}`;
    const [first, second] = await Promise.all(
      DEVICES.map(async (device) =>
        describeDecision(answerView(await post<wire.AskResponse>(`${url}v1/ask`, { utterance, context: { device } }))),
      ),
    );
    if (first !== second) return { utterance, devices: DEVICES, said: [first!, second!] };
  }
  throw new Error('expected a title that is decided otherwise on another device, got none');
}
