import { faults } from '../lib/emulator';
import { mergeMap, of, switchMap, take } from 'rxjs';
import {
  a7600,
  openModem,
  detectProfile,
  profileOf,
  quectel,
  sim7600,
  sim800,
  type Profile,
  type Transport,
} from '../lib';
import { profileMatch } from '../lib/families/profileOf';
import { scripted } from '../lib/testing';
import { desk } from './modem/desk';
import { virtually } from './modem/virtually';
import { watch } from './modem/watch';

describe('profileOf', () => {
  it.each<readonly [string, Profile | undefined]>([
    ['SIMCOM_SIM800L', sim800],
    ['SIM800 R14.18', sim800],
    ['SIMCOM_SIM7600E-H', sim7600],
    ['SIM7500E', sim7600],
    ['A7670E-FASE', a7600],
    ['A7608SA-H', a7600],
    ...['SIMCOM_SIM900', 'SIM900A', 'SIMCOM_SIM808', 'SIM868', 'SIM800C-DS', 'sim800f'].map(
      (name) => [name, sim800] as const,
    ),
    ...['SIM7670G-MNGV', 'SIM7672', 'SIM7672E', 'A7672E-LASE', 'A7677S', 'a7670sa'].map(
      (name) => [name, a7600] as const,
    ),
    ...['SIMCOM_SIM7600G-H', 'SIM7600CE', 'SIM7500A', 'SIM7602E'].map((name) => [name, sim7600] as const),
    ['SIMCOM_SIM5320E', sim7600],
    ['SIMCOM_NEW', sim800],
    ...['EC25', 'EC21', 'EG25', 'EG91', 'EG95', 'BG95', 'BG96', 'EC200U', 'BG770A-GL'].map(
      (name) => [name, quectel] as const,
    ),
    ['Quectel_M95', undefined],
    ...[
      'SIM 800L',
      'SIM-800L',
      'SIM_800L',
      'SIMCOM SIM800L',
      'SIMCOM-SIM_800L',
      'SIM800_R14',
      'SIMCOM 800L',
    ].map((name) => [name, sim800] as const),
    ...['A 7670E', 'A-7670E', 'A_7670E', 'SIMCOM_A7670E', 'SIM 7670G', 'SIM-7672'].map(
      (name) => [name, a7600] as const,
    ),
    ...['SIM 7600E', 'SIM-7600E-H', 'SIMCOM SIM 7600G', 'SIM_7500A', 'SIMCOM 7600E'].map(
      (name) => [name, sim7600] as const,
    ),
    ...['EC 25', 'EC-25', 'EC_25', 'Quectel_EC25', 'Quectel EG-25-G', 'QuectelBG96', 'BG 770A'].map(
      (name) => [name, quectel] as const,
    ),
    ['', undefined],
  ])('finds the profile of %s', (model, profile) => {
    expect(profileOf(model)).toBe(profile);
  });
});

describe('profileMatch', () => {
  it.each([
    ['SIMCOM_SIM808', false],
    ['SIM7672', false],
    ['SIM7602E', true],
    ['A7902E', true],
    ['EG25', false],
    ['SIM 800L', false],
    ['SIM-7600E', false],
    ['A-7670E', false],
    ['Quectel_EC-25', false],
    ['EC200U', true],
  ])('tells of %s whether its profile is only the nearest: %s', (model, isNearest) => {
    expect(profileMatch(model)?.isNearest).toBe(isNearest);
  });
});

describe('detectProfile', () => {
  it.each([
    [['GPS Ready', 'SIMCOM_SIM808'], sim800],
    [['SIMCOM_SIM808', 'GPS Ready'], sim800],
    [['+CGMM: "SIM7672"'], a7600],
    [['Model: SIMCOM_SIM7600E'], sim7600],
    [['EC25', 'GPS Ready'], quectel],
    [['SIM-800 L', 'GPS Ready 2'], sim800],
    [['A 7670E', 'GPS Ready 2'], a7600],
    [['EC 25', 'GPS Ready 2'], quectel],
  ])('finds the model among %j', (lines, profile) => {
    const transport: Transport = scripted(
      [
        '> AT',
        '< OK',
        '> ATE0',
        '< OK',
        '> AT+CMEE=1',
        '< OK',
        '> AT+CGMM',
        ...lines.map((line) => `< ${line}`),
        '< OK',
      ].join('\n'),
    );

    expect(virtually(() => watch(detectProfile(transport)))).toMatchObject({
      values: [profile],
      end: 'completed',
    });
  });

  it.each([sim800, a7600, sim7600])('finds the profile of a $title', (profile) => {
    const { virtual, heard } = desk(profile, 'page');
    const found = virtually(() => watch(detectProfile(virtual.transport)));

    expect(found).toMatchObject({ values: [profile], end: 'completed' });
    expect(heard.at(-1)).toBe('AT+CGMM');
  });

  const detecting = (model: string, ...revision: readonly string[]) => {
    const asked = revision.length > 0;
    const transport: Transport = scripted(
      [
        ...['> AT', '< OK', '> ATE0', '< OK', '> AT+CMEE=1', '< OK', '> AT+CGMM', `< ${model}`, '< OK'],
        ...(asked ? ['> AT+CGMR', ...revision, '< OK'] : []),
      ].join('\n'),
    );
    const notes: string[] = [];
    const trace = ({ sign, text }: { readonly sign: string; readonly text: string }): void => {
      if (sign === '#') notes.push(text);
    };
    const seen = virtually(() => watch(detectProfile(transport, { firmware: asked, trace })));
    return { seen, notes, profile: seen.values[0] };
  };

  it('gives a profile the limits of firmware that is known, and says so', () => {
    const { profile, notes } = detecting('A7608SA-H');

    expect(profile?.name).toBe('a7600');
    expect(profile?.http).toMatchObject({ maxWindowBytes: 4_096, tooLarge: { partBytes: 49_152 } });
    expect(profile?.http?.store).toBeUndefined();
    expect(a7600.http?.store).toBeDefined();
    expect(notes).toEqual([expect.stringMatching(/^firmware A7608SA-H: it keeps about 57 KB/)]);
  });

  it('finds the limits of firmware however its model is spelled', () => {
    const { profile } = detecting('A-7608SA-H');

    expect(profile?.http).toMatchObject({ maxWindowBytes: 4_096 });
  });

  it('asks for the revision where it is told to: firmware without certificates', () => {
    const { profile, notes } = detecting('SIMCOM_SIM800L', '< Revision:1418B05SIM800L24');

    expect(profile).toMatchObject({ name: 'sim800', http: sim800.http });
    expect(profile).not.toHaveProperty('certificates');
    expect(notes).toEqual([expect.stringMatching(/^firmware 1418B05SIM800L24: it may refuse AT\+HTTPSSL/)]);
    expect(detecting('SIMCOM_SIM800C', '< Revision:1418B08SIM800C24').notes).toEqual([]);
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
      < Quectel_M95
      < OK`);
    const found = virtually(() => watch(detectProfile(transport)));

    expect(found).toMatchObject({
      values: [],
      end: 'unsupported',
      reason: { family: 'Quectel_M95', feature: 'profile in this library' },
    });
  });

  it('fails as `connect` does where no modem answers', () => {
    const { virtual } = desk(sim800, 'page', { faults: [faults.silent()] });

    expect(virtually(() => watch(detectProfile(virtual.transport, { bringUpMs: 3_000 })))).toMatchObject({
      end: 'timeout bring-up',
    });
  });
});
