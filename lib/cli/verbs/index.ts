import type { Verb } from '../options/verb';
import { call } from './calls/call';
import { calls } from './calls/calls';
import { clock } from './clock';
import { dashboard } from './dashboard';
import { deleteVerb } from './deleteVerb';
import { doctor } from './doctor';
import { emulate } from './emulate';
import { certsLs } from './files/certsLs';
import { certsPut } from './files/certsPut';
import { certsRm } from './files/certsRm';
import { filesDf } from './files/filesDf';
import { filesGet } from './files/filesGet';
import { filesLs } from './files/filesLs';
import { filesPut } from './files/filesPut';
import { filesRm } from './files/filesRm';
import { ftpGet } from './ftp/ftpGet';
import { ftpLs } from './ftp/ftpLs';
import { ftpMkdir } from './ftp/ftpMkdir';
import { ftpPut } from './ftp/ftpPut';
import { ftpRm } from './ftp/ftpRm';
import { ftpRmdir } from './ftp/ftpRmdir';
import { ftpSize } from './ftp/ftpSize';
import { gateway } from './gateway';
import { get } from './get';
import { gnss } from './gnss';
import { head } from './head';
import { info } from './info';
import { monitor } from './monitor';
import { mux } from './mux';
import { phonebookDelete } from './phonebook/phonebookDelete';
import { phonebookFind } from './phonebook/phonebookFind';
import { phonebookList } from './phonebook/phonebookList';
import { phonebookSet } from './phonebook/phonebookSet';
import { ping } from './ping';
import { post } from './post';
import { proxy } from './proxy';
import { put } from './put';
import { replay } from './replay';
import { resolve } from './resolve';
import { send } from './send';
import { smsDelete } from './sms/smsDelete';
import { smsFit } from './sms/smsFit';
import { smsList } from './sms/smsList';
import { smsRead } from './sms/smsRead';
import { smsSend } from './sms/smsSend';
import { smsWatch } from './sms/smsWatch';
import { ussd } from './ussd';
import { tcp } from './tcp';

/** The verbs in the groups and the order of help. A new verb is one file and one line here. */
export const verbs: readonly (readonly [group: string, members: readonly Verb[]])[] = [
  ['HTTP:', [get, head, post, put, deleteVerb]],
  ['FTP:', [ftpGet, ftpPut, ftpLs, ftpSize, ftpRm, ftpMkdir, ftpRmdir]],
  ['Messages:', [smsSend, smsList, smsRead, smsDelete, smsWatch, smsFit]],
  ['Calls and USSD:', [ussd, call, calls, phonebookList, phonebookFind, phonebookSet, phonebookDelete]],
  ['Sockets:', [tcp, proxy, resolve, ping]],
  ['Files on the modem:', [filesLs, filesGet, filesPut, filesRm, filesDf, certsLs, certsPut, certsRm]],
  ['Modem:', [doctor, info, clock, gnss, monitor, send, mux]],
  ['Fleet:', [gateway, dashboard]],
  ['Virtual modem:', [emulate, replay]],
];
