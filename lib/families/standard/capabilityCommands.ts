import { command } from '../../grammar/command';
import { unlisted } from '../../grammar/codecs/unlisted';
import { count, flag, integer } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { remainder, text } from '../../grammar/codecs/text';

/** What programs that meet a modem for the first time ask it: V.250 § 6.1, 27.007 § 5, § 7, § 8. */

const bare = (head: string, does: string, source: string, shown: string) =>
  command(head, {
    does,
    source,
    answers: { text: remainder },
    answerHeader: '',
    timeoutMs: 9_000,
    example: `\n    > AT${head}\n    < ${shown}\n    < OK`,
  });

export const manufacturerV250 = bare('+GMI', 'Reads the manufacturer.', 'V.250 § 6.1.4', 'SIMCOM_Ltd');
export const modelV250 = bare('+GMM', 'Reads the model.', 'V.250 § 6.1.5', 'SIMCOM_SIM800L');
export const revisionV250 = bare('+GMR', 'Reads the revision.', 'V.250 § 6.1.6', 'Revision:1418B05SIM800L24');
export const serialNumberV250 = bare('+GSN', 'Reads the IMEI.', 'V.250 § 6.1.7', '867564050638581');
export const settingsShown = bare('&V', 'Shows the settings.', 'A76XX AT manual V1.09 page 56', '+CMEE: 2');
export const commandsKnown = bare(
  '+CLAC',
  'Lists the commands that the modem knows.',
  '27.007 § 8.37',
  'AT+CSQ',
);

export const activity = command('+CPAS', {
  does: 'Reads what the modem is doing: 0 nothing, 3 it rings, 4 a call.',
  source: '27.007 § 8.1',
  answers: { status: unlisted(integer) },
  timeoutMs: 9_000,
  example: `
    > AT+CPAS
    < +CPAS: 0
    < OK`,
});

export const operatorChoose = command('+COPS=', {
  does: 'Chooses an operator (0 by itself, 1 this one, 2 none), or with 3 how AT+COPS? names it: 0 long, 1 short, 2 digits.',
  source: '27.007 § 7.3; SIM800 AT manual V1.09 pages 80–81; A76XX AT manual V1.09 pages 86–87',
  takes: {
    mode: integer,
    format: optional(integer),
    name: optional(text),
    technology: optional(integer),
  },
  timeoutMs: 120_000,
  example: `
    > AT+COPS=3,2
    < OK`,
});

export const lock = command('+CLCK=', {
  does: 'Locks (1), unlocks (0) or asks about (2) a facility: SC the SIM, PN the network.',
  source: '27.007 § 7.4',
  takes: { facility: text, mode: integer, password: optional(text) },
  secret: () => ['password'],
  answers: { on: unlisted(integer) },
  mayBeEmpty: true,
  timeoutMs: 15_000,
  example: `
    > AT+CLCK="SC",2
    < +CLCK: 0
    < OK`,
});

export const simAccess = command('+CRSM=', {
  does: 'Reads a file of the SIM (176), by number; 144,0 says that it is there.',
  source: '27.007 § 8.18',
  takes: {
    command: integer,
    file: optional(integer),
    first: optional(integer),
    second: optional(integer),
    length: optional(count),
  },
  answers: { status: integer, detail: integer, response: optional(text) },
  timeoutMs: 9_000,
  example: `
    > AT+CRSM=176,12258,0,0,10
    < +CRSM: 144,0,"98681021580121436587"
    < OK`,
});

export const systemModeReports = command('+CNSMOD=', {
  does: 'Turns reports of the kind of network on or off.',
  source: 'A76XX AT manual V1.09 page 101',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CNSMOD=1
    < OK`,
});

export const systemMode = command('+CNSMOD?', {
  does: 'Reads the kind of network: 0 none, 1 GSM, 2 GPRS, 3 EDGE, 4 WCDMA, 5 to 7 HSPA, 8 LTE.',
  source: 'A76XX AT manual V1.09 page 101',
  answers: { reports: unlisted(flag), status: unlisted(integer) },
  timeoutMs: 9_000,
  example: `
    > AT+CNSMOD?
    < +CNSMOD: 0,8
    < OK`,
});
