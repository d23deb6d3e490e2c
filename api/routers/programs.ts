import { z } from 'zod';
import { kindRow } from '../../domain/input/input-kinds.ts';
import { wanted, type InputSpecs } from '../../domain/input/program-input.ts';
import { change, describeInput, previewChange, revert } from '../leads/change-input.ts';
import { programNamed } from '../leads/program-input.ts';
import { idInput } from '../procedures/instant-input.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { inputValues, key, text } from '../procedures/values.ts';

const program = z.strictObject({ program: key });
const turned = program.extend({ knobs: inputValues });

/** What people see of an input or a knob. */
const listed = (specs: InputSpecs) =>
  Object.entries(specs).map(([name, spec]) => ({
    name,
    label: spec.label ?? name,
    kind: spec.kind,
    wants: wanted(spec),
    standard: spec.standard,
    isRanged: kindRow(spec.kind).size !== undefined,
  }));

/** Programs, and the knobs that marketers turn while leads run. */
export const programs = router({
  /** The programs, with their tracks, the input that a campaign gives, and the knobs. */
  list: procedureFor('marketer', 'manager').query(({ ctx }) =>
    Object.entries(ctx.settings.programs).map(([id, { input, knobs, tracks = {} }]) => ({
      id,
      tracks: Object.keys(tracks),
      input: listed(input),
      knobs: listed(knobs),
    })),
  ),

  /** The diagrams of the programs, as `trellis draw` made them: tracks as boxes, the ways between them as lines, in pixels. */
  drawings: procedureFor('marketer', 'manager').query(({ ctx }) =>
    Object.entries(ctx.settings.drawings ?? {}).map(([program, drawing]) => ({ program, ...drawing })),
  ),

  /** The knobs of a program: their values, who turned them when and why, and how many leads run in it. */
  knobs: procedureFor('marketer', 'manager')
    .input(program)
    .query(async ({ ctx, input }) => {
      const { knobs } = programNamed(ctx, input.program);
      return { knobs: listed(knobs), ...(await describeInput(ctx, input)) };
    }),

  /** What turning knobs would change, and how many leads run with them. `trellis simulate --knob` shows what follows from it. */
  preview: procedureFor('marketer', 'manager')
    .input(turned)
    .query(async ({ ctx, input: { program, knobs } }) => await previewChange(ctx, { program }, knobs)),

  /** Turns knobs. Leads that run get the values at their next wait or track. */
  turn: procedureFor('marketer')
    .input(turned.extend({ because: text('line') }))
    .mutation(
      async ({ ctx, input: { program, knobs: values, because } }) =>
        await change(ctx, { program }, { values, because, by: ctx.principal.name }),
    ),

  /** Undoes a change of knobs, or of the input of a campaign: what it changed gets its earlier values. */
  revert: procedureFor('marketer')
    .input(z.strictObject({ changeId: idInput }))
    .mutation(async ({ ctx, input }) => await revert(ctx, input.changeId, ctx.principal.name)),
});
