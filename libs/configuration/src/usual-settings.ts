import { IsInt, IsNotEmpty, IsString, Max, Min } from 'class-validator';
import { FromEnvironment } from './setting';

/** Settings that many services have alike, each as one decorator. */

const ANY_PORT = '0 lets the system choose';

/** Address that a service listens on. */
export const Host = (): PropertyDecorator =>
  together(
    FromEnvironment({
      variable: 'TIEBREAK_HOST',
      default: '127.0.0.1',
      description: 'Address that every port of the service is bound to.',
    }),
    IsString(),
    IsNotEmpty(),
  );

/** A port, of whatever transport. @param what such as "gRPC port" @param more said of it, after a blank */
export const Port = (variable: string, usual: number, what: string, more = ''): PropertyDecorator =>
  together(
    FromEnvironment({ variable, default: usual, description: `${what}; ${ANY_PORT}.${more}` }),
    IsInt(),
    Min(0),
    Max(65_535),
  );

/** Address that the admin port is bound to. @param serves what is there */
export const AdminHost = (serves: string): PropertyDecorator =>
  together(
    FromEnvironment({
      variable: 'TIEBREAK_ADMIN_HOST',
      default: '127.0.0.1',
      description: `Address that the admin port is bound to: ${serves}.`,
    }),
    IsString(),
    IsNotEmpty(),
  );

export const AdminPort = (variable: string): PropertyDecorator =>
  together(
    FromEnvironment({
      ...{ variable, default: -1 },
      description: `Admin port; -1 is 1,000 below the gRPC port, ${ANY_PORT}.`,
    }),
    IsInt(),
    Min(-1),
    Max(65_535),
  );

/** Who may change models. @param models such as "the domain's models" */
export const Admins = (variable: string, usual: string, models: string): PropertyDecorator =>
  together(
    FromEnvironment({
      ...{ variable, default: usual },
      description: `Names, separated by commas, of which a client certificate must hold one to change ${models}; matters only with TIEBREAK_TLS_AUTHORITIES.`,
    }),
    IsString(),
    IsNotEmpty(),
  );

/** Where changes of models are written down. @param models such as "the domain's models" */
export const AuditTrail = (variable: string, models: string): PropertyDecorator =>
  together(
    FromEnvironment({
      ...{ variable, default: '' },
      description: `File to which every change of ${models} is appended, a JSON line each. Empty: the log alone has them.`,
    }),
    IsString(),
  );

/** Whom models have to be from. @param models such as "bundles" */
export const PublicKey = (models: string): PropertyDecorator =>
  together(
    FromEnvironment({
      ...{ variable: 'TIEBREAK_PUBLIC_KEY', default: '' },
      description: `File with an Ed25519 public key in PEM: ${models} that it did not sign are refused. Empty: signatures are not looked at.`,
    }),
    IsString(),
  );

/** Several decorators as one; the last is applied first, as when they stand above a property. */
function together(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (prototype, property) => {
    for (const decorate of [...decorators].reverse()) decorate(prototype, property);
  };
}
