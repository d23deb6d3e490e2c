import { standardDispositions, type Disposition, type Dispositions, type StandardIn } from '../../domain/sales/dispositions.ts';
import { own } from '../../domain/text/own.ts';
import type { Dice } from '../dice.ts';

/**
 * What a rep reports: the disposition of the script, or one of the app's own with the same next step, if the dice say so. An app
 * without the one of the script has others that lead there.
 */
export function saidAs(
  says: StandardIn<'sdr' | 'sales'>,
  menu: readonly string[],
  dispositions: Dispositions,
  dice: Dice,
): Disposition {
  const { next } = own(dispositions, says) ?? standardDispositions[says];
  const same = menu.filter((one) => own(dispositions, one)?.next === next);
  const fitting = same.filter((one) => one === says || !Object.hasOwn(standardDispositions, one));
  const [first, ...others] = fitting.length > 0 ? fitting : same;
  // A menu lists dispositions of the app.
  return (first === undefined ? says : dice.pick([first, ...others], 'said as', says)) as Disposition;
}
