import { readFileSync } from 'node:fs';
import { DEFAULT_COSTS, INDEPENDENT } from '@tiebreak/aggregation';
import { type RunningAggregator, startAggregator } from '@tiebreak/aggregator-host';
import { createClient, type TlsOptions, UnauthenticatedError, UnavailableError } from '@tiebreak/client';
import { type IdentityFiles, TestAuthority } from '@tiebreak/conformance';
import { Certificates } from '@tiebreak/service-host';

const scores = { domain: 0.5, intent: 0.5, ner: 0.5 };
const request = { utterance: 'find dune', hypotheses: [{ domain: 'Books', intent: 'Find', scores }] };

describe('an aggregator that asks for certificates', () => {
  let authority: TestAuthority;
  let stranger: TestAuthority;
  let router: IdentityFiles;
  let aggregator: RunningAggregator;

  beforeAll(async () => {
    authority = await TestAuthority.create();
    stranger = await TestAuthority.create('somebody else');
    router = await authority.issue('router');
    aggregator = await startAggregator({
      ...{ host: '127.0.0.1', port: 0, httpPort: 0, domainDeadlineMs: 2_000 },
      registry: [{ domain: 'Books', address: '127.0.0.1:1', fallback: { slope: 1, intercept: 0 } }],
      policy: { costs: DEFAULT_COSTS, joint: INDEPENDENT },
      certificates: new Certificates(await authority.issue('aggregator')),
    });
  });

  afterAll(async () => {
    await aggregator.close();
    authority.remove();
    stranger.remove();
  });

  async function resolveWith(tls: TlsOptions | undefined, by: 'address' | 'addresses' = 'address') {
    const at = `127.0.0.1:${aggregator.port}`;
    const where = by === 'address' ? { address: at } : { addresses: [at] };
    const client = createClient({ ...where, ...(tls && { tls }), deadlineMs: 5_000 });
    try {
      return await client.resolve(request);
    } finally {
      client.close();
    }
  }
  const authorities = () => readFileSync(router.authorities);
  const identity = () => ({ certificate: readFileSync(router.certificate), key: readFileSync(router.key, 'utf8') });

  it('answers a client that shows one of its authority', async () => {
    await expect(resolveWith({ authorities: authorities(), ...identity() })).resolves.toMatchObject({
      outcomes: [{ domain: 'Books' }],
    });
    await expect(resolveWith({ authorities: authorities(), ...identity() }, 'addresses')).resolves.toBeDefined();
  });

  it('tells a client without one that it has to show one', async () => {
    await expect(resolveWith({ authorities: authorities() })).rejects.toBeInstanceOf(UnauthenticatedError);
  });

  it('is known by the name that is expected, or not at all', async () => {
    const tls = { authorities: authorities(), ...identity() };
    await expect(resolveWith({ ...tls, serverName: 'aggregator' })).resolves.toBeDefined();
    const other = resolveWith({ ...tls, serverName: 'music' });
    await expect(other).rejects.toBeInstanceOf(UnavailableError);
    await expect(other).rejects.toThrow(/music/);
  });

  it.each([
    ['whose authority the client does not trust', () => ({ authorities: readFileSync(stranger.certificateFile) })],
    ['that the client calls without encryption', () => undefined],
  ])('is unavailable when it is one %s', async (_, tls) => {
    await expect(resolveWith(tls())).rejects.toBeInstanceOf(UnavailableError);
  });
});
