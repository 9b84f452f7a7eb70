/** An entry of a phonebook. */
export interface PhonebookEntry {
  readonly number: string;
  readonly type: number;
  readonly name: string;
}

/** Phonebooks by name, their entries by place: `SM` of the SIM, `ME` of the modem, `ON` one’s own numbers. */
export type Phonebooks = ReadonlyMap<string, Map<number, PhonebookEntry>>;

/** Phonebooks of a new SIM: it knows its own number. */
export const freshPhonebooks = (): Phonebooks =>
  new Map([
    ['SM', new Map()],
    ['ME', new Map()],
    ['ON', new Map([[1, { number: '+8613900000000', type: 145, name: '' }]])],
  ]);
