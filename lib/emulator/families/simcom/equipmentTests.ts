import type { FamilyFacts } from '../../core/family';

type Tests = FamilyFacts['tests'];

/** Answers to `=?` that 27.007, 27.005 and V.250 give a form, the ranges as the emulator takes them. */
const shared: Tests = {
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
  '+CMGL': ['+CMGL: (0-4)'],
  '+CMGD': ['+CMGD: (1-50),(0-4)'],
  '+CSDH': ['+CSDH: (0,1)'],
  '+CSMS': ['+CSMS: (0,1)'],
  '+CPBS': ['+CPBS: ("SM","ME","ON")'],
  '+CPBR': ['+CPBR: (1-250),40,14'],
  '+CPBW': ['+CPBW: (1-250),40,(129,145),14'],
};

/** What a SIM800 answers (SIM800 AT manual V1.09 pages 69, 80–81, 100, 124–126). */
export const sim800Equipment: Tests = {
  ...shared,
  '+CFUN': ['+CFUN: (0,1,4),(0,1)'],
  '+COPS': ['+COPS: (2,"CHINA MOBILE","CMCC","46000"),,(0-4),(0-2)'],
  '+CSCS': ['+CSCS: ("IRA","GSM","UCS2","HEX","PCCP","PCDN","8859-1")'],
  '+CPMS': [
    '+CPMS: ("SM","ME","SM_P","ME_P","MT"),("SM","ME","SM_P","ME_P","MT"),("SM","ME","SM_P","ME_P","MT")',
  ],
  '+CNMI': ['+CNMI: (0-3),(0-3),(0,2),(0,1),(0,1)'],
};

/** What an A76XX answers (A76XX AT manual V1.09 pages 64, 67–70, 86–87, 101, 113, 141, 220, 228–232). */
export const a7600Equipment: Tests = {
  ...shared,
  '+CEREG': ['+CEREG: (0-2)'],
  '+CNSMOD': ['+CNSMOD: (0,1)'],
  '+AUTOCSQ': ['+AUTOCSQ: (0,1),(0,1)'],
  '+CGEREP': ['+CGEREP: (0-2),(0,1)'],
  '+CGDCONT': ['IP', 'IPV6', 'IPV4V6'].map((type) => `+CGDCONT: (1-15),"${type}",,,(0),(0)`),
  '+CFUN': ['+CFUN: (0-1,4-8),(0-1)'],
  '+COPS': ['+COPS: (2,"CHINA MOBILE","CMCC","46000",7),,(0-4),(0-2)'],
  '+CSCS': ['+CSCS: ("IRA","UCS2","GSM")'],
  '+CPMS': ['+CPMS: ("ME","SM"),("ME","SM"),("ME","SM")'],
  '+CNMI': ['+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)'],
};
