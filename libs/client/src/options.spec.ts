import { createClient, type ClientOptions } from './index';
import { targetOf } from './options';

describe('the gRPC target', () => {
  it.each([
    [{ address: 'dns:///aggregator:50050' }, 'dns:///aggregator:50050'],
    [{ addresses: ['10.0.0.1:1', '10.0.0.2:2'] }, 'ipv4:10.0.0.1:1,10.0.0.2:2'],
    [{ addresses: ['[::1]:1', '[fd00::2]:2'] }, 'ipv6:[::1]:1,[fd00::2]:2'],
  ])('of %j is %s', (options, target) => {
    expect(targetOf(options)).toBe(target);
  });
});

describe('an option that is no good is refused by name', () => {
  it.each<[ClientOptions, string]>([
    [{}, 'address: expected it or addresses, got neither'],
    [{ address: 'a:1', addresses: ['10.0.0.1:1'] }, 'address: expected it or addresses, got both'],
    [{ address: '' }, 'address: expected a gRPC target such as "aggregator:50050", got ""'],
    [{ addresses: [] }, 'addresses: expected one or more, got none'],
    [{ addresses: ['10.0.0.1:1', '[::1]:1'] }, 'addresses[1]: expected ipv4 as the first one, got "[::1]:1"'],
    [{ addresses: ['10.0.0.1:1', 'music:1'] }, 'addresses[1]: expected an IP address and a port'],
    [{ addresses: ['10.0.0.1'] }, 'addresses[0]: expected an IP address and a port'],
    [{ addresses: ['10.0.0.1:70000'] }, 'addresses[0]: expected an IP address and a port'],
    [{ address: 'a:1', retries: 5 }, 'retries: expected a whole number from 0 to 4, got 5'],
    [{ address: 'a:1', deadlineMs: 0 }, 'deadlineMs: expected a number of milliseconds above 0, got 0'],
    [{ address: 'a:1', deadlineMs: Infinity }, 'deadlineMs: expected a number of milliseconds above 0, got Infinity'],
    [{ address: 'a:1', tls: { certificate: '' } }, 'tls.key: expected certificate and key together'],
    [{ address: 'a:1', tls: { key: '' } }, 'tls.certificate: expected certificate and key together'],
  ])('%j', (options, message) => {
    expect(() => createClient(options)).toThrow(TypeError);
    expect(() => createClient(options)).toThrow(message);
  });
});
