import { NEVER, of, Subject } from 'rxjs';
import { unlessLeft } from '../../operators/unlessLeft';
import { marbles } from '../helpers/marbles';

describe('unlessLeft', () => {
  it(
    'begins while the reader is there, and ends in its own way',
    marbles(({ cold, expectObservable }) => {
      expectObservable(unlessLeft(cold('--(l|)'), () => cold('a----b-|'))).toBe('a----b-|');
    }),
  );

  it('begins nothing where the reader has left', () => {
    let begun = 0;
    let ended = false;
    unlessLeft(of(undefined), () => {
      begun += 1;
      return NEVER;
    }).subscribe({ complete: () => (ended = true) });
    expect({ begun, ended }).toEqual({ begun: 0, ended: true });
  });

  it('keeps no subscription to leaving', () => {
    const leaving = new Subject<void>();
    unlessLeft(leaving, () => NEVER).subscribe();
    expect(leaving.observed).toBe(false);
  });
});
