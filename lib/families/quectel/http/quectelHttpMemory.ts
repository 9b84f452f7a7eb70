import type { Observable } from 'rxjs';
import { perTurn } from '../../../dialects/steps/perTurn';
import type { Command } from '../../../grammar/command';
import type { HttpHead } from '../../../grammar/errors/httpHead';

/** A response that lies in a file: its handle, and how many bytes of its head stand in front of the body. */
export interface StagedResponse {
  readonly handle: number;
  readonly headBytes: number;
}

/** What is remembered of one try of a request. */
interface HttpMemory {
  /** Where its files lie: in the memory where the modem has it as a drive, so that the flash is not worn out. */
  drive: '' | 'RAM:';
  /** The request was sent, and its result has not come. */
  isRunning: boolean;
  /** The file of the request's body is there, or may be. */
  hasBody: boolean;
  /** The file of the response is there, or may be. */
  hasResponse: boolean;
  /** The handle of its file, when the modem has opened it. */
  handle: Observable<number> | undefined;
  response: StagedResponse | undefined;
  /** The settings as they were, and the commands that changed them, by key. */
  settings: { readonly before: ReadonlyMap<string, string>; readonly now: Map<string, Command> } | undefined;
  /** The length of the body, where the server states it. */
  stated: number | undefined;
  /** The head of a response that was stored to find out about a lost result. */
  recalled: HttpHead | undefined;
  /** Where the open file is read next, as far as that is known. */
  at: number | undefined;
}

/** The memory of a turn on the HTTP service. */
export const quectelHttpMemory = perTurn((): HttpMemory => ({
  drive: '',
  isRunning: false,
  hasBody: false,
  hasResponse: false,
  handle: undefined,
  response: undefined,
  settings: undefined,
  stated: undefined,
  recalled: undefined,
  at: undefined,
}));

/** The files of a request on the modem. */
export const responseFile = ({ drive }: Pick<HttpMemory, 'drive'>): string => `${drive}rxmodem.response`;
export const bodyFile = ({ drive }: Pick<HttpMemory, 'drive'>): string => `${drive}rxmodem.body`;
