import { concat, concatMap, ignoreElements, lastValueFrom, take, takeUntil, timer, toArray } from 'rxjs';
import { a7600, collect, openModem, http, sim7600, sim800 } from '../../lib';
import { serialPort } from '../../lib/transports/node';

const profiles = { sim800, a7600, sim7600 };
const MINUTES = 5 * 60_000;

/**
 * The part of the contract that needs no fault, on a modem at a port. `MODEM_FAMILY` names its family (default `sim800`),
 * `MODEM_URL` a page that does not change (default `http://example.com/`).
 */
export const onRealModem = (path: string): void => {
  const { MODEM_FAMILY = 'sim800', MODEM_URL = 'http://example.com/' } = process.env;
  const profile = profiles[MODEM_FAMILY as keyof typeof profiles];
  const modems = openModem(serialPort(path, { baudRate: 115_200 }), profile).pipe(take(1));

  describe(`GET on the ${profile.title} at ${path}`, () => {
    it(
      'gives the same page three times, however large the windows',
      async () => {
        const pages = await lastValueFrom(
          modems.pipe(
            concatMap((modem) =>
              concat(
                ...[4_096, 1_000, 100].map((windowBytes) =>
                  http.get(modem, { url: MODEM_URL, windowBytes }).pipe(collect()),
                ),
              ),
            ),
            toArray(),
          ),
        );

        expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
        expect(new Set(pages.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
        expect(pages[0]?.bytes).toHaveLength(pages[0]?.length as number);
      },
      MINUTES,
    );

    it(
      'works again after it was left in the middle',
      async () => {
        const page = await lastValueFrom(
          modems.pipe(
            concatMap((modem) =>
              concat(
                http.get(modem, MODEM_URL).pipe(ignoreElements(), takeUntil(timer(2_000))),
                http.get(modem, MODEM_URL).pipe(collect()),
              ),
            ),
          ),
        );

        expect(page.status).toBe(200);
        expect(page.bytes).toHaveLength(page.length);
      },
      MINUTES,
    );
  });
};
