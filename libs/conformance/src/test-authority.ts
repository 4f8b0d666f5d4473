import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  type X509Certificate,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR_MS = 3_600_000;

/** Files of one identity, in PEM. */
export interface IdentityFiles {
  readonly certificate: string;
  readonly key: string;
  readonly authorities: string;
}

/** An authority of its own for a test file; what it wrote is removed by `remove`. */
export class TestAuthority {
  private serial = 1;

  private constructor(
    readonly folder: string,
    readonly certificateFile: string,
    private readonly keys: webcrypto.CryptoKeyPair,
    private readonly root: X509Certificate,
  ) {}

  static async create(name = 'test authority'): Promise<TestAuthority> {
    cryptoProvider.set(webcrypto as never);
    const keys = await newKeys();
    const root = await X509CertificateGenerator.createSelfSigned({
      ...{ serialNumber: '01', name: `CN=${name}`, keys: keys as never, signingAlgorithm: ALGORITHM },
      ...validity(),
      extensions: [new BasicConstraintsExtension(true, 1, true)],
    });
    const folder = mkdtempSync(join(tmpdir(), 'tiebreak-'));
    const certificateFile = join(folder, 'ca.crt');
    writeFileSync(certificateFile, root.toString('pem'));
    return new TestAuthority(folder, certificateFile, keys, root);
  }

  /** A certificate for a DNS name and this machine; written under `file`, which it replaces. */
  async issue(name: string, file = name): Promise<IdentityFiles> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.create({
      serialNumber: (++this.serial).toString(16).padStart(4, '0'),
      subject: `CN=${name}`,
      issuer: this.root.subject,
      publicKey: keys.publicKey as never,
      signingKey: this.keys.privateKey as never,
      signingAlgorithm: ALGORITHM,
      ...validity(),
      extensions: [
        new SubjectAlternativeNameExtension([
          { type: 'dns', value: name },
          { type: 'dns', value: 'localhost' },
          { type: 'ip', value: '127.0.0.1' },
        ]),
      ],
    });
    const files = {
      certificate: join(this.folder, `${file}.crt`),
      key: join(this.folder, `${file}.key`),
      authorities: this.certificateFile,
    };
    writeFileSync(files.certificate, certificate.toString('pem'));
    writeFileSync(
      files.key,
      PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    );
    return files;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function validity(): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - HOUR_MS), notAfter: new Date(Date.now() + HOUR_MS) };
}
