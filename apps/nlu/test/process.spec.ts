import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from '@tiebreak/configuration';
import { NluClient } from '@tiebreak/conformance';
import { newSigningKeys } from '@tiebreak/onnx-model';
import { type ServiceProcess, ServiceStartError, startServiceProcess } from '@tiebreak/service-host';

const RUNNER = fileURLToPath(new URL('../../../tools/run-typescript.js', import.meta.url));
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

function start(variables: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  const free = { TIEBREAK_NLU_PORT: '0', TIEBREAK_NLU_ADMIN_PORT: '0' };
  return startServiceProcess('nlu', [RUNNER, MAIN], { ...environment(), ...free, ...variables });
}

describe('the NLU as a process', () => {
  it('serves the shipped models, shows health and metrics, and ends by a signal', async () => {
    const service = await start({});
    const [port, adminPort] = service.ports;
    const client = new NluClient(`127.0.0.1:${String(port)}`);
    const { hypotheses } = await client.interpret({ utterance: 'rate dune four stars', nBest: 1 });
    expect(hypotheses.map(({ id, domain }) => [id, domain])).toEqual([
      ['h0', 'Books'],
      ['h1', 'Music'],
      ['h2', 'Video'],
    ]);
    await expect(client.interpret({})).rejects.toMatchObject({ code: 3 });
    const page = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${String(adminPort)}${path}`);
    expect(await (await page('/health')).json()).toEqual({ status: 'SERVING' });
    const text = await (await page('/metrics')).text();
    for (const line of [
      'tiebreak_interpret_requests_total{outcome="answered"} 1',
      'tiebreak_interpret_requests_total{outcome="refused"} 1',
      'tiebreak_interpret_requests_total{outcome="failed"} 0',
      'tiebreak_interpret_duration_seconds_count 1',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toMatch(
      /tiebreak_nlu_model_info\{domain="Music",version="[\d.]+",digest="sha256:[0-9a-f]{64}",role="active"\} 1/,
    );
    client.close();
    await service.stop();
  });

  it('does not start without models, and says where it looked', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'tiebreak-no-nlu-'));
    const starting = start({ TIEBREAK_NLU_MODELS: empty });
    await expect(starting).rejects.toThrow(ServiceStartError);
    await expect(starting).rejects.toThrow(`${empty}: expected folders with a manifest.json of role "nlu", got none`);
    rmSync(empty, { recursive: true });
  });

  it('does not start with bundles that the configured key did not sign', async () => {
    const key = join(mkdtempSync(join(tmpdir(), 'tiebreak-nlu-key-')), 'release.pem.pub');
    writeFileSync(key, newSigningKeys().publicKey);
    await expect(start({ TIEBREAK_PUBLIC_KEY: key })).rejects.toThrow(/model\/books: signature: expected .*, got none/);
    await expect(start({ TIEBREAK_PUBLIC_KEY: MAIN })).rejects.toThrow(
      /TIEBREAK_PUBLIC_KEY: .*main\.ts: expected an Ed25519 public key in PEM/,
    );
    rmSync(dirname(key), { recursive: true });
  });

  it('does not start on a port that is no port, and names the variable', async () => {
    await expect(start({ TIEBREAK_NLU_PORT: '70000' })).rejects.toThrow(/TIEBREAK_NLU_PORT: expected .*65535/);
  });
});
