import { map, merge, mergeMap, type Observable, of, take, timer } from 'rxjs';
import { optionally } from '../../../dialects/steps/optionally';
import type { Command } from '../../../grammar/command';
import type { UrcDefinition } from '../../../grammar/urc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Recalled } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';
import * as ftp from './quectelFtpCommands';

/** The values of a result: the code 0 and a number, or a code and the server's reply. */
interface Said {
  readonly code: number;
  readonly value?: number | undefined;
}

/** Asks the modem about a result of FTP that does not come. */
export type FtpRecall = (channel: CommandChannel) => Observable<Recalled<Said>>;

/** How long the answer to a question may take behind its `OK`. */
const ANSWER_MS = 4_000;
const BUSY = 603;
const [OPENING, IDLE, TRANSFERRING, CLOSING, CLOSED] = [0, 1, 2, 3, 4];

/** Asks a question whose answer comes in front of `OK` or behind it; emits `busy` if the modem refuses because the session is at work. */
const asked = <V>(
  channel: CommandChannel,
  question: Command,
  answer: UrcDefinition<V>,
): Observable<V | 'busy' | undefined> => {
  const silence = optionally(channel, question, ({ reason }) =>
    reason.kind === 'cme' && reason.code === BUSY ? ('busy' as const) : undefined,
  ).pipe(
    mergeMap((got) => (typeof got === 'object' ? timer(ANSWER_MS).pipe(map(() => undefined)) : of(got))),
  );
  return merge(channel.urcs.pipe(ofUrc(answer)), silence).pipe(take(1));
};

/** Asks for the state of the session, and emits what that state means for the awaited result. */
const recallBy =
  (meanings: Readonly<Record<number, Recalled<Said>>>): FtpRecall =>
  (channel) =>
    asked(channel, ftp.quectelFtpState(), ftp.quectelFtpStateIs).pipe(
      map((said) => {
        if (said === 'busy') return 'running';
        if (said?.code !== 0 || said.value === undefined) return 'unknown';
        return meanings[said.value] ?? 'unknown';
      }),
    );

const DONE: Recalled<Said> = { values: { code: 0, value: 0 } };
const AT_WORK = { [OPENING]: 'running', [TRANSFERRING]: 'running', [CLOSING]: 'running' } as const;

/**
 * A login whose result does not come: an idle session is logged in.
 *
 *     > AT+QFTPOPEN="h",21   < OK   …   > AT+QFTPSTAT   < OK   < +QFTPSTAT: 0,1      ⇒ logged in
 */
const login = recallBy({ ...AT_WORK, [IDLE]: DONE, [CLOSED]: 'over' });

/** The end of a session whose result does not come. */
const close = recallBy({ ...AT_WORK, [IDLE]: 'over', [CLOSED]: DONE });

/**
 * A command in the session. The server answers commands in order: once it has told the directory, the command before is over, with
 * an unknown result. `QFTPSTAT` does not show that: it may call a session idle that waits for a reply.
 *
 *     > AT+QFTPDEL="/a"   < OK   …   > AT+QFTPPWD   < +CME ERROR: 603          ⇒ running
 *                                    > AT+QFTPPWD   < OK   < +QFTPPWD: 0,/     ⇒ over
 *
 * Source: BG96 FTP(S) AT Commands Manual V1.0 pages 13–32; 603 while the session is at work observed on an EG800K.
 */
const work: FtpRecall = (channel) =>
  asked(channel, ftp.quectelFtpDirectory(), ftp.quectelFtpDirectoryIs).pipe(
    map((said) => {
      if (said === 'busy') return 'running';
      return said === undefined ? 'unknown' : 'over';
    }),
  );

/**
 * A download of `expectedBytes`. If it is over, the length of the last transfer is the value of the lost result.
 *
 *     > AT+QFTPPWD   < OK   < +QFTPPWD: 0,/   > AT+QFTPLEN   < OK   < +QFTPLEN: 0,500      ⇒ 500
 */
const download =
  (expectedBytes: number | undefined): FtpRecall =>
  (channel) =>
    work(channel).pipe(
      mergeMap((answer): Observable<Recalled<Said>> => {
        if (answer !== 'over' || expectedBytes === undefined) return of(answer);
        return asked(channel, ftp.quectelFtpTransferred(), ftp.quectelFtpTransferredIs).pipe(
          map((said) =>
            typeof said === 'object' && said.code === 0 && said.value === expectedBytes
              ? { values: said }
              : answer,
          ),
        );
      }),
    );

/** The questions about FTP results that do not come. */
export const quectelFtpRecall = Object.freeze({ login, close, work, download });
