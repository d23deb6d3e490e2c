import { kindRow, type InputValue } from '../domain/input/input-kinds.ts';
import {
  valueOf,
  type Given,
  type GivenBy,
  type GivenToLead,
  type InputSpec,
  type TakesInput,
} from '../domain/input/program-input.ts';
import type { InputChanged } from '../domain/lead/messages.ts';
import type { Follows, Moment } from '../domain/time/moment.ts';

/** The lead's campaign does not have a value that the program reads: it was launched before the program asked for it. */
class InputMissing extends Error {
  override readonly name = 'InputMissing';
}

/** What the lead's program is given from outside, as the lead knows it at this moment: messages change it while the lead runs. */
export class ProgramInputs {
  /** The values by their names; an instant is a moment, which moves with the value. */
  readonly input: object;
  readonly knobs: object;
  readonly #declared: TakesInput;
  readonly #state: { inputs?: GivenToLead };

  /** @param state the lead's, in which it carries the values from one visit to the next */
  constructor(declared: TakesInput, state: { inputs?: GivenToLead }) {
    this.#declared = declared;
    this.#state = state;
    this.input = this.#readable('input');
    this.knobs = this.#readable('knobs');
  }

  /** Takes over a change, unless the lead knows a later one. @returns what is different now, in words */
  hear({ of, version, values }: InputChanged): string[] {
    const known = this.#known(of);
    if (known && known.version >= version) return [];
    this.#state.inputs = { ...this.#state.inputs, [of]: { version, values } };
    return Object.entries(this.#declared[of]).flatMap(([name, spec]) => {
      const value = valueOf(spec, values[name]);
      if (value === undefined || value === valueOf(spec, known?.values[name])) return [];
      return `${name} is ${kindRow(spec.kind).shown(value)} now`;
    });
  }

  /** The moment that a rest waits for. */
  following({ input, by }: Follows): Moment {
    const spec = this.#declared.input[input];
    return { at: () => Number(spec && this.#value('input', input, spec)) + by };
  }

  #known(of: GivenBy): Given | undefined {
    return this.#state.inputs?.[of];
  }

  #readable(of: GivenBy): object {
    const names = Object.entries(this.#declared[of]);
    return Object.defineProperties(
      {},
      Object.fromEntries(names.map(([name, spec]) => [name, { enumerable: true, get: () => this.#read(of, name, spec) }])),
    );
  }

  #read(of: GivenBy, name: string, spec: InputSpec): Moment | InputValue {
    const at = () => Number(this.#value(of, name, spec));
    if (spec.kind === 'instant') return { at, follows: of === 'input' ? { input: name, by: 0 } : undefined };
    return this.#value(of, name, spec);
  }

  #value(of: GivenBy, name: string, spec: InputSpec): InputValue {
    const found = valueOf(spec, this.#known(of)?.values[name]);
    if (found === undefined) throw new InputMissing(name);
    return found;
  }
}
