type Group = readonly [codes: readonly number[], advice: string];

/** Codes about the SIM and its secrets. */
const SIM: readonly Group[] = [
  [[5, 6, 7], 'the modem is locked to one SIM, so use that SIM or get the unlock code from its seller'],
  [[10], 'insert a SIM with the power off, and check its holder'],
  [[11], 'enter the PIN, for example with ready(modem, { pin })'],
  [[12], 'enter the PUK that the operator gave with a new PIN, and do not guess: ten wrong ones end the SIM'],
  [[13, 15, 754, 755, 773], 'check the contacts of the SIM, and try it in a phone'],
  [[14], 'wait a few seconds until the SIM is ready, and try again'],
  [[16], 'check the PIN or password, and do not guess: three wrong PINs block the SIM'],
  [[17], 'enter the PIN2 of the SIM'],
  [[18], 'enter the PUK2 that the operator gave'],
  [[772, 797], 'turn the radio on with AT+CFUN=1'],
];

/** Codes about the network, the contract and the connection. */
const NETWORK: readonly Group[] = [
  [[30], 'check antenna, signal and registration'],
  [[31], 'try again, and check the signal'],
  [[32], 'ask the operator whether the SIM is active and may be used here'],
  [
    [40, 41, 42, 43, 44, 45, 46, 47],
    'the modem is locked to a network, so use a SIM of it or get the unlock code from its seller',
  ],
  [[103, 770], 'the network rejects this SIM, so ask the operator whether it is active'],
  [[106], 'the network rejects this modem, so ask the operator whether its IMEI is blocked'],
  [[107, 132, 133], 'ask the operator whether the contract includes data, and check the APN'],
  [[111, 112, 113], 'ask the operator whether the SIM may roam here, or choose another network'],
  [[134], 'try again later, since the network says that this passes'],
  [[148], 'check signal, registration and APN, then try again'],
  [[149], 'check the APN, its user and its password'],
  [[150], 'choose a mobile class that the modem has'],
  [[160], 'check the host name, then the bearer and its DNS servers'],
  [[161, 177, 180], 'check registration and bearer'],
];

/** Codes about the command and its parameters. */
const COMMAND: readonly Group[] = [
  [
    [3],
    'the state of the modem does not allow it now, so check SIM, registration and what else is under way',
  ],
  [[4, 601, 607, 614, 766], 'check that the profile fits the modem, and that its firmware has the command'],
  [[21, 22, 176, 188], 'list what is stored, then use an index or a name of the list'],
  [[24, 26, 608], 'shorten the text, the number or the line'],
  [[25, 27], 'leave out the characters that the modem does not accept'],
  [
    [50, 602, 603, 753, 756, 757, 758, 759, 765, 791, 792, 793, 794, 795, 796],
    'check the parameters against the AT manual of the module, and that the profile fits the modem',
  ],
  [[610], 'there is no call to end, so nothing is left to do'],
  [[600], 'report it with a recording, since this code means success'],
];

/** Codes about the modem's own resources. */
const MODEM: readonly Group[] = [
  [[0, 1, 2], 'try again, then restart the modem'],
  [[20, 175, 182, 192], 'delete what is no longer needed from the memory'],
  [[23], 'restart the modem, and replace it if its memory fails again'],
  [[99], 'end other sessions and connections, then try again'],
  [[100, 604, 767], 'try again, then restart the modem'],
  [[151, 173], 'try again, since the modem did not finish in its own time'],
  [[171, 181, 605, 606, 769, 771], 'wait until what is under way has ended, and try again'],
  [[609], 'send the command again, since it was interrupted by another one'],
  [[768], 'the multiplexer is on already, so use it or end it first'],
  [[611, 612, 613], 'check the SIM that is used over Bluetooth'],
  [[174, 178, 179, 183, 184, 185, 186, 187, 189, 190, 191, 193], 'check the MMS settings and the message'],
  [[172], 'make the message smaller'],
];

const ADVICE: ReadonlyMap<number, string> = new Map(
  [...SIM, ...NETWORK, ...COMMAND, ...MODEM].flatMap(([codes, advice]) =>
    codes.map((code) => [code, advice] as const),
  ),
);

/** What to do about a `+CME ERROR`; a code that no manual lists gets the order in which to look. */
export const cmeAdvice = (code: number | undefined): string =>
  (code === undefined ? undefined : ADVICE.get(code)) ?? 'check SIM, PIN and registration first';
