import { faults } from '../lib/emulator';
import { mergeMap, of, switchMap, take } from 'rxjs';
import { a7600, openModem, detectProfile, profileOf, sim7600, sim800, type Transport } from '../lib';
import { scripted } from '../lib/testing';
import { desk } from './modem/desk';
import { virtually } from './modem/virtually';
import { watch } from './modem/watch';

describe('profileOf', () => {
  it.each([
    ['SIMCOM_SIM800L', sim800],
    ['SIM800 R14.18', sim800],
    ['SIMCOM_SIM7600E-H', sim7600],
    ['SIM7500E', sim7600],
    ['A7670E-FASE', a7600],
    ['A7608SA-H', a7600],
    ['SIM900', undefined],
    ['', undefined],
  ])('finds the profile of %s', (model, profile) => {
    expect(profileOf(model)).toBe(profile);
  });
});

describe('detectProfile', () => {
  it.each([sim800, a7600, sim7600])('finds the profile of a $title', (profile) => {
    const { virtual, heard } = desk(profile, 'page');
    const found = virtually(() => watch(detectProfile(virtual.transport)));

    expect(found).toMatchObject({ values: [profile], end: 'completed' });
    expect(heard.at(-1)).toBe('AT+CGMM');
  });

  it('leaves the port free for the connection that follows', () => {
    const { virtual } = desk(a7600, 'page');
    const connected = virtually(() =>
      watch(
        detectProfile(virtual.transport).pipe(
          switchMap((profile) => openModem(virtual.transport, profile)),
          take(1),
          mergeMap((modem) => of(modem.profile.name)),
        ),
      ),
    );

    expect(connected).toMatchObject({ values: ['a7600'], end: 'completed' });
  });

  it('fails with `unsupported` where no profile fits, and names the model', () => {
    const transport: Transport = scripted(`
      > AT
      < OK
      > ATE0
      < OK
      > AT+CMEE=1
      < OK
      > AT+CGMM
      < SIMCOM_SIM900
      < OK`);
    const found = virtually(() => watch(detectProfile(transport)));

    expect(found).toMatchObject({
      values: [],
      end: 'unsupported',
      reason: { family: 'SIMCOM_SIM900', feature: 'profile in this library' },
    });
  });

  it('fails as `connect` does where no modem answers', () => {
    const { virtual } = desk(sim800, 'page', { faults: [faults.silent()] });

    expect(virtually(() => watch(detectProfile(virtual.transport, { bringUpMs: 3_000 })))).toMatchObject({
      end: 'timeout bring-up',
    });
  });
});
