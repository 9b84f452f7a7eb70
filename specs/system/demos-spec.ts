import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom, shareReplay } from 'rxjs';
import { leftRunning, type Ran, ran, serialModem, type SerialModem } from './demosDesk';

// Each demo as a person runs it: on the virtual modem, and on a serial port, where it finds out which modem is there.

const FOLDER = join(__dirname, '../../demos');
const PAGE = 'A line of a page, and there are many of them.\n'.repeat(700);

let server: Server;
let url: string;
let links: string;

beforeAll(async () => {
  links = mkdtempSync(join(tmpdir(), 'rxmodem-demos-'));
  server = createServer((_, response) => response.setHeader('ETag', '"1"').end(PAGE));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  rmSync(links, { recursive: true });
});

interface OnPort extends Ran {
  readonly modem: SerialModem;
}

type Heard = (text: string) => void;

const onPort = async (demo: string, options: readonly string[], heard?: Heard): Promise<OnPort> => {
  const modem = serialModem(join(links, demo), demo.startsWith('06'));
  const port = modem.port.pipe(shareReplay({ bufferSize: 1, refCount: true }));
  const serving = port.subscribe();
  const way = ['--port', await firstValueFrom(port), '--url', url];
  const end = await ran(demo, [...way, ...options], heard);
  serving.unsubscribe();
  return { ...end, modem };
};

/** Runs a demo on both at once. */
const onBoth = async (demo: string, options: readonly string[] = [], heard?: Heard) => {
  const [virtual, port] = await Promise.all([ran(demo, options, heard), onPort(demo, options, heard)]);
  for (const { code, text } of [virtual, port]) expect({ code, text }).toEqual({ code: 0, text });
  expect(virtual.text).toContain('SIM800, virtual');
  expect(port.text).toContain('A7600, /');
  return { virtual: virtual.text, port: port.text, modem: port.modem };
};

/** Expects these on both, in this order. */
const shows = ({ virtual, port }: Record<'virtual' | 'port', string>, ...lines: readonly string[]): void => {
  const inOrder = new RegExp(lines.join('[^]*'));
  expect(virtual).toMatch(inOrder);
  expect(port).toMatch(inOrder);
};

it('01 says who the modem is and how it hears', async () => {
  shows(await onBoth('01-hello.ts'), 'I am +\\S+', 'in +CHINA MOBILE', 'signal +20 of 31');
});

it('02 shows state and URCs until it is stopped', async () => {
  const both = await onBoth('02-watch-the-network.ts', ['--seconds', '4']);

  shows(both, "a message \\{ storage: 'SM', index: 3 \\}", 'Watched enough');
  for (const line of ['signal \\{ dBm: -73 \\}', 'it rings']) shows(both, line);
  expect(both.virtual).toMatch(/isRegistered: false[^]*isRegistered: true/);
});

it('03 shows how far it is, in plain lines where no terminal is', async () => {
  const both = await onBoth('03-get-with-progress.ts');

  shows(both, ' 0% ', ' 100% ');
  expect(both.port).toContain(`${PAGE.length} of ${PAGE.length} bytes`);
});

it('04 leaves in the middle, and shows the goodbye', async () => {
  const both = await onBoth('04-leave-early.ts');

  expect(both.virtual).toMatch(/AT\+HTTPREAD[^]*We have left[^]*> AT\+HTTPTERM\n(?: +< [^O].*\n)* +< OK\n$/);
  expect(both.port).toMatch(/> AT\+HTTPTERM\n(?: +< [^O].*\n)* +< OK\n/);
});

it('05 uploads, and shows what is there now', async () => {
  const both = await onBoth('05-upload-by-ftp.ts', ['--ftp', 'ftp://me@files.example.com/logs/']);

  shows(both, 'sent (\\d+) of \\1 bytes', 'there is today.csv, \\1 bytes');
  expect(both.virtual + both.port).not.toContain('secret');
  expect(Buffer.from(both.modem.uploaded('/logs/today.csv') ?? []).toString()).toMatch(
    /^minute,temperature\n0,20\.00\n/,
  );
});

