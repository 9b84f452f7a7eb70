import { mergeMap, type Subscription } from 'rxjs';
import { linkTable, type LinkReplaced } from '../../../lib/flows/sockets/linkTable';

const nobody = { take: () => undefined, spoil: () => undefined };

describe('linkTable', () => {
  const taking = (links: number) => {
    const table = linkTable(links);
    const got: number[] = [];
    const take = (): Subscription => table.take.subscribe(({ link }) => got.push(link));
    return { table, got, take };
  };

  it('gives the free links in turn: the one that has been free longest comes first', () => {
    const { got, take } = taking(3);
    const first = take();
    first.unsubscribe();
    take();
    take();
    take();

    expect(got).toEqual([0, 1, 2, 0]);
  });

  it('makes takers wait, in order, and forgets those that leave', () => {
    const { got, take } = taking(1);
    const first = take();
    const impatient = take();
    const second = take();
    impatient.unsubscribe();
    expect(got).toEqual([0]);
    first.unsubscribe();
    expect(got).toEqual([0, 0]);
    second.unsubscribe();
    take();
    expect(got).toEqual([0, 0, 0]);
  });

  it('keeps a link that the modem gave to a client, until it is released', () => {
    const { table, got, take } = taking(2);
    const { release } = table.claim(0, nobody);
    take();
    take();
    expect(got).toEqual([1]);
    release();
    expect(got).toEqual([1, 0]);
  });

  it('tells who has a link that the modem gave it to a client, and keeps it for that client', () => {
    const { table, got, take } = taking(1);
    const heard: LinkReplaced[] = [];
    const first = table.take.pipe(mergeMap(({ replaced }) => replaced)).subscribe((said) => heard.push(said));
    const { release, replaced } = table.claim(0, nobody);
    replaced.subscribe((said) => heard.push(said));
    expect(heard).toEqual([{ kind: 'replaced', by: nobody }]);
    first.unsubscribe();
    take();
    expect(got).toEqual([]);
    release();
    expect(got).toEqual([0]);
    take();
    expect(got).toEqual([0]);
  });
});
