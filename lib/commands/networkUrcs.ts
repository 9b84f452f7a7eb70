import { integer } from '../grammar/integer';
import { optional } from '../grammar/optional';
import { quoted } from '../grammar/quoted';
import { remainder } from '../grammar/remainder';
import { urc } from '../grammar/urc';

/** What the modem says on its own about SIM, signal, registration and time. */

export const simChanged = urc('+CPIN', {
  tells: 'Tells that the SIM became ready, was removed, or waits for a PIN.',
  source: 'SIM800 AT manual V1.09 pages 350–354; A76XX AT manual V1.09',
  gives: { state: remainder },
  example: '+CPIN: READY',
});

export const functionality = urc('+CFUN', {
  tells: 'Tells the level of functionality after start-up.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  gives: { level: integer },
  example: '+CFUN: 1',
});

const registration = {
  status: integer,
  area: optional(quoted),
  cell: optional(quoted),
  technology: optional(integer),
};

export const circuitRegistrationChanged = urc('+CREG', {
  tells: 'Tells that the registration for calls and SMS changed: one field less than the answer to AT+CREG?.',
  source: '27.007 § 7.2',
  gives: registration,
  example: '+CREG: 1,"28B4","9DC1"',
});

export const packetRegistrationChanged = urc('+CGREG', {
  tells: 'Tells that the registration for GPRS changed.',
  source: '27.007 § 10.1.20',
  gives: registration,
  example: '+CGREG: 5',
});

export const lteRegistrationChanged = urc('+CEREG', {
  tells: 'Tells that the registration for LTE changed.',
  source: '27.007 § 10.1.22',
  gives: registration,
  example: '+CEREG: 1',
});

export const signalChanged = urc('+CSQN', {
  tells: 'Tells the signal, where AT+EXUNSOL="SQ",1 asked for it.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  gives: { rssi: integer, ber: integer },
  example: '+CSQN: 20,0',
});

export const signalReported = urc('+CSQ', {
  tells: 'Tells the signal, where AT+AUTOCSQ asked for it.',
  source: 'A76XX AT manual V1.09 page 70',
  gives: { rssi: integer, ber: integer },
  example: '+CSQ: 23,0',
});

export const packetEvent = urc('+CGEV', {
  tells: 'Tells that a PDP context was activated, changed or lost.',
  source: '27.007 § 10.1.19; A76XX AT manual V1.09 page 142',
  gives: { event: remainder },
  example: '+CGEV: ME PDN ACT 8,1',
});

export const networkTime = urc('*PSUTTZ', {
  tells: 'Tells the network’s time (UTC) and zone, where AT+CLTS=1 asked for it.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  gives: { time: remainder },
  example: '*PSUTTZ: 2022,9,14,4,55,19,"+28",0',
});

export const networkName = urc('*PSNWID', {
  tells: 'Tells the network’s codes and names.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  gives: { network: remainder },
  example: '*PSNWID: "460","00","CMCC",0,"CMCC",0',
});

export const timeZone = urc('+CTZV', {
  tells: 'Tells the time zone.',
  source: 'SIM800 AT manual V1.09 pages 350–354; A76XX AT manual V1.09 page 104',
  gives: { zone: remainder },
  example: '+CTZV: +28,0',
});

export const daylightSaving = urc('DST', {
  tells: 'Tells daylight saving time.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  gives: { hours: integer },
  example: 'DST: 0',
});

export const indicator = urc('+CIEV', {
  tells: 'Tells that an indicator changed.',
  source: '27.007 § 8.10',
  gives: { indicator: remainder },
  example: '+CIEV: 10,"45202","VinaPhone","", 0, 0',
});