it('06 gets every byte though the modem goes in the middle', async () => {
  shows(await onBoth('06-resume-after-a-restart.ts'), 'goes on behind byte [1-9]\\d*', 'Every byte');
});

it('07 understands a command and a URC that it was taught', async () => {
  shows(await onBoth('07-teach-it-a-command.ts'), 'CHINA MOBILE', 'Door 2 is open', 'Learned');
});

it('08 serves a page and its events', async () => {
  const seen: Promise<string>[] = [];
  const addresses = new Set<string>();
  const look = async (address: string): Promise<string> => {
    const page = await (await fetch(address)).text();
    const { body } = await fetch(`${address}events`);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const events = Buffer.from((await reader.read()).value ?? []).toString();
    await reader.cancel();
    return page + events;
  };
  await onBoth('08-dashboard-in-twenty-lines.ts', ['--seconds', '4'], (text) => {
    const address = /http:\/\/127[^ ]+/.exec(text)?.[0];
    if (address === undefined || addresses.has(address)) return;
    addresses.add(address);
    seen.push(look(address));
  });

  expect(await Promise.all(seen)).toEqual([
    expect.stringMatching(/EventSource[^]*data: \{"\w+":\{/),
    expect.stringMatching(/EventSource[^]*data: \{"\w+":\{/),
  ]);
});

it('09 polls, and gets the news when a message comes', async () => {
  const both = await onBoth('09-poll-retry-switch.ts', ['--seconds', '6']);

  shows(both, 'signal 20 of 31', 'signal 20 of 31');
  expect(both.virtual).toMatch(/what is new\?\nmessage[^]*news: News, at try no\. [3-9]/);
  expect(both.port).toMatch(/message 3 came[^]*news: A line of a page/);
});

it('10 passes its own test', async () => {
  expect(await ran('10-test-your-own.ts', [])).toEqual({
    code: 0,
    text: 'good at 20 ms, bad at 10 s: as expected.\n',
  });
});

it('11 goes on at another modem when the one that has it is unplugged', async () => {
  const { code, text } = await ran('11-fleet.ts', []);

  expect(text).toMatch(
    /north, the SIM800, has it[^]*north is unplugged\nlost \(closed\), and goes on behind byte 16384\n\neast, the A7600, has it\n20480 of[^]*Every byte/,
  );
  expect(code).toBe(0);
});

it('11 says that it has no port to be named', async () => {
  expect(await ran('11-fleet.ts', ['--port', join(links, 'nobody')])).toEqual({
    code: 2,
    text: expect.stringContaining('takes no options'),
  });
});

it('12 lets two modems message each other', async () => {
  const { code, text } = await ran('12-two-phones.ts', []);

  expect(text).toMatch(
    /ada {3}sent 3 of 3\nben {3}from \+15550100001, 3 parts: Zwölf[^]*😀[^]*ada {3}delivered 3 of 3\n$/,
  );
  expect(code).toBe(0);
});

it('ends with what went wrong where the modem can not be reached', async () => {
  const { code, text } = await ran('01-hello.ts', ['--port', join(links, 'nobody')]);

  expect(code).toBe(1);
  expect(text).toContain('nobody');
  expect(text).not.toContain(' at ');
});

it('runs a demo by its number, and lists them all without one', async () => {
  const demos = readdirSync(FOLDER).filter((name) => /^\d\d-/.test(name));
  const { text } = await ran('run.ts', []);
  const lines = text.split('\n').slice(0, demos.length);

  expect(lines.map((line) => line.slice(0, 2))).toEqual(demos.map((name) => name.slice(0, 2)));
  expect(await ran('run.ts', ['1'])).toMatchObject({ code: 0, text: expect.stringContaining('I am ') });
  expect(await ran('run.ts', ['99'])).toMatchObject({ code: 2 });
});

it('leaves nothing running', async () => {
  expect(await leftRunning()).toBe(0);
});
