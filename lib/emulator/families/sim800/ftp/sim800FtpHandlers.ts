import * as ftp from '../../../../families/sim800/ftp/sim800FtpCommands';
import type { CommandFactory } from '../../../../grammar/command';
import type { Shape, Values } from '../../../../grammar/forms/shape';
import { answerLine } from '../../../core/utterance';
import { handle, type Handler } from '../../../core/handler';
import { ok, refused } from '../../../core/reply';
import { endRun } from './sim800FtpRun';
import { sim800FtpFileHandlers } from './sim800FtpFileHandlers';
import { sim800FtpGetHandlers } from './sim800FtpGetHandlers';
import { sim800FtpPutHandlers } from './sim800FtpPutHandlers';

/** The SIM800's FTP service: AT manual V1.09 chapter 12, IP note V1.05 §§ 3.10–3.26. */

const QUIT = 86;

/** A parameter: `=` sets it, `?` shows it, or what it is from the factory. */
const parameter = <T extends Shape, A extends Shape>(
  set: CommandFactory<T, Record<never, never>>,
  state: CommandFactory<Record<never, never>, A>,
  factory: Values<A>,
): readonly Handler[] => {
  const name = set.head.slice(0, -1);
  const [field] = Object.keys(set.takes) as [keyof Values<T>];
  return [
    handle(set, (values, modem) => {
      modem.state.ftpSim800.parameters.set(name, values[field]);
      return ok();
    }),
    handle(state, (_, modem) => {
      const value = modem.state.ftpSim800.parameters.get(name);
      return ok(answerLine(state, value === undefined ? factory : ({ [field]: value } as Values<A>)));
    }),
  ];
};

const parameters: readonly Handler[] = [
  ...parameter(ftp.ftpCid, ftp.ftpCidState, { cid: 1 }),
  ...parameter(ftp.ftpPort, ftp.ftpPortState, { port: 21 }),
  ...parameter(ftp.ftpMode, ftp.ftpModeState, { mode: 'active' }),
  ...parameter(ftp.ftpType, ftp.ftpTypeState, { type: 'binary' }),
  ...parameter(ftp.ftpPutOption, ftp.ftpPutOptionState, { how: 'replace' }),
  ...parameter(ftp.ftpRest, ftp.ftpRestState, { offset: 0 }),
  ...parameter(ftp.ftpServer, ftp.ftpServerState, { host: '' }),
  ...parameter(ftp.ftpUser, ftp.ftpUserState, { user: '' }),
  ...parameter(ftp.ftpPassword, ftp.ftpPasswordState, { password: '' }),
  ...parameter(ftp.ftpGetName, ftp.ftpGetNameState, { name: '' }),
  ...parameter(ftp.ftpGetPath, ftp.ftpGetPathState, { path: '' }),
  ...parameter(ftp.ftpPutName, ftp.ftpPutNameState, { name: '' }),
  ...parameter(ftp.ftpPutPath, ftp.ftpPutPathState, { path: '' }),
  ...parameter(ftp.ftpSsl, ftp.ftpSslState, { tls: 'none' }),
];

/** What FTPSCONT? shows, in the manual's order (page 276). */
const SHOWN = [
  ...[['server', '+FTPSERV'] as const, ['port', '+FTPPORT'] as const, ['user', '+FTPUN'] as const],
  ...[['password', '+FTPPW'] as const, ['cid', '+FTPCID'] as const, ['transfer', '+FTPMODE'] as const],
  ...[['type', '+FTPTYPE'] as const, ['putOption', '+FTPPUTOPT'] as const, ['rest', '+FTPREST'] as const],
  ...[['getName', '+FTPGETNAME'] as const, ['getPath', '+FTPGETPATH'] as const],
  ...[['putName', '+FTPPUTNAME'] as const, ['putPath', '+FTPPUTPATH'] as const],
];

/** FTPTIMEOUT, which only FTPSCONT? prints. */
const TIME_OUT_SECONDS = 75;

const CODES: Readonly<Record<string, string | number>> = {
  ...{ active: 0, passive: 1, ascii: 'A', binary: 'I' },
  ...{ append: 'APPE', unique: 'STOU', replace: 'STOR' },
};

/** A parameter as it is printed; a word of the tables as its code. */
const codeOf = (value: unknown): string | number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  return Object.hasOwn(CODES, value) ? CODES[value] : value;
};

const session: readonly Handler[] = [
  handle(ftp.ftpState, (_, { state: { ftpSim800 } }) =>
    ok(answerLine(ftp.ftpState, { state: ftpSim800.run ? 'running' : 'idle' })),
  ),
  handle(ftp.ftpQuit, (_, modem) => {
    const { run } = modem.state.ftpSim800;
    return run ? { ...ok(), later: () => endRun(modem, run, QUIT) } : refused();
  }),
  handle(ftp.ftpSave, (_, modem) => {
    modem.state.ftpSim800.parameters.set('+FTPSCONT', 0);
    modem.savedFtp.clear();
    for (const [name, value] of modem.state.ftpSim800.parameters) modem.savedFtp.set(name, value);
    return ok();
  }),
  handle(ftp.ftpSaved, (_, modem) => {
    const { parameters: known } = modem.state.ftpSim800;
    const row = (name: (typeof SHOWN)[number][0] | 'mode' | 'timeout', value: string | number = '') =>
      answerLine(ftp.ftpSaved, { name, value: String(value) });
    return ok(
      row('mode', known.has('+FTPSCONT') ? 0 : 1),
      ...SHOWN.map(([name, from]) => row(name, codeOf(known.get(from)))),
      row('timeout', TIME_OUT_SECONDS),
    );
  }),
];

export const sim800FtpHandlers: readonly Handler[] = [
  ...parameters,
  ...session,
  ...sim800FtpGetHandlers,
  ...sim800FtpPutHandlers,
  ...sim800FtpFileHandlers,
];
