import { adminAddress } from './admin-address';

describe('the admin address', () => {
  it.each([
    [-1, 50_051, 49_051],
    [-1, 0, 0],
    [0, 50_051, 0],
    [7_000, 50_051, 7_000],
  ])('%d beside gRPC on %d is port %d', (port, grpcPort, expected) => {
    expect(adminAddress({ host: '127.0.0.1', port, portVariable: 'v' }, grpcPort, undefined).port).toBe(expected);
  });

  it.each(['0.0.0.0', '10.0.0.1', '::', 'music'])(
    'is not %s, where others reach it, while nobody must say who they are',
    (host) => {
      expect(() => adminAddress({ host, port: 1, portVariable: 'v' }, 1, undefined)).toThrow(
        /^TIEBREAK_ADMIN_HOST: expected 127.0.0.1 or .* unless TIEBREAK_TLS_AUTHORITIES .*, got /,
      );
    },
  );

  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('may be %s without certificates', (host) => {
    expect(adminAddress({ host, port: 1, portVariable: 'v' }, 1, undefined).host).toBe(host);
  });
});
