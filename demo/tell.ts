import { coloured, plain, type Paint } from '../simulate/report/text/paint.ts';

/** Where progress goes: standard output, or, when that is for data, standard error. */
export interface Teller {
  readonly paint: Paint;
  /** A line that stays. */
  readonly line: (text?: string) => void;
  /** Lines at the foot of the terminal, in place of those before; nothing where there is no terminal. */
  readonly block: (lines: readonly string[]) => void;
  readonly isLive: boolean;
}

export function createTeller(stream: NodeJS.WriteStream): Teller {
  const isLive = stream.isTTY && process.env['TERM'] !== 'dumb';
  const paint = isLive && process.env['NO_COLOR'] === undefined ? coloured : plain;
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) stream.write(`\u001B[${shown}A\u001B[0J`);
    shown = 0;
  };
  return {
    paint,
    isLive,
    line(text = '') {
      clear();
      stream.write(`${text}\n`);
    },
    block(lines) {
      if (!isLive) return;
      clear();
      const width = stream.columns || 100;
      stream.write(lines.map((line) => `${line.slice(0, width + 20)}\n`).join(''));
      shown = lines.length;
    },
  };
}
