import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AggregatorSettings,
  ConfigurationError,
  decisionPolicy,
  DecisionSettings,
  describeSettings,
  readJointMap,
  readRegistry,
  readSettings,
  RerankerSettings,
  SearchSettings,
} from './index';

describe('settings', () => {
  it('take their defaults where the environment is silent or empty', () => {
    const settings = readSettings(AggregatorSettings, { TIEBREAK_AGGREGATOR_PORT: ' ', UNRELATED: 'x' });
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: 50050,
      httpPort: 8080,
      domainDeadlineMs: 50,
      wrongAction: 1,
    });
  });

  it("take the process's own defaults before the general ones, and the environment before both", () => {
    const defaults = { port: 50051, model: '/models/music' };
    const placeholders = { DOMAIN: 'MUSIC' };
    expect(readSettings(RerankerSettings, {}, defaults, placeholders)).toMatchObject(defaults);
    const environment = { TIEBREAK_MUSIC_PORT: '0', TIEBREAK_BOOKS_PORT: '7' };
    expect(readSettings(RerankerSettings, environment, defaults, placeholders).port).toBe(0);
  });

  it.each([
    ['TIEBREAK_AGGREGATOR_PORT', 'many', 'an integer number'],
    ['TIEBREAK_AGGREGATOR_PORT', '70000', 'a value not greater than 65535'],
    ['TIEBREAK_DOMAIN_DEADLINE_MS', '0', 'a value not less than 1'],
    ['TIEBREAK_COST_MISSED', '-1', 'a value not less than 0'],
    ['TIEBREAK_NLU', 'localhost', 'a gRPC target "host:port"'],
    ['TIEBREAK_SEARCH', '127.0.0.1:', 'a gRPC target "host:port"'],
    ['TIEBREAK_ASK_DEADLINE_MS', '0', 'a value not less than 1'],
    ['TIEBREAK_COST_MISSED', 'NaN', 'a number'],
  ])('refuse %s=%s by its name', (variable, value, expected) => {
    const read = () => readSettings(AggregatorSettings, { [variable]: value });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(new RegExp(`^${variable}: expected .*${expected}.*, got "${value}"$`));
  });

  it.each([
    ['-0.1', 'a value not less than 0'],
    ['0.6', 'a value not greater than 0.5'],
    ['half', 'a number'],
  ])('refuse a share of swapped neighbours of %s', (value, expected) => {
    expect(() => readSettings(SearchSettings, { TIEBREAK_SEARCH_SWAP_SHARE: value })).toThrow(
      new RegExp(`^TIEBREAK_SEARCH_SWAP_SHARE: expected .*${expected}.*, got "${value}"$`),
    );
    expect(readSettings(SearchSettings, { TIEBREAK_SEARCH_SWAP_SHARE: '0' }).swapShare).toBe(0);
  });

  it('name every variable that is wrong at once', () => {
    expect(() =>
      readSettings(AggregatorSettings, { TIEBREAK_AGGREGATOR_PORT: 'a', TIEBREAK_AGGREGATOR_HTTP_PORT: 'b' }),
    ).toThrow(/TIEBREAK_AGGREGATOR_PORT.*\n.*TIEBREAK_AGGREGATOR_HTTP_PORT/);
  });

  it('are described for the reference, each variable once', () => {
    const variables = describeSettings(AggregatorSettings).map(({ variable }) => variable);
    expect(variables).toContain('TIEBREAK_REGISTRY');
    // What is inherited comes after what is its own.
    expect(variables.slice(-5)).toEqual(describeSettings(DecisionSettings).map(({ variable }) => variable));
    expect(new Set(variables).size).toBe(variables.length);
  });
});

