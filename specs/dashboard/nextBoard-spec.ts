import type { Board } from '../../lib/dashboard/model/board';
import { emptyBoard } from '../../lib/dashboard/model/emptyBoard';
import type { News } from '../../lib/dashboard/model/news';
import { nextBoard } from '../../lib/dashboard/model/nextBoard';

/** The one fold behind the dashboard: the server's board and the page's are made by it. */

const boardOf = (...news: readonly News[]): Board => news.reduce(nextBoard, emptyBoard);
const came: News = {
  kind: 'came',
  modem: { id: 'a', name: 'a', title: 'SIM800', where: 'emulated', pages: [] },
};
const said = (n: number): News => ({
  kind: 'urc',
  modem: 'a',
  at: n,
  sign: '!',
  text: `RING ${n}`,
  tells: '',
});
const signal = (at: number, dBm: number | undefined): News => ({
  kind: 'state',
  modem: 'a',
  at,
  states: { signal: { rssi: 1, dBm, ber: undefined } },
});
const transfer = (id: string, loaded: number): News => ({
  kind: 'transfer',
  transfer: {
    id,
    modem: 'a',
    url: 'http://example.com/',
    phase: 'receiving',
    loaded,
    bytesPerSecond: 0,
    elapsedMs: 0,
    resumed: 0,
  },
});

describe('nextBoard', () => {
  it('keeps the newest lines of a log, and counts all of them', () => {
    const { urcs } = boardOf(came, ...Array.from({ length: 3_000 }, (_, n) => said(n + 1)));
    expect(urcs.count).toBe(3_000);
    expect(urcs.entries).toHaveLength(1_000);
    expect(urcs.entries.at(0)).toMatchObject({ n: 2_001, text: 'RING 2001' });
    expect(urcs.entries.at(-1)).toMatchObject({ n: 3_000, text: 'RING 3000' });
  });

  it('remembers the signal of fifteen minutes, one older point for the left edge, and gaps', () => {
    const lost: News = { kind: 'connection', modem: 'a', at: 301_000, connection: 'reconnecting' };
    const { modems } = boardOf(came, signal(0, -90), signal(1_000, -80), signal(2_000, undefined), lost);
    expect(modems[0]?.signal).toEqual([
      [0, -90],
      [1_000, -80],
      [2_000, null],
      [301_000, null],
    ]);
    const later = [signal(0, -90), signal(1_000, -80), signal(1_000_000, -70)];
    expect(boardOf(came, ...later).modems[0]?.signal).toEqual([
      [1_000, -80],
      [1_000_000, -70],
    ]);
  });

  it('remembers a day of the signal in spans, and no more of either than fits', () => {
    const { modems } = boardOf(came, signal(0, -90), signal(1_000, -80), signal(300_000, undefined));
    expect(modems[0]?.signalDay).toEqual([
      [0, -90, -80],
      [300_000, null, null],
    ]);
    const busy = Array.from({ length: 20_000 }, (_, n) => signal(n * 50, -90 + (n % 9)));
    expect(boardOf(came, ...busy).modems[0]?.signal.length).toBeLessThan(700);
    const long = Array.from({ length: 2_000 }, (_, n) => signal(n * 100_000, -90 + (n % 9)));
    expect(boardOf(came, ...long).modems[0]?.signalDay.length).toBe(289);
  });

  it('counts the bytes of all transfers, and sees when a modem last said something', () => {
    const news = [transfer('1', 100), transfer('1', 500), transfer('2', 50), transfer('2', 50), said(7_000)];
    expect(boardOf(came, ...news).modems[0]).toMatchObject({ received: 550, lastSeenAt: 7_000 });
  });

  it('changes a transfer in its place, and lists the newest first', () => {
    const { modems } = boardOf(came, transfer('1', 0), transfer('2', 0), transfer('1', 500));
    expect(modems[0]?.transfers.map(({ id, loaded }) => [id, loaded])).toEqual([
      ['2', 0],
      ['1', 500],
    ]);
  });

  it('forgets why a modem could not be talked to once it can', () => {
    const at = 0;
    const failed: News = {
      kind: 'connection',
      modem: 'a',
      at,
      connection: 'failed',
      problem: 'no such port',
    };
    const connected: News = { kind: 'connection', modem: 'a', at, connection: 'connected', title: 'A7600' };
    expect(boardOf(came, failed).modems[0]).toMatchObject({ connection: 'failed', problem: 'no such port' });
    const face = boardOf(came, failed, connected).modems[0];
    expect(face).toMatchObject({ connection: 'connected', title: 'A7600' });
    expect(face).not.toHaveProperty('problem');
  });

  it('is another one altogether when the whole board comes, and survives the wire as JSON', () => {
    const board = boardOf(came, said(1), signal(5, undefined), transfer('1', 7));
    const news = JSON.parse(JSON.stringify({ kind: 'board', board })) as News;
    expect(nextBoard(boardOf(came, said(1), said(2)), news)).toEqual(board);
  });
});
