import { combineLatest, filter, firstValueFrom, map, type Observable, scan, switchMap, timeout } from 'rxjs';
import type { Board } from '../../lib/dashboard/model/board';
import { desk } from '../../lib/dashboard/modems/desk';
import { emptyBoard } from '../../lib/dashboard/model/emptyBoard';
import { nextBoard } from '../../lib/dashboard/model/nextBoard';
import { portSources } from '../../lib/dashboard/serving/portSources';
import { emulator, simulatedWeb } from '../../lib/emulator';
import { servePseudoTerminal, serveTcp } from '../../lib/transports/node';

/** The dashboard on real ports: `npm run dashboard -- --port …`, the family asked. */

const boards = (ports: readonly string[]): Observable<Board> =>
  desk(
    portSources(
      ports.map((where) => ({ name: where, where })),
      { profile: 'auto', baud: 115_200 },
    ),
  ).pipe(switchMap(({ news }) => news.pipe(scan(nextBoard, emptyBoard))));
const modemOf = (family: 'sim800' | 'sim7600') => emulator({ family, origin: simulatedWeb({}), rssi: 14 });
describe('the dashboard on real ports', () => {
  it('asks modems on a serial line and behind TCP what they are, and watches them', async () => {
    const ports = combineLatest([
      servePseudoTerminal({ emulator: modemOf('sim800') }),
      serveTcp({ emulator: modemOf('sim7600') }),
    ]);
    const seen = ports.pipe(
      switchMap(boards),
      map(({ modems }) => modems.map(({ title, states }) => `${title} ${states.signal?.dBm}`)),
      filter((titles) => titles.every((title) => title.endsWith('-85'))),
      timeout(15_000),
    );
    expect(await firstValueFrom(seen)).toEqual(['SIM800 -85', 'SIM7600 -85']);
  });

  it('says why a port can not be opened', async () => {
    const failed = boards(['/dev/no-such-port']).pipe(
      map(({ modems }) => modems[0]),
      filter((face) => face?.connection === 'failed'),
      timeout(5_000),
    );
    expect((await firstValueFrom(failed))?.problem).toMatch(
      /could not be opened: No such file.*check the name/,
    );
  });
});
