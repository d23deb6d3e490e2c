import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What the server does at a point: a line that it answers, or how it breaks off. */
export type Move = `${number}${string}` | 'hangUp' | 'stall' | Late;

/** The usual answer, after so many milliseconds. */
interface Late {
  readonly late: number;
}

export type Point = 'greeting' | 'ehlo' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'middle' | 'dot';

export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  /** Messages that came in whole, the final dot included. */
  readonly taken: string[];
  /** The commands, in the order in which they came. */
  readonly heard: string[];
  readonly connections: number;
  /** From now on. */
  script: Partial<Record<Point, Move | (() => Move)>>;
}

const usual: Record<Exclude<Point, 'middle'>, string> = {
  greeting: '220 scripted',
  ehlo: '250-scripted\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES',
  starttls: '502 5.5.1 not here',
  auth: '235 2.7.0 welcome',
  mail: '250 2.1.0 ok',
  rcpt: '250 2.1.5 ok',
  data: '354 go on',
  dot: '250 2.0.0 taken',
};

/** An SMTP server that fails exactly where the script says. It knows only what a test needs. */
export async function scriptedServer(script: ScriptedServer['script'] = {}): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const taken: string[] = [];
  const heard: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.setNoDelay(true).on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    converse(socket, self);
  });
  const self: ScriptedServer = {
    url: '',
    taken,
    heard,
    get connections() {
      return connections;
    },
    script,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(self, { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function converse(socket: Socket, server: Pick<ScriptedServer, 'script' | 'taken' | 'heard'>): void {
  let buffer = '';
  let inData = false;
  let recipients = 0;
  const say = (line: string): true => {
    socket.write(`${line}\r\n`);
    return true;
  };
  /** @returns whether the conversation goes on */
  const at = (point: Point): boolean => {
    const scripted = server.script[point] ?? (point === 'middle' ? '' : usual[point]);
    const move = typeof scripted === 'function' ? scripted() : scripted;
    if (typeof move === 'object') {
      setTimeout(() => socket.writable && say(usual[point as keyof typeof usual]), move.late);
      return true;
    }
    if (move === 'hangUp') socket.destroy();
    else if (move && move !== 'stall') say(move);
    return move !== 'hangUp' && move !== 'stall';
  };
  const refuses = (point: Point): boolean => {
    const move = server.script[point];
    return typeof move === 'string' && /^[45]/.test(move);
  };
  const command = (line: string): boolean => {
    server.heard.push(Buffer.from(line, 'latin1').toString());
    if (/^(EHLO|HELO)/i.test(line)) return at('ehlo');
    if (/^STARTTLS/i.test(line)) return at('starttls');
    if (/^AUTH/i.test(line)) return at('auth');
    if (/^MAIL/i.test(line)) {
      recipients = 0;
      return at('mail');
    }
    if (/^RCPT/i.test(line)) {
      if (!refuses('rcpt')) recipients++;
      return at('rcpt');
    }
    if (/^DATA/i.test(line)) {
      if (recipients === 0) return say('554 5.5.1 no valid recipients');
      inData = !refuses('data');
      return at('data');
    }
    return say(/^QUIT/i.test(line) ? '221 bye' : '250 ok');
  };
  let goesOn = at('greeting');
  socket.on('data', (chunk) => {
    buffer += chunk.toString('latin1');
    while (goesOn) {
      if (inData) {
        const end = buffer.indexOf('\r\n.\r\n');
        if (buffer.length > 0 && server.script.middle) goesOn = at('middle');
        if (end < 0 || !goesOn) return;
        server.taken.push(buffer.slice(0, end));
        buffer = buffer.slice(end + 5);
        inData = false;
        goesOn = at('dot');
      } else {
        const end = buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        goesOn = command(line);
      }
    }
  });
}
