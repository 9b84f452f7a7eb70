import { setTimeout as waited } from 'node:timers/promises';
import { connect } from 'mqtt';
import {
  BehaviorSubject,
  filter,
  firstValueFrom,
  map,
  scan,
  type Subscription,
  switchMap,
  tap,
  timeout,
} from 'rxjs';
import type { Board, ModemFace, Transfer } from '../../lib/dashboard/model/board';
import type { DashboardModel } from '../../lib/dashboard/model/dashboardModel';
import { emptyBoard } from '../../lib/dashboard/model/emptyBoard';
import { nextBoard } from '../../lib/dashboard/model/nextBoard';
import type { Order } from '../../lib/dashboard/model/order';
import { problemOf } from '../../lib/dashboard/model/problemOf';
import { simulatedPages } from '../../lib/dashboard/virtual/simulatedPages';
import { brokerDesk } from '../../lib/dashboard/broker/brokerDesk';
import { a7600, sim800 } from '../../lib';
import { gateway } from '../../lib/mqtt';
import { type Fellow, fellow, times } from '../pool/fleet';
import { type Mosquitto, startMosquitto } from './mosquitto';

/** The dashboard on a real broker: `npm run dashboard -- --broker …`, two gateways with a modem each. */

const FIRMWARE = 'http://example.com/firmware.bin';
const SOON_MS = 8_000;
/** Gateways take leave of the broker before it goes. */
const LEAVE_MS = 300;

const origin = simulatedPages.origin();
const [north, south] = [
  fellow({ name: 'north', origin, profile: sim800, rssi: 14, baud: 115_200 }),
  fellow({ name: 'south', origin, profile: a7600, rssi: 20 }),
];
const boards = new BehaviorSubject<Board>(emptyBoard);

let mosquitto: Mosquitto;
let model: DashboardModel;
let dashboard: Subscription;
let gateways: readonly Subscription[];

const gatewayOf = (name: string, { name: modem, entry }: Fellow): Subscription => {
  const modems = { [modem]: { modem: entry.modem, where: `/dev/${modem}` } };
  return gateway({ name, broker: mosquitto.url, modems }).subscribe();
};

const seen = <T>(read: (board: Board) => T | undefined): Promise<T> =>
  firstValueFrom(
    boards.pipe(
      map(read),
      filter((value) => value !== undefined),
      timeout(SOON_MS),
    ),
  );
const face = (id: string, isAsWished: (face: ModemFace) => boolean): Promise<ModemFace> =>
  seen(({ modems }) => modems.find((modem) => modem.id === id && isAsWished(modem)));
const isConnected = ({ connection }: ModemFace): boolean => connection === 'connected';
const transferOf = (id: string, isAsWished: (transfer: Transfer) => boolean): Promise<Transfer> =>
  seen(({ modems }) =>
    modems.flatMap(({ transfers }) => transfers.filter((one) => one.modem === id)).find(isAsWished),
  );
const tell = (order: Order): Promise<unknown> =>
  firstValueFrom(model.tell(order), { defaultValue: undefined });

const termHeard = (): Promise<string> =>
  firstValueFrom(
    north.virtual.heard.pipe(
      filter((line) => line === 'AT+HTTPTERM'),
      timeout(SOON_MS),
    ),
  );

beforeAll(async () => {
  mosquitto = await startMosquitto();
  gateways = [gatewayOf('berlin', north), gatewayOf('hamburg', south)];
  dashboard = brokerDesk({ url: new URL(mosquitto.url), root: 'rxmodem', connect })
    .pipe(
      tap((desk) => (model = desk)),
      switchMap(({ news }) => news.pipe(scan(nextBoard, emptyBoard))),
    )
    .subscribe((board) => boards.next(board));
});
afterAll(async () => {
  dashboard.unsubscribe();
  gateways.forEach((one) => one.unsubscribe());
  await waited(LEAVE_MS);
  await mosquitto.remove();
});

