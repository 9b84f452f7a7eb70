import {
  catchError,
  concat,
  delay,
  forkJoin,
  of,
  switchMap,
  take,
  takeUntil,
  tap,
  timer,
  toArray,
} from 'rxjs';
import { a7600, collect, ftp, http, type Modem, type Profile, sim800 } from '../../lib';
import { ftpDesk, server } from '../contract/ftpDesk';
import { patterned } from './bodies';
import { desk, PAGE } from './desk';
import { virtually } from './virtually';
import { watch } from './watch';

const families: readonly Profile[] = [sim800, a7600];
const access = { apn: 'internet' };
const request = { url: PAGE, access };
const once = { retry: { attempts: 1, delay: 0 } };

const get = (modem: Modem) => http.get(modem, request).pipe(collect());

/** What opens and closes what services ride on. */
const isBearer = (line: string): boolean => /^AT\+(?:SAPBR=[01]|CGACT=)/.test(line);

describe.each(families)('the bearer of a $title', (profile) => {
  const OPEN = profile === sim800 ? 'AT+SAPBR=1,1' : 'AT+CGACT=1,1';
  const CLOSE = profile === sim800 ? 'AT+SAPBR=0,1' : 'AT+CGACT=0,1';

  it('is opened by the first flow, and found open by the next', () => {
    const { connected, heard } = desk(profile, 'hello');
    virtually(() =>
      watch(
        connected().pipe(
          switchMap((modem) => concat(get(modem), get(modem))),
          takeUntil(timer(60_000)),
        ),
      ),
    );

    expect(heard.filter(isBearer)).toEqual([OPEN]);
  });

  it('is closed so long after its last user, where the policy says so', () => {
    const { connected, heard } = desk(profile, 'hello');
    const seen = virtually(() => {
      const lines: string[][] = [];
      for (const at of [14_000, 20_000]) timer(at).subscribe(() => lines.push(heard.filter(isBearer)));
      watch(
        connected({ bearerKeepMs: 5_000 }).pipe(
          switchMap((modem) => concat(get(modem), timer(3_000), get(modem), timer(7_000))),
          takeUntil(timer(60_000)),
        ),
      );
      return lines;
    });

    expect(seen).toEqual([
      [OPEN, CLOSE],
      [OPEN, CLOSE],
    ]);
  });

  it('is kept for ever where the policy says so', () => {
    const { connected, heard } = desk(profile, 'hello');
    virtually(() =>
      watch(connected({ bearerKeepMs: Infinity }).pipe(switchMap(get), takeUntil(timer(60_000)))),
    );

    expect(heard.filter(isBearer)).toEqual([OPEN]);
  });

  it('is opened again by the next flow', () => {
    const { connected, heard } = desk(profile, 'hello');
    virtually(() =>
      watch(
        connected({ bearerKeepMs: 1_000 }).pipe(
          switchMap((modem) => concat(get(modem), timer(5_000), get(modem))),
          takeUntil(timer(60_000)),
        ),
      ),
    );

    expect(heard.filter(isBearer)).toEqual([OPEN, CLOSE, OPEN, CLOSE]);
  });

  it('is closed when the connection is left, where it was to be closed anyway', () => {
    const { get: once, heard } = desk(profile, 'hello');
    const { end } = virtually(() => watch(once({ access }, { bearerKeepMs: 60_000 })));

    expect(end).toBe('completed');
    expect(heard.filter(isBearer)).toEqual([OPEN, CLOSE]);
  });

  it('is shared by HTTP and FTP at the same time', () => {
    const { connected, heard, virtual } = ftpDesk(
      profile,
      { files: { '/a.bin': patterned(9_000) } },
      { baud: 115_200 },
    );
    const { end } = virtually(() =>
      watch(
        connected({ bearerKeepMs: 0 }).pipe(
          switchMap((modem) =>
            forkJoin([
              ftp.get(modem, { ...server, access }, '/a.bin').pipe(toArray()),
              http.get(modem, { ...request, ...once }).pipe(
                toArray(),
                catchError(() => of([])),
              ),
            ]),
          ),
          takeUntil(timer(120_000)),
        ),
      ),
    );

    expect(end).toBe('completed');
    expect(heard.filter((line) => line === OPEN)).toHaveLength(1);
    expect(virtual.state.bearerOpen).toBe(false);
  });

  it('is not taken from somebody for another access point', () => {
    const { connected } = desk(profile, 'hello', { resultDelayMs: 5_000 });
    const { end, reason } = virtually(() =>
      watch(
        connected().pipe(
          tap((modem) => watch(get(modem))),
          delay(1_000),
          switchMap((modem) => ftp.size(modem, { ...server, access: { apn: 'other' } }, '/a.bin', once)),
          takeUntil(timer(60_000)),
        ),
      ),
    );

    expect(end).toBe('network');
    expect(reason).toMatchObject({ step: 'bearer', seen: expect.stringContaining('internet') });
  });

  it('is opened anew for another access point when nobody rides on it', () => {
    const { connected, heard } = desk(profile, 'hello');
    const { end } = virtually(() =>
      watch(
        connected().pipe(
          switchMap((modem) =>
            concat(get(modem), http.get(modem, { url: PAGE, access: { apn: 'other' } }).pipe(collect())),
          ),
          takeUntil(timer(60_000)),
        ),
      ),
    );

    expect(end).toBe('completed');
    expect(heard.filter(isBearer)).toEqual([OPEN, CLOSE, OPEN]);
  });

  it('that the network takes away is told to a flow that waits, which opens it again', () => {
    const { connected, virtual, heard } = desk(profile, 'hello', { resultDelayMs: 20_000 });
    const { values, end, endedAt } = virtually(() => {
      timer(5_000).subscribe(() => virtual.loseBearer());
      return watch(connected().pipe(switchMap(get), take(1)));
    });

    expect({ end, status: values[0]?.status }).toEqual({ end: 'completed', status: 200 });
    expect(endedAt).toBeLessThan(40_000);
    expect(heard.filter((line) => line === OPEN)).toHaveLength(2);
  });
});

describe('a bearer that goes in the middle of something', () => {
  it('does not make the server do twice what may not be done twice', () => {
    const { connected, virtual, heard } = ftpDesk(sim800, { delayMs: 20_000 });
    const { reason } = virtually(() => {
      timer(10_000).subscribe(() => virtual.loseBearer());
      return watch(
        connected().pipe(
          switchMap((modem) => ftp.mkdir(modem, server, '/logs')),
          takeUntil(timer(200_000)),
        ),
      );
    });

    expect(reason).toBeDefined();
    expect(heard.filter((line) => line === 'AT+FTPMKD')).toHaveLength(1);
  });
});
