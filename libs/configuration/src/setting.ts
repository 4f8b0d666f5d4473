import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { violationsOf } from './violations';

/** One variable of the environment, as the reference documents it. */
export interface Setting {
  /** Name of the variable; `{DOMAIN}` stands for the domain's name in capitals. */
  readonly variable: string;
  /** What holds when the variable is unset or empty; `{...}` names what decides it. */
  readonly default: string | number;
  readonly description: string;
}

const settingsOf = new WeakMap<object, Map<string, Setting>>();

/** Binds a property to a variable of the environment; class-validator's decorators beside it say what is legal. */
export function FromEnvironment(setting: Setting): PropertyDecorator {
  return (prototype, property) => {
    const settings = settingsOf.get(prototype) ?? new Map<string, Setting>();
    settings.set(String(property), setting);
    settingsOf.set(prototype, settings);
  };
}

type SettingsClass<T extends object> = new () => T;

/** The settings of a class, its own before those that it inherits: what docs/reference/configuration.md lists. */
export function describeSettings(settings: SettingsClass<object>): Setting[] {
  return [...propertiesOf(settings).values()];
}

/** A process was started with an environment that it cannot run in; the message names each variable that is wrong. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Reads and checks the settings of one process. Numbers are read as numbers; an unset or empty variable takes its default.
 * @param defaults of this process, before the general ones
 * @param placeholders e.g. `{ DOMAIN: 'MUSIC' }` for variables named `TIEBREAK_{DOMAIN}_PORT`
 * @throws ConfigurationError naming every variable that is wrong, what was expected and what came
 */
export function readSettings<T extends object>(
  settings: SettingsClass<T>,
  environment: Readonly<Record<string, string | undefined>>,
  defaults: Partial<T> = {},
  placeholders: Readonly<Record<string, string>> = {},
): T {
  const properties = propertiesOf(settings);
  const variableOf = (property: string): string => fillIn(properties.get(property)!.variable, placeholders);
  const plain = Object.fromEntries(
    [...properties].map(([property, setting]) => {
      const given = environment[variableOf(property)];
      const value =
        given === undefined || given.trim() === ''
          ? ((defaults as Record<string, unknown>)[property] ?? setting.default)
          : given.trim();
      return [property, typeof setting.default === 'number' ? Number(value) : value];
    }),
  );
  const instance = plainToInstance(settings, plain);
  const violations = violationsOf(validateSync(instance));
  if (violations.length > 0) {
    const lines = violations.map(({ field, expected }) => {
      const variable = variableOf(field);
      return `${variable}: expected ${expected}, got ${JSON.stringify(environment[variable])}`;
    });
    throw new ConfigurationError(lines.join('\n'));
  }
  return instance;
}

function propertiesOf(settings: SettingsClass<object>): Map<string, Setting> {
  const properties = new Map<string, Setting>();
  let prototype: unknown = settings.prototype;
  while (typeof prototype === 'object' && prototype !== null) {
    for (const [property, setting] of settingsOf.get(prototype) ?? []) properties.set(property, setting);
    prototype = Object.getPrototypeOf(prototype);
  }
  return properties;
}

/** Replaces `{NAME}` by its value. */
export function fillIn(text: string, placeholders: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => placeholders[name] ?? whole);
}