describe('the registry of domains', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-registry-'));
  const file = join(folder, 'registry.json');
  const music = { domain: 'Music', address: '127.0.0.1:50051', fallback: { slope: 1, intercept: 0 } };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const reading = (json: unknown) => () => {
    writeFileSync(file, JSON.stringify(json));
    return readRegistry(file);
  };

  it('lists domains of any name, with or without a noun', () => {
    const weather = { ...music, domain: 'Weather', address: 'dns:///weather:50051', noun: 'forecast' };
    expect(reading([music, weather])()).toEqual([music, weather]);
  });

  it('says what questions call the things of a domain', () => {
    const worded = { ...music, intents: { PlayMusic: 'play it' }, slots: { track: 'song' } };
    expect(reading([worded])()).toEqual([worded]);
  });

  it.each([
    [
      'words that are no object',
      [{ ...music, intents: 'play it' }],
      /domains\[0\]\.intents: expected an object of words/,
    ],
    ['a word that is empty', [{ ...music, slots: { track: ' ' } }], /domains\[0\]\.slots: expected an object of words/],
    ['an object', { music }, /expected a list of domains, got object/],
    ['no domain', [], /a value not empty/],
    ['a domain twice', [music, music], /each be listed once/],
    [
      'an address without a port',
      [{ ...music, address: 'music' }],
      /domains\[0\]\.address: expected a gRPC target "host:port", got music/,
    ],
    ['no fallback', [{ ...music, fallback: undefined }], /domains\[0\]\.fallback/],
    [
      'a fallback that is no number',
      [{ ...music, fallback: { slope: 'steep', intercept: 0 } }],
      /domains\[0\]\.fallback\.slope: expected a number.*, got steep/,
    ],
  ])('is refused with %s', (_, json, message) => {
    expect(reading(json)).toThrow(ConfigurationError);
    expect(reading(json)).toThrow(message);
  });

  it('names a file that cannot be read or is no JSON', () => {
    expect(() => readRegistry(join(folder, 'nowhere.json'))).toThrow(/nowhere\.json.*ENOENT/);
    writeFileSync(file, '[');
    expect(() => readRegistry(file)).toThrow(/registry .*registry\.json: /);
  });
});

describe('the policy of decisions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-joint-'));
  const file = join(folder, 'joint.json');
  const map = { slope: 0.8, intercept: 2, utteranceSlope: 1.1 };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const reading = (json: unknown) => () => {
    writeFileSync(file, JSON.stringify(json));
    return readJointMap(file);
  };

  it('is the costs of the environment, and the map of the file that it names', () => {
    reading(map)();
    const settings = readSettings(DecisionSettings, { TIEBREAK_JOINT: file, TIEBREAK_COST_MISSED: '0.7' });
    expect(decisionPolicy(settings)).toEqual({
      costs: { wrongAction: 1, confirmation: 0.15, disambiguation: 0.2, missed: 0.7 },
      joint: map,
    });
  });

  it('takes the three numbers of a map and leaves the rest of the file to people', () => {
    expect(reading({ ...map, lines: 1136 })()).toEqual(map);
  });

  it.each([
    ['a list', [map], /expected \{slope, intercept, utteranceSlope\}, got a list/],
    ['a slope that turns the ranking round', { ...map, slope: -1 }, /slope: expected a positive number, got -1/],
    ['a slope of 0', { ...map, slope: 0 }, /slope: expected a positive number, got 0/],
    ['a number as text', { ...map, intercept: '2' }, /intercept: expected a number.*, got 2/],
    ['a number missing', { slope: 1, intercept: 0 }, /utteranceSlope: expected a number/],
  ])('is refused with %s for a map', (_, json, message) => {
    expect(reading(json)).toThrow(ConfigurationError);
    expect(reading(json)).toThrow(message);
    expect(reading(json)).toThrow(file);
  });

  it('names a file that cannot be read or is no JSON', () => {
    expect(() => readJointMap(join(folder, 'nowhere.json'))).toThrow(/nowhere\.json.*ENOENT/);
    writeFileSync(file, '{');
    expect(() => readJointMap(file)).toThrow(/joint map .*joint\.json: /);
  });
});
