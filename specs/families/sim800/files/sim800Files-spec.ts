import { of, throwError, type Observable } from 'rxjs';
import { sim800Files } from '../../../../lib/families/sim800/files/sim800Files';
import { ModemError } from '../../../../lib/grammar/errors/modemError';
import { latin1, latin1Bytes } from '../../../../lib/grammar/latin1';
import { joinBytes } from '../../../../operators/joinBytes';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { virtually } from '../../../modem/virtually';

/** A modem that answers each command with the next of these: bytes, or a reason to fail. */
const answering = (...answers: readonly (string | ModemError)[]) => {
  const said: string[] = [];
  const send = (command: { readonly text: string }): Observable<unknown> => {
    const answer = answers[said.length] ?? '';
    said.push(command.text);
    if (answer instanceof ModemError) return throwError(() => answer);
    return of({
      command,
      value: { bytes: 60 },
      values: [],
      lines: [],
      payload: [latin1Bytes(answer)],
      result: 'OK',
    });
  };
  return { said, talk: { send, urcs: of(), note: () => undefined } as unknown as CommandChannel };
};

const readOf = (channel: CommandChannel): { readonly got: string | undefined; readonly error: unknown } => {
  let got: string | undefined;
  let error: unknown;
  virtually(() =>
    sim800Files.read(channel, 'C:\\a', 0, 60).subscribe({
      next: (slices) => (got = latin1(joinBytes(slices))),
      error: (failure: unknown) => (error = failure),
    }),
  );
  return { got, error };
};

const corrupt = new ModemError({ kind: 'corrupt', command: 'AT+FSREAD', expectedBytes: 60 });
const late = new ModemError({ kind: 'timeout', phase: 'answer', waitedMs: 1 });
const refused = new ModemError({ kind: 'refused', command: 'AT+FSFLSIZE' });
const likeALine = 'VOICE CALL: END: 000017\r\n\r\nwhat the file begins with in truth is this';

describe('reading a file of a SIM800', () => {
  it('believes a window that begins like a line when it comes the same twice', () => {
    const { said, talk: channel } = answering(likeALine, likeALine.slice(0, 16));

    expect(readOf(channel).got).toBe(likeALine);
    expect(said).toEqual(['AT+FSREAD=C:\\a,0,60,0', 'AT+FSREAD=C:\\a,0,16,0']);
  });

  it('goes on with a single byte where it does not: somebody’s line took the place of data', () => {
    const { said, talk: channel } = answering(likeALine, 'what the file be', '60', 'w');

    expect(readOf(channel).got).toBe('w');
    expect(said.slice(2)).toEqual(['AT+FSFLSIZE=C:\\a', 'AT+FSREAD=C:\\a,0,1,0']);
  });

  it.each([
    ['lost bytes', corrupt],
    ['silence', late],
  ])('goes on with a single byte after %s', (_, failure) => {
    const { talk: channel } = answering(failure, '60', 'w');

    expect(readOf(channel).got).toBe('w');
  });

  it('fails as the size does where the file is gone', () => {
    expect(readOf(answering(late, refused).talk).error).toBe(refused);
  });

  it('tries a single byte three times', () => {
    const { said, talk: channel } = answering(corrupt, '60', corrupt, corrupt, corrupt, 'w');

    expect(readOf(channel).error).toBe(corrupt);
    expect(said).toHaveLength(5);
  });

  it('lets other failures pass', () => {
    const { said, talk: channel } = answering(refused);

    expect(readOf(channel).error).toBe(refused);
    expect(said).toHaveLength(1);
  });
});
