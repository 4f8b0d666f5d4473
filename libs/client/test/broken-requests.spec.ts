import { Client, credentials } from '@grpc/grpc-js';
import { wire } from '@tiebreak/protocol';
import { callUnary, invalidArgument, LARGEST_MESSAGE_BYTES, toGrpcService } from '@tiebreak/protocol/grpc';
import { describeFailure } from '../src/describe-failure';
import { InvalidRequestError, type ResolveRequest } from '../src/index';
import { toMessage } from '../src/messages';
import { closedAfterEach, failure, local } from './calling';
import { aggregatorWith, request } from './peers';

const { closing, clientOf, peerThat } = closedAfterEach();

describe('a request that breaks the contract', () => {
  const broken = {
    ...{ utterance: 'find dune', requestId: 7 },
    hypotheses: [
      {
        ...{ id: 'a', domain: 'Books', intent: 'Find' },
        scores: { domain: 1.2, intent: 0.5, ner: Number.NaN },
        slots: [{ name: '', value: 'dune', start: 9, end: 5 }],
      },
    ],
  };

  it('is refused before it is sent, with every field that is wrong', async () => {
    const { port, calls } = await peerThat(() => undefined);
    const error = await failure(clientOf({ address: local(port) }).resolve(broken as unknown as ResolveRequest));
    expect(error).toBeInstanceOf(InvalidRequestError);
    const { violations } = error as InvalidRequestError;
    expect(violations).toContainEqual({ field: 'requestId', expected: 'a string', actual: '7' });
    expect(violations.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'hypotheses[0].scores.domain',
        'hypotheses[0].scores.ner',
        'hypotheses[0].slots[0].name',
      ]),
    );
    expect(calls).toEqual([]);
  });

  it('names the same fields, expectations and values when the aggregator refuses it', async () => {
    const aggregator = await aggregatorWith(0);
    closing.push(aggregator);
    const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);
    const grpc = new Client(local(aggregator.port), credentials.createInsecure());
    closing.push(grpc);
    const message = {
      ...broken,
      ...{ requestId: '', locale: '', context: undefined, explain: false, upstreamVersions: {} },
      hypotheses: broken.hypotheses.map((one) => ({
        ...one,
        signals: {},
        slots: one.slots.map((slot) => ({ ...slot, entityId: '' })),
      })),
    };
    const there = await callUnary(grpc, resolve, message, { deadlineMs: 5_000 }).catch((error: unknown) =>
      describeFailure(error, 5_000),
    );
    const here = await failure(clientOf({ address: local(aggregator.port) }).resolve(message));
    expect(there).toBeInstanceOf(InvalidRequestError);
    expect((there as InvalidRequestError).violations).toEqual((here as InvalidRequestError).violations);
    expect((there as InvalidRequestError).message).toBe(here.message);
  });

  it('is told what the aggregator alone objects to, in whatever words', async () => {
    const { port } = await peerThat((_, done) => {
      done(invalidArgument([{ field: 'locale', expected: 'one we know, got it', actual: 'xx, got lost' }]));
    });
    expect(await failure(clientOf({ address: local(port) }).resolve(request))).toMatchObject({
      violations: [{ field: 'locale' }],
      message: 'locale: expected one we know, got it, got xx, got lost',
    });
  });

  it('is refused when it is larger than the aggregator takes, and one of just that size is answered', async () => {
    const aggregator = await aggregatorWith(0);
    closing.push(aggregator);
    const client = clientOf({ address: local(aggregator.port) });
    const [one] = request.hypotheses;
    /** 17 hypotheses, all of whose slots but the last value are as long as they may be. */
    const withLast = (length: number): ResolveRequest => ({
      ...request,
      hypotheses: Array.from({ length: 17 }, (_, h) => ({
        ...one!,
        slots: Array.from({ length: 60 }, (_, i) => ({
          name: `s${i}`,
          value: 'x'.repeat(h === 16 && i === 59 ? length : 1_000),
        })),
        // Fills up what the slots leave.
        signals: Object.fromEntries(Array.from({ length: h === 16 ? 14 : 4 }, (_, i) => [`${i}`.padEnd(200, '.'), 1])),
      })),
    });
    const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);
    const room = LARGEST_MESSAGE_BYTES - resolve.requestSerialize(toMessage(withLast(500))).length;
    expect(Math.abs(room)).toBeLessThan(499);
    await expect(client.resolve(withLast(500 + room))).resolves.toMatchObject({ outcomes: [{ domain: 'Books' }] });
    expect(await failure(client.resolve(withLast(501 + room)))).toMatchObject({
      violations: [{ field: '', expected: 'a message of at most 1048576 bytes', actual: '1048577 bytes' }],
    });
  });
});
