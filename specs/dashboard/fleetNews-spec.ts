import { from, reduce, lastValueFrom } from 'rxjs';
import type { FleetNews, ModemState, Presence } from '../../lib/mqtt';
import type { Board, BrokerFace, ModemFace } from '../../lib/dashboard/model/board';
import { emptyBoard } from '../../lib/dashboard/model/emptyBoard';
import { fleetNews } from '../../lib/dashboard/broker/fleetNews';
import { nextBoard } from '../../lib/dashboard/model/nextBoard';
import type { FleetChange } from '../../lib/dashboard/broker/nextFleet';

/** What gateways tell at a broker, as the dashboard's board has it. */

const where = 'mqtt://broker.example.com';
const broker = (connection: BrokerFace['connection']): FleetChange => ({
  kind: 'broker',
  broker: { where, connection },
});
const there = broker('connected');

const presence = (state: Presence['state'], ...modems: string[]): FleetChange => ({
  kind: 'gateway',
  presence: { gateway: 'berlin', life: '1', state, modems, at: '2026-11-22T10:00:00Z' },
});

const modem = (told: Partial<ModemState>): FleetChange => ({
  kind: 'modem',
  state: {
    gateway: 'berlin',
    modem: 'north',
    at: '2026-11-22T10:00:00Z',
    where: '/dev/ttyUSB0',
    title: 'SIM800',
    isUp: true,
    isFit: true,
    starts: 1,
    ...told,
  },
});

type Said = FleetNews & { readonly kind: 'urc' };

const boardOf = (...told: readonly (FleetChange | Said)[]): Promise<Board> =>
  lastValueFrom(
    from(told).pipe(fleetNews({ where, connection: 'connecting' }), reduce(nextBoard, emptyBoard)),
  );
const faceOf = async (...told: readonly FleetChange[]): Promise<ModemFace | undefined> =>
  (await boardOf(...told)).modems[0];

const signal = { rssi: 14, dBm: -85 };
const sim = { state: 'READY', isReady: true };

describe('fleetNews', () => {
  it('shows a modem as soon as its gateway names it, and how it is when that is told', async () => {
    const named = [there, presence('online', 'north')];
    expect(await faceOf(...named)).toMatchObject({
      id: 'berlin/north',
      name: 'berlin/north',
      title: 'Modem',
      where: 'berlin · north',
      connection: 'connecting',
    });
    const {
      signal: points,
      signalDay,
      ...face
    } = (await faceOf(...named, modem({ signal, sim }))) as ModemFace;
    expect(face).toEqual({
      id: 'berlin/north',
      name: 'berlin/north',
      title: 'SIM800',
      where: 'berlin · /dev/ttyUSB0',
      pages: [],
      connection: 'connected',
      isFit: true,
      states: { signal, sim },
      network: {},
      identity: {},
      lastSeenAt: Date.parse('2026-11-22T10:00:00Z'),
      queue: 0,
      received: 0,
      transfers: [],
      messages: [],
      acts: [],
    });
    expect(points.map(([, dBm]) => dBm)).toEqual([-85]);
    expect(signalDay.map(([, ...span]) => span)).toEqual([[-85, -85]]);
  });

  it('shows a modem that was told of before its gateway', async () => {
    expect(await faceOf(there, modem({}))).toMatchObject({ id: 'berlin/north', connection: 'connected' });
  });

  it('has a point of the signal for each change, and none for other news', async () => {
    const face = await faceOf(
      there,
      modem({ signal }),
      modem({ signal, sim }),
      modem({ signal: { rssi: 20, dBm: -73 }, job: 'a' }),
      modem({ job: 'a' }),
    );
    expect(face?.signal.map(([, dBm]) => dBm)).toEqual([-85, -73, null]);
    expect(face?.states).toEqual({});
  });

  it('says that a gateway is offline at each of its modems, and that nothing is known of them', async () => {
    const { modems } = await boardOf(
      there,
      presence('online', 'north', 'south'),
      modem({ signal }),
      modem({ modem: 'south' }),
      presence('offline', 'north', 'south'),
    );
    const offline = { connection: 'failed', problem: 'The gateway berlin is offline.', states: {} };
    expect(modems).toMatchObject([
      { id: 'berlin/north', ...offline },
      { id: 'berlin/south', ...offline },
    ]);
    expect(modems[0]?.signal.at(-1)?.[1]).toBeNull();
  });

  it('tells a modem that went from one that was never there, and why one is given no jobs', async () => {
    const problem = 'it is not connected';
    const away = modem({ title: 'Modem', isUp: false, isFit: false, starts: 0, problem });
    const said = 'Its gateway says: it is not connected.';
    expect(await faceOf(there, away)).toMatchObject({ connection: 'failed', problem: said });
    const lost = await faceOf(there, modem({}), away, away);
    expect(lost).toMatchObject({ title: 'SIM800', connection: 'reconnecting', problem: said });
    const unfit = modem({ isFit: false, problem: 'its SIM says SIM PIN' });
    expect(await faceOf(there, unfit)).toMatchObject({
      connection: 'connected',
      isFit: false,
      problem: 'No jobs for it: its SIM says SIM PIN.',
    });
  });

  it('says that the broker is away, keeps what was seen, and goes on when it is back', async () => {
    const seen = [there, presence('online', 'north'), modem({ sim }), broker('reconnecting')];
    const board = await boardOf(...seen);
    expect(board.broker).toEqual({ where, connection: 'reconnecting' });
    expect(board.modems[0]).toMatchObject({
      connection: 'reconnecting',
      problem: 'The broker is away.',
      states: { sim },
    });
    const back = await faceOf(...seen, there);
    expect(back?.connection).toBe('connected');
    expect(back).not.toHaveProperty('problem');
  });

  it('forgets a modem that its gateway has no more', async () => {
    const { modems } = await boardOf(
      there,
      presence('online', 'north', 'south'),
      modem({}),
      presence('online', 'south'),
    );
    expect(modems.map(({ id }) => id)).toEqual(['berlin/south']);
  });

  it('logs what a modem says, by the time of its gateway where that is one', async () => {
    const urc = (at: string, tells?: string): Said => ({
      kind: 'urc',
      gateway: 'berlin',
      modem: 'north',
      urc: { at, name: 'RING', values: {}, text: 'RING', ...(tells !== undefined && { tells }) },
    });
    const { urcs } = await boardOf(there, urc('1970-01-01T00:00:01Z', 'Somebody calls.'), urc('some time'));
    expect(urcs.entries[0]).toEqual({
      n: 1,
      at: 1_000,
      modem: 'berlin/north',
      sign: '!',
      text: 'RING',
      tells: 'Somebody calls.',
    });
    expect(urcs.entries[1]?.tells).toBe('Is nothing that the library knows.');
    expect(urcs.entries[1]?.at).toBeGreaterThan(1_000);
  });
});
