"""The other end of the serial benchmark: a pseudo-terminal that answers AT and HTTPREAD as fast as it can."""
import os
import pty
import re
import sys
import tty

READ = re.compile(rb"AT\+HTTPREAD=(\d+),(\d+)")
BODY = bytes(range(256)) * 64

master, slave = pty.openpty()
tty.setraw(slave)
print(os.ttyname(slave), flush=True)
rest = b""
while True:
    rest += os.read(master, 65536)
    *lines, rest = rest.split(b"\r")
    for line in lines:
        found = READ.match(line)
        if found:
            size = int(found.group(2))
            head = b"\r\nOK\r\n\r\n+HTTPREAD: %d\r\n" % size
            out = head + BODY[:size] + b"\r\n+HTTPREAD: 0\r\n"
        else:
            out = b"\r\nOK\r\n"
        while out:
            out = out[os.write(master, out):]
