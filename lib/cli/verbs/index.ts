import type { Verb } from '../verb';
import { deleteVerb } from './deleteVerb';
import { emulate } from './emulate';
import { ftpGet } from './ftpGet';
import { ftpLs } from './ftpLs';
import { ftpMkdir } from './ftpMkdir';
import { ftpPut } from './ftpPut';
import { ftpRm } from './ftpRm';
import { ftpRmdir } from './ftpRmdir';
import { ftpSize } from './ftpSize';
import { gateway } from './gateway';
import { get } from './get';
import { head } from './head';
import { info } from './info';
import { monitor } from './monitor';
import { post } from './post';
import { put } from './put';
import { replay } from './replay';
import { send } from './send';

/** The verbs, grouped and in the order in which help lists them. */
export const verbs: readonly (readonly [group: string, members: readonly Verb[]])[] = [
  ['HTTP:', [get, head, post, put, deleteVerb]],
  ['FTP:', [ftpGet, ftpPut, ftpLs, ftpSize, ftpRm, ftpMkdir, ftpRmdir]],
  ['Modem:', [info, monitor, send]],
  ['Fleet:', [gateway]],
  ['Virtual modem:', [emulate, replay]],
];
