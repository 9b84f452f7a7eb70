import { EMPTY, NEVER, type Observable, of, Subject } from 'rxjs';
import { type Modem, sim800 } from '../../lib';
import type { PoolMember } from '../../lib/pool/poolMember';
import { poolPolicy } from '../../lib/pool/poolPolicy';
import type { Slot } from '../../lib/pool/slot';
import { Slots } from '../../lib/pool/slots';
import { virtually } from '../modem/virtually';

/** Slots of a pool, and how often the policy looked at a modem or compared two. */
const counted = (modems: number) => {
  const steps = { looks: 0, compares: 0 };
  const slots = new Slots(
    poolPolicy({
      unfit: ({ isAsked }) => {
        steps.looks += 1;
        return isAsked ? undefined : 'its state was not queried yet';
      },
      compare: (one: PoolMember, other: PoolMember) => {
        steps.compares += 1;
        return one.load - other.load;
      },
    }),
  );
  const modem = { profile: sim800, awaited: () => NEVER, pending: of(0) } as unknown as Modem;
  const all = Array.from({ length: modems }, (_, at) => slots.add(`m${at}`, modem));
  return { steps, slots, all };
};

const fit = (slots: Slots, all: readonly Slot[]): void =>
  all.forEach((slot) => slots.note(slot, { isAsked: true }));

describe('the work of a pool', () => {
  it.each([10, 100, 1_000])('is one look for each change of a modem, among %d', (modems) => {
    const { steps, slots, all } = counted(modems);
    const changes: number[] = [];
    all.forEach(({ known: { name } }, at) => slots.member(name).subscribe(() => changes.push(at)));
    fit(slots, all);
    [steps.looks, changes.length] = [0, 0];
    for (let load = 1; load <= 5; load += 1) all.forEach((slot) => slots.note(slot, { load }));

    expect({ ...steps, changes: changes.length }).toEqual({
      looks: 5 * modems,
      compares: 0,
      changes: 5 * modems,
    });
  });

  it.each([10, 1_000])('does not grow with the flows that wait for other modems, among %d', (modems) => {
    const { steps, slots, all } = counted(modems);
    virtually(() => {
      const ran: string[] = [];
      all.forEach(({ known: { name } }) =>
        slots.use({ name, tried: new Set() }, () => (ran.push(name), NEVER)).subscribe(),
      );
      steps.looks = 0;
      fit(slots, all);
      expect(ran).toEqual(all.map(({ known: { name } }) => name));
      slots.close();
    });

    // Fit, and taken.
    expect(steps).toEqual({ looks: 2 * modems, compares: 0 });
  });

  it('is one look at each free modem for a flow that takes any', () => {
    const { steps, slots, all } = counted(100);
    fit(slots, all);
    steps.compares = 0;
    slots.use({ name: undefined, tried: new Set() }, () => EMPTY).subscribe();

    expect(steps.compares).toBe(99);
  });
});

describe('a pool', () => {
  it('gives the best free modem, the least recently used one of equals', () => {
    const { slots, all } = counted(3);
    fit(slots, all);
    slots.note(all[0] as Slot, { load: 1 });
    const used: string[] = [];
    const use = (): void =>
      void slots
        .use({ name: undefined, tried: new Set() }, ({ known: { name } }) => (used.push(name), EMPTY))
        .subscribe();
    for (let time = 0; time < 4; time += 1) use();
    slots.note(all[0] as Slot, { load: 0 });
    use();

    expect(used).toEqual(['m1', 'm2', 'm1', 'm2', 'm0']);
  });

  it('serves flows in their order, whether they want a name or any', () => {
    const { slots, all } = counted(2);
    const served: string[] = [];
    const ends = new Map<string, Subject<never>>();
    const use = (flow: string, name?: string): void => {
      const end = new Subject<never>();
      ends.set(flow, end);
      const work = ({ known }: Slot): Observable<never> => (served.push(`${flow} ${known.name}`), end);
      slots.use({ name, tried: new Set() }, work).subscribe();
    };
    virtually(() => {
      use('a', 'm1');
      use('b');
      use('c', 'm1');
      use('d');
      fit(slots, all);
      ends.get('a')?.complete();
      ends.get('b')?.complete();
      slots.close();
    });

    expect(served).toEqual(['b m0', 'a m1', 'c m1', 'd m0']);
  });

  it('tells a modem that a flow waits for it, by its name or for any', () => {
    const seen: boolean[] = [];
    const modem = { profile: sim800, awaited: () => of(false) } as unknown as Modem;
    const waits = new Slots(poolPolicy({ unfit: () => undefined }));
    const awaited = waits.add('m0', modem);
    waits.use({ name: undefined, tried: new Set() }, () => NEVER).subscribe();
    awaited.modem.awaited('http').subscribe((is) => seen.push(is));
    const [any, other, named] = [undefined, 'm1', 'm0'].map((name) =>
      waits.use({ name, tried: new Set() }, () => NEVER).subscribe(),
    );
    any?.unsubscribe();
    named?.unsubscribe();
    other?.unsubscribe();

    expect(seen.filter((is, at) => is !== seen[at - 1])).toEqual([false, true, false]);
  });
});