describe('the dashboard on a broker', () => {
  it('shows the modems of all gateways, and how they are', async () => {
    expect(await face('berlin/north', ({ states }) => states.signal?.dBm === -85)).toMatchObject({
      name: 'berlin/north',
      title: 'SIM800',
      where: 'berlin · /dev/north',
      connection: 'connected',
      states: { registration: { status: 1 }, sim: { isReady: true } },
    });
    const { signal } = await face('hamburg/south', ({ states }) => states.signal?.dBm === -73);
    expect(signal.at(-1)?.[1]).toBe(-73);
    expect(boards.value.broker).toEqual({ where: mosquitto.url, connection: 'connected' });
  });

  it('logs what a modem says on its own, and what it means', async () => {
    north.virtual.say('+CMTI: "SM",3');
    const entry = await seen(({ urcs }) => urcs.entries.find(({ text }) => text.startsWith('+CMTI')));
    expect(entry).toMatchObject({ modem: 'berlin/north', text: '+CMTI: "SM",3' });
    expect(entry.tells).toContain('a message came');
  });

  it('gets a URL through the modem that is meant', async () => {
    await tell({ kind: 'start', modem: 'hamburg/south', url: 'http://example.com/readings.csv' });
    const { status, loaded } = await transferOf('hamburg/south', ({ phase }) => phase === 'done');
    expect([status, loaded]).toEqual([200, 22_992]);
    expect(times(north, 'AT+HTTPINIT')).toBe(0);
  });

  it('cancels a GET at its modem', async () => {
    await tell({ kind: 'start', modem: 'berlin/north', url: FIRMWARE });
    const { id, total } = await transferOf('berlin/north', ({ loaded }) => loaded > 0);
    expect(total).toBe(196_608);
    expect(times(north, 'AT+HTTPTERM')).toBe(0);
    const heard = termHeard();
    await tell({ kind: 'cancel', transfer: id });
    await transferOf('berlin/north', ({ phase }) => phase === 'cancelled');
    await heard;
  });

  it('survives a broker that was started again', async () => {
    await mosquitto.stop();
    const { problem } = await face('berlin/north', ({ connection }) => connection === 'reconnecting');
    expect(problem).toBe('The broker is away.');
    await mosquitto.start();
    for (const [id, { virtual }] of [['berlin/north', north] as const, ['hamburg/south', south] as const]) {
      virtual.say('RING');
      await seen(({ urcs }) => urcs.entries.find(({ modem, text }) => modem === id && text === 'RING'));
      await face(id, isConnected);
    }
    expect(boards.value.broker).toEqual({ where: mosquitto.url, connection: 'connected' });
  });

  it('shows that a gateway has ended, and refuses what its modem should do', async () => {
    gateways[1]?.unsubscribe();
    const { problem } = await face('hamburg/south', ({ connection }) => connection === 'failed');
    expect(problem).toBe('The gateway hamburg is offline.');
    const start = tell({ kind: 'start', modem: 'hamburg/south', url: FIRMWARE });
    await expect(start).rejects.toMatchObject({ reason: { problem: 'it is not connected yet' } });
  });

  it('hangs up what it was getting when it ends', async () => {
    const terms = times(north, 'AT+HTTPTERM');
    await tell({ kind: 'start', modem: 'berlin/north', url: FIRMWARE });
    await transferOf('berlin/north', ({ phase, loaded }) => phase === 'receiving' && loaded > 0);
    const heard = termHeard();
    dashboard.unsubscribe();
    await heard;
    expect(times(north, 'AT+HTTPTERM')).toBe(terms + 1);
  });

  it('says why a broker will not have it', async () => {
    const strict = await startMosquitto(['allow_anonymous false']);
    try {
      const url = new URL(strict.url.replace('//', '//nobody:se%40cret@'));
      const refused = await firstValueFrom(
        brokerDesk({ url, root: 'rxmodem', connect }).pipe(
          switchMap(({ news }) => news),
          filter(() => false),
        ),
      ).catch(problemOf);
      expect(refused).toContain(`${strict.url} could not be opened: Connection refused: Not authorized`);
    } finally {
      await strict.remove();
    }
  });
});
