/** Answers to `=?` of the MQTT client: A76XX AT manual V1.09 pages 394–421. */
export const a7600MqttTests: Readonly<Record<string, readonly string[]>> = {
  '+CMQTTACCQ': ['+CMQTTACCQ: (0-1),(1-128)[,(0-1)]'],
  '+CMQTTREL': ['+CMQTTREL: (0-1)'],
  '+CMQTTSSLCFG': ['+CMQTTSSLCFG: (0-1),(0-9)'],
  '+CMQTTWILLTOPIC': ['+CMQTTWILLTOPIC: (0-1),(1-1024)'],
  '+CMQTTWILLMSG': ['+CMQTTWILLMSG: (0-1),(1-10240),(0-2)'],
  '+CMQTTCONNECT': ['+CMQTTCONNECT: (0-1),(9-256),(1-64800),(0-1)'],
  '+CMQTTDISC': ['+CMQTTDISC: (0-1),(0-180)'],
  '+CMQTTTOPIC': ['+CMQTTTOPIC: (0-1),(1-1024)'],
  '+CMQTTPAYLOAD': ['+CMQTTPAYLOAD: (0-1),(1-10240)'],
  '+CMQTTPUB': ['+CMQTTPUB: (0-1),(0-2),(1-180),(0-1),(0-1)'],
  '+CMQTTSUB': ['+CMQTTSUB: (0-1),(1-1024),(0-2)[,(0-1)]'],
};
