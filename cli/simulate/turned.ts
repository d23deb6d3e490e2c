import type { App } from '../../config/app.ts';
import { valueOf, type InputValues } from '../../domain/input/program-input.ts';
import { own } from '../../domain/text/own.ts';

/** The knobs of a program that do not have their standard, as its workflows read them; undefined if all have it. */
export function turned({ knobs: specs }: App['programs'][string], saved: InputValues): InputValues | undefined {
  const values = Object.entries(specs).map(([name, spec]) => [name, valueOf(spec, own(saved, name))!] as const);
  const changed = values.filter(([name, value]) => value !== valueOf(specs[name]!, undefined));
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}
