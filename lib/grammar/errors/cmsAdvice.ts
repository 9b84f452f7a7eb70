const GROUPS: readonly (readonly [codes: readonly number[], advice: string])[] = [
  [[1, 3, 28, 30, 88, 91, 195], 'check the number that the message goes to'],
  [
    [8, 10, 29, 50, 55, 57, 63, 65, 68, 69, 70, 79, 87, 193, 196, 529],
    'ask the operator whether the SIM may send such messages',
  ],
  [[22], 'ask the receiver to free memory, and check the number'],
  [[16, 17, 18, 19, 21, 26, 27], 'try again later, since the other phone can not take the message now'],
  [
    [6, 25, 32, 34, 38, 41, 42, 43, 44, 47, 49, 58, 102, 192, 194, 224, 225, 226, 332, 525, 528, 530],
    'try again in a minute, since the network or its service centre is busy',
  ],
  [[331, 522], 'check antenna, signal and registration'],
  [
    [
      81, 95, 96, 97, 98, 99, 100, 101, 111, 127, 128, 129, 130, 143, 159, 160, 161, 175, 176, 198, 199, 304,
      514, 519, 523, 524,
    ],
    'check the PDU of the message, field by field',
  ],
  [[144], 'send the text in another alphabet'],
  [[145], 'send the message in another class'],
  [[197], 'do not send it again, since the service centre has this message already'],
  [[208, 211, 322, 531], 'delete messages that are no longer needed with AT+CMGD'],
  [[209, 320, 518], 'store messages elsewhere with AT+CPMS, or try another SIM'],
  [[210, 300, 512, 515, 526, 527], 'try again, then restart the modem'],
  [[212, 301, 314, 521, 532], 'wait a few seconds until SIM and messages are ready, and try again'],
  [[213], 'try another SIM'],
  [[302], 'the state of the modem does not allow it now, so check SIM, registration and AT+CMGF'],
  [[303, 516, 517], 'check that the profile fits the modem, and that its firmware has the command'],
  [[305, 323, 324, 325], 'check the parameters of text mode (AT+CSMP, AT+CSDH), and that AT+CMGF=1 is set'],
  [[310], 'insert a SIM with the power off, and check its holder'],
  [[311], 'enter the PIN, for example with ready(modem, { pin })'],
  [[312], 'the modem is locked to one SIM, so use that SIM or get the unlock code from its seller'],
  [[313, 315], 'check the contacts of the SIM, and try it in a phone'],
  [
    [316],
    'enter the PUK that the operator gave with a new PIN, and do not guess: ten wrong ones end the SIM',
  ],
  [[317], 'enter the PIN2 of the SIM'],
  [[318], 'enter the PUK2 that the operator gave'],
  [[321], 'list the messages, then use an index of the list'],
  [[330], 'set the number of the service centre with AT+CSCA'],
  [[340], 'acknowledge only messages that came directly, as AT+CNMI says'],
  [[341, 342, 513, 520], 'shorten the message, or send it in parts'],
];

const ADVICE: ReadonlyMap<number, string> = new Map(
  GROUPS.flatMap(([codes, advice]) => codes.map((code) => [code, advice] as const)),
);

/** What to do about a `+CMS ERROR`; a code that no manual lists gets the order in which to look. */
export const cmsAdvice = (code: number | undefined): string =>
  (code === undefined ? undefined : ADVICE.get(code)) ?? 'check SIM, service centre and message';
