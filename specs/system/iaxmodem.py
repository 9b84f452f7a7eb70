#!/usr/bin/env python3
"""Runs Debian's iaxmodem, and calls it when told to.

    python3 iaxmodem.py FOLDER

Its pseudo-terminal is FOLDER/tty. A line `ring` on stdin calls it up; it runs until stdin ends. It has no peer: its one
UDP port, which can't be told to listen on loopback only, gets a network of its own where the system lets us (as root).
"""

import ctypes
import fcntl
import grp
import os
import pwd
import shutil
import socket
import struct
import subprocess
import sys

CLONE_NEWNET = 0x40000000
SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1
# RFC 5456: a NEW frame of version 2, for extension s, by 123, in linear 16 bit samples.
NEW = struct.pack(">HHIBBBB", 0x8001, 0, 3, 0, 0, 6, 1)
ELEMENTS = b"\x0b\x02\x00\x02\x01\x01s\x02\x03123\x09\x04\x00\x00\x00\x40\x08\x04\x00\x00\x00\x40"


def alone():
    """A network with nothing but loopback in it."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) == 0:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main(folder):
    alone()
    port = free_port()
    owner = f"{pwd.getpwuid(os.getuid()).pw_name}:{grp.getgrgid(os.getgid()).gr_name}"
    config = os.path.join(folder, "config")
    with open(config, "w") as file:
        file.write(
            f"device {folder}/tty\nowner {owner}\nmode 600\nport {port}\nrefresh 0\nserver 127.0.0.1\n"
            "peername nobody\nsecret none\ncidname nobody\ncidnumber 0\ncodec slinear\n"
        )
    program = shutil.which("iaxmodem", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin")
    modem = subprocess.Popen(
        [program, os.path.relpath(config, "/etc/iaxmodem")],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
            for line in sys.stdin:
                if line.strip() == "ring":
                    caller.sendto(NEW + ELEMENTS, ("127.0.0.1", port))
    finally:
        modem.terminate()
        modem.wait()


main(sys.argv[1])
