import type { App } from '../../config/app.ts';
import type { InputValues } from '../../domain/input/program-input.ts';

/** The knobs of a program that do not have their standard; undefined if all have it. */
export function turned({ knobs: specs }: App['programs'][string], knobs: InputValues): InputValues | undefined {
  const changed = Object.entries(knobs).filter(([name, value]) => specs[name] && specs[name].standard !== value);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}
