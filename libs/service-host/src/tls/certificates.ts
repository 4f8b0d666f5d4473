import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { type ChannelCredentials, credentials, experimental } from '@grpc/grpc-js';
import { Logger } from '@nestjs/common';

/** Files of a service's identity, in PEM. */
export interface CertificateFiles {
  /** Its certificate, followed by those between it and the authority. */
  readonly certificate: string;
  readonly key: string;
  /** Certificates of the authorities whose word counts for peers; with it, peers must show one of their certificates. */
  readonly authorities?: string | undefined;
}

/** The contents of the files, as servers of TLS take them. */
export interface CertificateContext {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca?: Buffer;
}

interface Identity {
  readonly certificate: Buffer;
  readonly key: Buffer;
  readonly authorities: Buffer | undefined;
}

/** Certificates are renewed while services run; the files are read again this often. */
const READ_EVERY_MS = 10_000;

type CaListener = experimental.CaCertificateUpdateListener;
type IdentityListener = experimental.IdentityCertificateUpdateListener;

/**
 * The certificates of a process, read anew when their files change. Files that do not fit together, such as a key that
 * is replaced before its certificate, are left alone until they do.
 */
export class Certificates implements experimental.CertificateProvider {
  private readonly log = new Logger(Certificates.name);
  private readonly caListeners = new Set<CaListener>();
  private readonly identityListeners = new Set<IdentityListener>();
  private readonly contextListeners = new Set<(context: CertificateContext) => void>();
  private readonly timer: NodeJS.Timeout;
  private identity: Identity;
  private complaint = '';

  /** @throws Error naming the file that is wrong */
  constructor(
    private readonly files: CertificateFiles,
    readEveryMs = READ_EVERY_MS,
  ) {
    this.identity = readIdentity(files);
    this.timer = setInterval(() => {
      this.readAgain();
    }, readEveryMs).unref();
  }

  /** Whether peers must show a certificate. */
  get mutual(): boolean {
    return this.files.authorities !== undefined;
  }

  /** What a TLS server needs, now. */
  get context(): CertificateContext {
    const { certificate, key, authorities } = this.identity;
    return { cert: certificate, key, ...(authorities && { ca: authorities }) };
  }

  /** Calls back with each new context. */
  onChange(listener: (context: CertificateContext) => void): void {
    this.contextListeners.add(listener);
  }

  /** What a gRPC client needs to call other services by this identity. */
  channelCredentials(): ChannelCredentials {
    return this.mutual ? experimental.createCertificateProviderChannelCredentials(this, this) : credentials.createSsl();
  }

  close(): void {
    clearInterval(this.timer);
  }

  addCaCertificateListener(listener: CaListener): void {
    this.caListeners.add(listener);
    process.nextTick(() => {
      this.tell(listener);
    });
  }

  removeCaCertificateListener(listener: CaListener): void {
    this.caListeners.delete(listener);
  }

  addIdentityCertificateListener(listener: IdentityListener): void {
    this.identityListeners.add(listener);
    process.nextTick(() => {
      this.tellIdentity(listener);
    });
  }

  removeIdentityCertificateListener(listener: IdentityListener): void {
    this.identityListeners.delete(listener);
  }

  private readAgain(): void {
    try {
      const identity = readIdentity(this.files);
      this.complaint = '';
      if (same(identity, this.identity)) return;
      this.identity = identity;
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.complaint) this.log.warn(`${message}; the certificates read before stay in use`);
      this.complaint = message;
      return;
    }
    for (const listener of this.caListeners) this.tell(listener);
    for (const listener of this.identityListeners) this.tellIdentity(listener);
    for (const listener of this.contextListeners) listener(this.context);
    this.log.log('certificates were read anew');
  }

  private tell(listener: CaListener): void {
    const { authorities } = this.identity;
    listener(authorities === undefined ? null : { caCertificate: authorities });
  }

  private tellIdentity(listener: IdentityListener): void {
    listener({ certificate: this.identity.certificate, privateKey: this.identity.key });
  }
}

/** @throws Error naming the variable and the file that is wrong */
function readIdentity(files: CertificateFiles): Identity {
  const certificate = read('TIEBREAK_TLS_CERTIFICATE', files.certificate, (pem) => new X509Certificate(pem));
  const key = read('TIEBREAK_TLS_KEY', files.key, createPrivateKey);
  const authorities =
    files.authorities === undefined
      ? undefined
      : read('TIEBREAK_TLS_AUTHORITIES', files.authorities, (pem) => new X509Certificate(pem));
  if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)))
    throw new Error(
      `TIEBREAK_TLS_KEY: expected the key of ${files.certificate}, got that of another certificate in ${files.key}`,
    );
  createSecureContext({ cert: certificate, key, ...(authorities && { ca: authorities }) });
  return { certificate, key, authorities };
}

function read(variable: string, file: string, parse: (pem: Buffer) => unknown): Buffer {
  try {
    const pem = readFileSync(file);
    parse(pem);
    return pem;
  } catch (error) {
    throw new Error(`${variable}: expected a file in PEM, got ${file}: ${(error as Error).message}`, { cause: error });
  }
}

function same(a: Identity, b: Identity): boolean {
  return (
    a.certificate.equals(b.certificate) &&
    a.key.equals(b.key) &&
    (a.authorities === b.authorities || (a.authorities?.equals(b.authorities!) ?? false))
  );
}
