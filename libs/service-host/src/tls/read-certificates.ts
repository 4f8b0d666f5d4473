import { ConfigurationError, environment, readSettings, TlsSettings } from '@tiebreak/configuration';
import { Certificates } from './certificates';

/** The certificates that the environment names; undefined when it names none. @throws ConfigurationError */
export function readCertificates(): Certificates | undefined {
  const { certificate, key, authorities } = readSettings(TlsSettings, environment());
  if (certificate === '' && key === '' && authorities === '') return undefined;
  for (const [variable, file] of [
    ['TIEBREAK_TLS_CERTIFICATE', certificate],
    ['TIEBREAK_TLS_KEY', key],
  ])
    if (file === '')
      throw new ConfigurationError(`${variable}: expected a file, as other variables of TLS are set, got nothing`);
  try {
    return new Certificates({ certificate, key, ...(authorities === '' ? {} : { authorities }) });
  } catch (error) {
    throw new ConfigurationError((error as Error).message);
  }
}
