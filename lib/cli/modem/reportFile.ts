import {
  type Check,
  type DoctorEvent,
  maskIdentities,
  notMasked,
  printable,
  recorded,
  type Transport,
} from 'rxmodem';
import type { CliError } from '../errors/cliError';
import { fileWriter } from '../output/traceWriter';
import { version } from '../version';

/** The report of an examination: a recording without numbers and addresses, and the checks as remarks in it. */
export interface ReportFile {
  /** What crosses this transport goes into the report. */
  readonly through: (transport: Transport) => Transport;
  readonly note: (event: DoctorEvent) => void;
}

const checkLine = ({ name, ok, seen, advice }: Check): string =>
  `${ok ? 'ok' : '!!'} ${name}: ${seen}${advice === null ? '' : ` → ${advice}`}`;

const lineOf = (event: DoctorEvent): string => {
  switch (event.kind) {
    case 'check':
      return checkLine(event);
    case 'habit':
      return `not in the table of firmware: ${event.firmware}: ${event.does.join('; ')}`;
    case 'modem': {
      const { manufacturer, model, firmware, baud, profile } = event;
      return `modem: ${[manufacturer, model, firmware].join(' · ')}, ${baud} baud, profile ${String(profile)}`;
    }
  }
};

/**
 * Opens a report, for its owner only. `rxmodem replay` plays it. What is not masked stands at its head. Fails with `output` where
 * it can’t be opened; `failed` receives it where it can’t be written.
 */
export const reportFile = (file: string, failed: (error: CliError) => void): ReportFile => {
  const write = fileWriter(file, failed);
  const remark = (text: string): void => write(`# ${printable(text)}\n`);
  remark(`report of rxmodem doctor ${version()}, ${process.platform}, Node ${process.version}`);
  remark('masked: IMEI, IMSI, number of the SIM, phone numbers, IP addresses, users and passwords');
  remark('NOT masked; read it before you send it:');
  for (const what of notMasked) remark(`  - ${what}`);
  return {
    through: (transport) => recorded(transport, write, { identities: false }),
    note: (event) => remark(maskIdentities(lineOf(event))),
  };
};
