import { findFlips, type Flip, type ResolveRequest } from '@tiebreak/aggregation';
import { readResolveRequest, toResolveRequestMessage, type wire } from '@tiebreak/protocol';
import type { AnswerView } from '../view/answer-view';
import type { Question, Send } from './asked';

/**
 * What would flip the first two hypotheses of an answer, found by `POST /v1/resolve` of changed ones.
 * @param devices to try in place of the one that was asked on
 * @throws Error naming what of the answer cannot be resolved again
 */
export async function flipsOf(
  send: Send,
  { utterance, device }: Question,
  { hypotheses }: AnswerView,
  devices: readonly string[],
): Promise<Flip[]> {
  const reading = readResolveRequest({
    utterance,
    locale: 'en-US',
    context: { device },
    hypotheses: hypotheses.map(({ message }) => message),
  });
  if (!reading.ok) {
    const [violation] = reading.violations;
    throw new Error(`${violation?.field}: expected ${violation?.expected}, got ${violation?.actual}`);
  }
  const rerank = async (request: ResolveRequest) => {
    const byId = new Map(request.hypotheses.map((hypothesis) => [hypothesis.id, hypothesis]));
    const response = await send<wire.ResolveResponse>('/v1/resolve', toResolveRequestMessage(request));
    const ranked = response.ranked.flatMap(({ hypothesis }) => {
      const known = byId.get(hypothesis?.id ?? '');
      return known === undefined ? [] : [{ hypothesis: known }];
    });
    return { ranked };
  };
  return findFlips(rerank, reading.value, Infinity, { device: devices });
}
