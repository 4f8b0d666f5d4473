import { readFile, writeFile } from 'node:fs/promises';
import { ConfigurationError, readRegistry, type RegistryEntry } from '@tiebreak/configuration';
import type { FallbackCurve } from '@tiebreak/scoring';
import { Refusal, refusing } from './refusal';

/** Checks that a registry has a domain's entry. @throws Refusal naming the file and the domains that it has */
export function requireEntry(file: string, domain: string): void {
  const domains = entriesOf(file).map((entry) => entry.domain);
  if (!domains.includes(domain))
    throw new Refusal(`${file}: expected an entry for domain "${domain}", got those for ${domains.join(', ')}`);
}

/** Replaces the fallback curve in a domain's entry; all else in the registry stays. @throws Refusal when the file cannot be written */
export async function writeFallback(file: string, domain: string, fallback: FallbackCurve): Promise<void> {
  // As it stands, since `readRegistry` gives the fields that the aggregator reads.
  const entries = JSON.parse(await readFile(file, 'utf8')) as RegistryEntry[];
  const changed = entries.map((entry) => (entry.domain === domain ? { ...entry, fallback } : entry));
  await writeFile(file, `${JSON.stringify(changed, null, 2)}\n`).catch(refusing(file, 'a file that can be written'));
}

function entriesOf(file: string): readonly RegistryEntry[] {
  try {
    return readRegistry(file);
  } catch (error) {
    if (error instanceof ConfigurationError) throw new Refusal(error.message);
    throw error;
  }
}
