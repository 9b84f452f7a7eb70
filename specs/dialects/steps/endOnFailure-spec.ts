import { defer, EMPTY, NEVER, of, throwError } from 'rxjs';
import { ModemError, type Reason } from '../../../lib';
import { anyhow, endOnFailure } from '../../../lib/dialects/steps/endOnFailure';
import { marbles } from '../../helpers/marbles';

const refused = new ModemError({ kind: 'refused', command: 'AT+X' });
const gone: readonly Reason[] = [
  { kind: 'reset', line: 'RDY' },
  { kind: 'closed', where: 'a port' },
];

describe('endOnFailure', () => {
  it(
    'ends what was begun, then fails',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const end = cold<never>('---|');
      expectObservable(cold<never>('--#', undefined, refused).pipe(endOnFailure(() => end))).toBe(
        '-----#',
        undefined,
        refused,
      );
      expectSubscriptions(end.subscriptions).toBe('--^--!');
    }),
  );

  it('ends nothing where all went well', () => {
    let ended = false;
    const end = () => defer(() => ((ended = true), EMPTY));
    EMPTY.pipe(endOnFailure(end)).subscribe();
    expect(ended).toBe(false);
  });

  it.each(gone)('tells a modem nothing that has gone: $kind', (reason) => {
    const error = new ModemError(reason);
    let failed: unknown;
    throwError(() => error)
      .pipe(endOnFailure(() => NEVER))
      .subscribe({ error: (one: unknown) => (failed = one) });
    expect(failed).toBe(error);
  });
});

describe('anyhow', () => {
  const ending = (work: Parameters<typeof anyhow>[0]): unknown => {
    let end: unknown = 'open';
    anyhow(work).subscribe({
      next: () => (end = 'a value'),
      error: (error: unknown) => (end = error),
      complete: () => (end = 'complete'),
    });
    return end;
  };

  it('completes, whatever the modem says', () => {
    expect(ending(of(1, 2))).toBe('complete');
    expect(ending(throwError(() => refused))).toBe('complete');
  });

  it.each(gone)('fails where the modem has gone: $kind', (reason) => {
    const error = new ModemError(reason);
    expect(ending(throwError(() => error))).toBe(error);
  });
});
