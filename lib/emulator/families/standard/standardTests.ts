import type { FamilyFacts } from '../../core/family';

/** Answers to `=?` that 27.007, 27.005 and V.250 define, with the ranges that the emulator accepts. */
export const standardTests: FamilyFacts['tests'] = {
  '+CGACT': ['+CGACT: (0,1)'],
  '+CGPADDR': ['+CGPADDR: (1)'],
  '+ICF': ['+ICF: (1-6),(0-3)'],
  '+CSCLK': ['+CSCLK: (0-2)'],
  '+CSMP': ['+CSMP: (0-255),(0-255),(0-255),(0-255)'],
  '+CMEE': ['+CMEE: (0-2)'],
  '+IFC': ['+IFC: (0-2),(0-2)'],
  '+CREG': ['+CREG: (0-2)'],
  '+CGREG': ['+CGREG: (0-2)'],
  '+CPIN': [],
  '+CPAS': ['+CPAS: (0,3,4)'],
  '+CSQ': ['+CSQ: (0-31,99),(0-7,99)'],
  '+CGATT': ['+CGATT: (0,1)'],
  '+CLCK': ['+CLCK: ("SC")'],
  '+CLIP': ['+CLIP: (0,1)'],
  '+CRC': ['+CRC: (0,1)'],
  '+CUSD': ['+CUSD: (0-2)'],
  '+CMGF': ['+CMGF: (0,1)'],
  '+CMGD': ['+CMGD: (1-50),(0-4)'],
  '+CSDH': ['+CSDH: (0,1)'],
  '+CSMS': ['+CSMS: (0,1)'],
  '+CPBS': ['+CPBS: ("SM","ME","ON")'],
  '+CPBR': ['+CPBR: (1-250),40,14'],
  '+CPBW': ['+CPBW: (1-250),40,(129,145),14'],
};
