import { concat, map, NEVER, of, take, tap, throwError, timer } from 'rxjs';
import { collect, commands, http, ModemError, sim800, withModem } from '../../lib';
import { desk, PAGE } from './desk';
import { line, OK, scripted } from './scripted';
import { virtually } from './virtually';
import { watch } from './watch';

const answering = () =>
  scripted((text) => (text === 'AT+CSQ' ? { after: 5, say: line('+CSQ: 20,0', 'OK') } : OK));

describe('withModem', () => {
  it('emits the one value of the work when the port is closed, then completes', () => {
    const modem = answering();
    const closed: number[] = [];
    const flow = withModem(modem.transport, sim800, (one) => one.send(commands.signal())).pipe(
      tap(() => closed.push(modem.closed())),
      map(({ value }) => value.rssi),
    );
    const { values, end } = virtually(() => watch(flow));

    expect({ values, end, closed }).toEqual({ values: [20], end: 'completed', closed: [1] });
  });

  it('has closed the port when a reader takes one value and leaves', () => {
    const modem = answering();
    const closed: number[] = [];
    const once = withModem(modem.transport, sim800, (one) => one.send(commands.signal())).pipe(
      take(1),
      tap(() => closed.push(modem.closed())),
    );
    const { end } = virtually(() => watch(concat(once, once)));

    expect({ end, closed, opened: modem.opened() }).toEqual({ end: 'completed', closed: [1, 2], opened: 2 });
  });

  it('emits values of a longer work as they come', () => {
    const modem = answering();
    const work = concat(
      of('first'),
      timer(1_000).pipe(map(() => 'second')),
      timer(1_000).pipe(map(() => 'last')),
    );
    const seen: (readonly [string, number])[] = [];
    const { end } = virtually(() =>
      watch(
        withModem(modem.transport, sim800, () => work),
        (value) => seen.push([value, modem.closed()]),
      ),
    );

    expect(end).toBe('completed');
    expect(seen).toEqual([
      ['first', 0],
      ['second', 0],
      ['last', 1],
    ]);
  });

  it('fails as the work does, when the port is closed', () => {
    const modem = answering();
    const failing = () => throwError(() => new ModemError({ kind: 'cancelled' }));
    const { end } = virtually(() => watch(withModem(modem.transport, sim800, failing)));

    expect({ end, closed: modem.closed() }).toEqual({ end: 'cancelled', closed: 1 });
  });

  it('fails as opening does', () => {
    const silent = scripted(() => undefined);
    const { end } = virtually(() => watch(withModem(silent.transport, sim800, () => NEVER)));

    expect({ end, closed: silent.closed() }).toEqual({ end: 'timeout bring-up', closed: 1 });
  });

  it('gets a page, and leaves no session behind', () => {
    const { virtual, profile } = desk(sim800, 'hello');
    const text = withModem(virtual.transport, profile, (modem) => http.getText(modem, PAGE));
    const { values, end } = virtually(() => watch(text.pipe(take(1))));

    expect({ values, end }).toEqual({ values: ['hello'], end: 'completed' });
    expect(virtual.state.httpOpen).toBe(false);
  });

  it('winds up where its reader leaves in the middle', () => {
    const { virtual, profile, heard } = desk(sim800, 'hello');
    const events = withModem(virtual.transport, profile, (modem) => http.get(modem, PAGE));
    const { values } = virtually(() => watch(events.pipe(take(1))));

    expect(values).toHaveLength(1);
    expect(heard.at(-1)).toBe('AT+HTTPTERM');
    expect(virtual.state.httpOpen).toBe(false);
  });

  it('collects a response', () => {
    const { virtual, profile } = desk(sim800, 'hello');
    const page = withModem(virtual.transport, profile, (modem) => http.get(modem, PAGE).pipe(collect()));
    const { values } = virtually(() => watch(page));

    expect(values.map(({ status }) => status)).toEqual([200]);
  });
});
