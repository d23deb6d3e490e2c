import type { VirtualWorld } from '../../testing/virtual-world.ts';
import { CliError } from '../cli-error.ts';
import type { SimulationOrder, Spread } from './simulation-order.ts';

/** The leads come in over five days. */
const standardSpread: Spread = { spreadDays: 5, jitterHours: 0 };

/** Turns knobs, and launches the program for everybody, as a marketer does. @throws CliError when nobody may enter */
export async function launch(
  { as, relay }: VirtualWorld,
  { program, input, knobs, spread = standardSpread }: SimulationOrder,
): Promise<void> {
  if (knobs) await as('marketer').programs.turn({ program, knobs, because: 'a simulation' });
  const { enrolled, notEnrolled } = await as('marketer').campaigns.launch({
    name: `A simulation of ${program}`,
    program,
    input,
    everybody: true,
    ...spread,
  });
  if (enrolled === 0) {
    const reasons = notEnrolled.map(({ text, leads }) => `${leads} × ${text}`);
    const all = notEnrolled.reduce((sum, { leads }) => sum + leads, 0);
    throw new CliError('badArgument', `none of the ${all} leads can enter ${program}: ${reasons.join(', ')}.`);
  }
  await relay();
}
