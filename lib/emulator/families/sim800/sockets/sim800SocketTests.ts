import { sim800SwitchTests } from './sim800SocketSettings';

/** Answers to `=?` of the IP stack's commands: SIM800 AT manual V1.09 pages 221–248. */
export const sim800SocketTests: Readonly<Record<string, readonly string[]>> = {
  '+CSTT': ['+CSTT: "APN","USER","PWD"'],
  '+CIPMUX': ['+CIPMUX: (0,1)'],
  '+CIPSTART': [
    '+CIPSTART: (0-5),("TCP","UDP"),("(0-255).(0-255).(0-255).(0-255)"),(1-65535)',
    '+CIPSTART: (0-5),("TCP","UDP"),("DOMAIN NAME"),(1-65535)',
  ],
  '+CIPSEND': ['+CIPSEND: (0-5),<length>'],
  '+CIPCLOSE': ['+CIPCLOSE: (0-5),(0,1)'],
  '+CIPSERVER': ['+CIPSERVER: (0-CLOSE SERVER, 1-OPEN SERVER),(1-65535)'],
  ...sim800SwitchTests,
};
