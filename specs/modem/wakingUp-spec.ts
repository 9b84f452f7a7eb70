import { concat, concatMap, exhaustMap, take, timer } from 'rxjs';
import { collect, commands, http, openModem, sim800, wakingUp, type WakeOptions } from '../../lib';
import { emulator, simulatedWeb } from '../../lib/emulator';
import { virtually } from './virtually';
import { watch } from './watch';

const PAGE = 'http://example.com/';

/** Sets the modem to sleep, asks it after these pauses, and tells what it heard. */
const asked = (mode: number, options: WakeOptions | undefined, pauses: readonly number[]) => {
  const modem = emulator({ family: 'sim800', origin: simulatedWeb({ [PAGE]: 'hello' }) });
  const heard: string[] = [];
  modem.heard.subscribe((line) => heard.push(line));
  const transport = options ? wakingUp(modem.transport, options) : modem.transport;
  const seen = virtually(() =>
    watch(
      openModem(transport, sim800).pipe(
        exhaustMap((one) =>
          concat(
            one.send(commands.sleepMode({ mode })),
            ...pauses.map((ms) => timer(ms).pipe(concatMap(() => one.send(commands.signal())))),
          ),
        ),
        take(1 + pauses.length),
      ),
    ),
  );
  return { seen, heard: heard.filter((line) => line !== 'AT' && line !== 'ATE0'), modem };
};

describe('a modem that sleeps', () => {
  it('loses the first characters of a command after a while, which costs time', () => {
    const { seen } = asked(2, undefined, [6_000]);
    expect(seen.end).toBe('timeout answer');
  });

  it.each<readonly [number, WakeOptions]>([
    [2, {}],
    [2, { by: 'character', wakeMs: 150 }],
    [1, { by: 'dtr' }],
    [0, {}],
  ])('is woken before a command, mode %d: %j', (mode, options) => {
    const { seen, heard } = asked(mode, options, [6_000, 100, 20_000, 4_500]);

    expect(seen.end).toBe('completed');
    expect(seen.values).toHaveLength(5);
    expect(heard.filter((line) => line === 'AT+CSQ')).toHaveLength(4);
    expect(heard.every((line) => line.startsWith('AT'))).toBe(true);
  });

  it('sleeps by DTR where nothing takes it back', () => {
    expect(asked(1, { by: 'dtr', afterMs: 1_000 }, [7_000]).seen.end).toBe('completed');
  });

  it('gets no character in front of data', () => {
    const modem = emulator({
      family: 'sim800',
      origin: simulatedWeb({ [PAGE]: ({ body }) => ({ body }) }),
      latencyMs: 200,
    });
    const body = Uint8Array.from({ length: 256 }, (_, at) => at);
    const seen = virtually(() =>
      watch(
        openModem(wakingUp(modem.transport, { afterMs: 10 }), sim800).pipe(
          exhaustMap((one) => http.post(one, { url: PAGE, body }).pipe(collect())),
          take(1),
        ),
      ),
    );
    expect(seen.values[0]?.bytes).toEqual(body);
  });
});

describe('flow control', () => {
  const posted = (flow: string) => {
    const modem = emulator({ family: 'sim800', origin: simulatedWeb({ [PAGE]: ({ body }) => ({ body }) }) });
    const body = Uint8Array.from({ length: 256 }, (_, at) => at);
    return virtually(() =>
      watch(
        openModem(modem.transport, sim800).pipe(
          exhaustMap((one) =>
            one
              .sendRaw(`AT+IFC=${flow}`)
              .pipe(
                concatMap(() =>
                  http
                    .post(one, { url: PAGE, body, inputMs: 2_000, retry: { attempts: 1, delay: 0 } })
                    .pipe(collect()),
                ),
              ),
          ),
          take(1),
        ),
      ),
    );
  };

  it.each(['0,0', '2,2'])('%s leaves every byte whole', (flow) => {
    expect(posted(flow).values[0]?.bytes).toHaveLength(256);
  });

  it('1,1 takes XON and XOFF out of an upload, which then fails and is not sent short', () => {
    expect(posted('1,1')).toMatchObject({ values: [] });
  });
});
