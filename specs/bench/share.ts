/**
 * How much of the line a download uses, from its first READ to its last byte, in virtual time: the emulator paces a line.
 *
 *     npm run bench:share
 */
import { asyncScheduler, switchMap, take, tap } from 'rxjs';
import { a7600, http, openModem, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { emulator, faults, simulatedWeb } from '../../lib/emulator';
import { virtually } from '../modem/virtually';
import { goal } from './goal';
import { table } from './table';

const BODY_BYTES = 300_000;
const LINES = [9_600, 115_200, 460_800, 921_600];
const URL = 'http://example.com/file';

/** Percent of the line's bytes that are bytes of the body. `blockBytes` is how much the modem sends behind one header. */
const shareOf = (profile: Profile, baud: number, blockBytes: number) =>
  virtually(() => {
    const origin = simulatedWeb({ [URL]: new Uint8Array(BODY_BYTES) });
    const settings = {
      family: profile.name,
      origin,
      baud,
      faults: [faults.blockBytes({ most: blockBytes })],
    };
    const virtual = emulator(settings);
    const seen = { firstMs: 0, lastMs: 0 };
    virtual.heard.subscribe((line) => {
      if (seen.firstMs === 0 && /^AT\+(HTTPREAD|QFREAD)=/.test(line)) seen.firstMs = asyncScheduler.now();
    });
    openModem(virtual.transport, profile)
      .pipe(
        take(1),
        switchMap((modem) => http.get(modem, URL)),
        tap(({ kind }) => {
          if (kind === 'chunk') seen.lastMs = asyncScheduler.now();
        }),
      )
      .subscribe();
    return { seen, baud };
  });

/** In virtual time the end is known when all has run. */
const percentOf = ({ seen, baud }: { seen: { firstMs: number; lastMs: number }; baud: number }): number =>
  (100 * ((BODY_BYTES * 10_000) / baud)) / (seen.lastMs - seen.firstMs);

const BLOCKS = [65_536, 1_024];
for (const blockBytes of BLOCKS) {
  const rows = [sim800, a7600, sim7600, quectel].map((profile) => {
    const shares = LINES.map((baud) => percentOf(shareOf(profile, baud, blockBytes)));
    if (blockBytes === BLOCKS[0] && profile !== quectel)
      goal(`percent of the line, ${profile.title}, the least of all rates`, Math.min(...shares), '>=', 98);
    return { name: profile.title, cells: shares.map((share) => share.toFixed(1)) };
  });
  const names = LINES.map((baud) => baud.toLocaleString('en'));
  console.log(table(`Percent of the line by baud rate, blocks of at most ${blockBytes} bytes`, names, rows));
}
