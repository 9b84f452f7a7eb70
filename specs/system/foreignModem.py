#!/usr/bin/env python3
"""A virtual SIMCom modem that shares nothing with the library: a second reading of the manuals.

    python3 foreignModem.py --family sim800|a7600|sim7600 --link PATH [knobs]

It opens a pseudo-terminal, links PATH to it, prints `ready`, answers AT commands as the manuals say byte for
byte, and fetches real HTTP. The knobs make it as awkward as modems in the field are; `--help` lists them.
One thread owns all state; only the HTTP request itself runs in another, and hands back one result.
"""

import argparse
import collections
import ctypes
import dataclasses
import fcntl
import heapq
import http.client
import itertools
import os
import pty
import queue
import random
import re
import select
import signal
import socket
import ssl
import struct
import sys
import termios
import threading
import time
import tty
import urllib.parse

CR, LF = 0x0D, 0x0A
POWER_UP_NOISE = b"\x00IIII\xff\xff\xff\xff"

FINAL_NUMBERS = {"OK": "0", "CONNECT": "1", "RING": "2", "NO CARRIER": "3", "ERROR": "4"}

CME_TEXTS = {
    3: "operation not allowed",
    4: "operation not supported",
    10: "SIM not inserted",
    13: "SIM failure",
    14: "SIM busy",
    21: "invalid index",
    22: "not found",
    50: "Incorrect parameters",
    100: "unknown",
}

BOOT_LINES = {
    "sim800": ["RDY", "+CFUN: 1", "+CPIN: READY", "Call Ready", "SMS Ready"],
    "a7600": ["*ATREADY: 1", "+CPIN: READY", "SMS DONE", "+CGEV: EPS PDN ACT 1", "PB DONE"],
    "sim7600": ["RDY", "+CPIN: READY", "SMS DONE", "PB DONE"],
}


# ---------------------------------------------------------------------------------------------------------- knobs


def options_of(arguments):
    parser = argparse.ArgumentParser(description="A virtual SIMCom modem on a pseudo-terminal.")
    knob = parser.add_argument
    knob("--family", choices=["sim800", "a7600", "sim7600"], default="sim800")
    knob("--link", required=True, metavar="PATH", help="symbolic link to the pseudo-terminal")
    knob("--log", metavar="FILE", help="every received command line, and what became of it")
    knob("--wire", metavar="FILE", help="every byte in (>) and out (<), with its time")
    knob("--stdin-guard", action="store_true", help="end when stdin ends, so that no orphan stays")
    knob("--pieces", nargs="?", type=int, const=1, metavar="SEED", help="output in pieces of 1 to 7 bytes")
    knob("--urc", action="append", default=[], metavar="LINE", help="comes at every place where a URC may come")
    knob("--no-echo", action="store_true")
    knob("--noise", action="store_true", help="the bytes a modem sends as it powers up")
    knob("--boot", action="store_true", help="boot lines when the port is first opened")
    knob("--deaf", type=int, default=0, metavar="N", help="hears nothing of the first N lines")
    knob("--tight-colon", action="store_true", help="`+X:1`, not `+X: 1`")
    knob("--block-bytes", type=int, metavar="N", help="payload bytes of one HTTPREAD block (A7600)")
    knob("--no-block-breaks", action="store_true", help="no CRLF between the blocks")
    knob("--read-relative", action="store_true",
         help="in READMODE 0 the offset counts from the first unread byte (A7600)")
    knob("--bearer-open", action="store_true", help="bearer 1 is open already")
    knob("--http-open", action="store_true", help="an HTTP session was left open, with its parameters")
    knob("--results", default="", metavar="N,N", help="results of the first requests, none of which is sent")
    knob("--result-delay", type=float, default=0, metavar="MS", help="holds every +HTTPACTION back")
    knob("--stall-payload", type=int, metavar="N", help="once: falls silent after N payload bytes")
    knob("--restart-payload", type=int, metavar="N", help="once: restarts after N payload bytes")
    knob("--lose-payload", metavar="OFFSET:COUNT", help="once: COUNT payload bytes never arrive")
    knob("--late-ok", metavar="MS[:K]", help="once: the Kth command (default 3) is answered MS late")
    knob("--late-action", nargs="?", const="300", metavar="MS|next",
         help="the result of an aborted request comes MS after HTTPTERM, or just before the next result")
    knob("--silent", action="store_true")
    knob("--baud-pace", type=int, metavar="N", help="output no faster than N baud")
    return parser.parse_args(arguments)


# ------------------------------------------------------------------------------------------------------- the port


class Openers:
    """Counts who has the pseudo-terminal open: we hold it too, so that no end of file tells us."""

    IN_CLOSE, IN_OPEN = 0x18, 0x20

    def __init__(self, path):
        libc = ctypes.CDLL(None, use_errno=True)
        self.fd = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if libc.inotify_add_watch(self.fd, path.encode(), self.IN_CLOSE | self.IN_OPEN) < 0:
            raise OSError(ctypes.get_errno(), "inotify")

    def changes(self):
        """+1 for each open and -1 for each close since the last call."""
        try:
            events = os.read(self.fd, 65536)
        except BlockingIOError:
            return
        at = 0
        while at < len(events):
            _, mask, _, name = struct.unpack_from("iIII", events, at)
            at += 16 + name
            if mask & self.IN_OPEN:
                yield +1
            if mask & self.IN_CLOSE:
                yield -1


class Port:
    """The master side: bytes out, whole, in pieces or paced; what nobody listens to is lost, as on a wire."""

    def __init__(self, options):
        self.master, self.slave = pty.openpty()
        self.path = os.ttyname(self.slave)
        tty.setraw(self.slave)
        os.set_blocking(self.master, False)
        self.openers = Openers(self.path)
        self.out = collections.deque()
        self.pieces = random.Random(options.pieces) if options.pieces is not None else None
        self.slow_bytes = 8192
        self.byte_seconds = 10 / options.baud_pace if options.baud_pace else 0
        self.free_at = 0.0
        self.wire = open(options.wire, "w", buffering=1) if options.wire else None

    def trace(self, direction, data):
        if self.wire:
            self.wire.write(f"{time.monotonic() - STARTED:9.3f} {direction} {data!r}\n")

    def read(self):
        try:
            data = os.read(self.master, 65536)
        except BlockingIOError:
            return b""
        self.trace(">", data)
        return data

    def write(self, data):
        if data:
            self.out.append(bytes(data))

    def nobody(self):
        """The last client went: bytes on their way are gone, and the line is as new."""
        self.out.clear()
        termios.tcflush(self.slave, termios.TCIOFLUSH)
        tty.setraw(self.slave)
        fcntl.ioctl(self.slave, termios.TIOCNXCL)

    def wait(self):
        """Seconds until output may go on; None when there is none."""
        return max(0.0, self.free_at - time.monotonic()) if self.out else None

    def pump(self):
        for _ in range(64):
            if not self.out or self.free_at > time.monotonic():
                return
            chunk = self.out.popleft()
            size = len(chunk)
            if self.pieces:
                size = self.pieces.randint(1, 7)
            if self.byte_seconds:
                size = min(size, max(1, int(0.01 / self.byte_seconds)))
            if size < len(chunk):
                self.out.appendleft(chunk[size:])
                chunk = chunk[:size]
            try:
                sent = os.write(self.master, chunk)
            except BlockingIOError:
                sent = 0
            if sent:
                self.trace("<", chunk[:sent])
            if sent < len(chunk):
                self.out.appendleft(chunk[sent:])
                return
            if self.byte_seconds:
                self.free_at = max(self.free_at, time.monotonic() - 0.02) + sent * self.byte_seconds
            elif self.pieces and self.slow_bytes > 0:
                self.slow_bytes -= sent
                time.sleep(0.0002)


# ----------------------------------------------------------------------------------------------------- the request


@dataclasses.dataclass
class Request:
    number: int
    method: str
    url: str
    headers: list
    body: bytes
    redirects: int = 0
    proxy: tuple = ()
    tls: bool = False
    seconds: float = 120


@dataclasses.dataclass
class Response:
    number: int
    status: int
    head: bytes = b""
    body: bytes = b""
    closed: bool = False


FAILURES = {
    # what went wrong: (SIM800, A7600)
    "name": (603, 713),
    "connect": (601, 714),
    "tls": (605, 715),
    "time": (601, 705),
    "not http": (600, 702),
    "cut": (601, 704),
}


def fetch(request, column):
    """Runs in a thread of its own; gives a Response whatever happens."""

    def failed(kind):
        return Response(request.number, FAILURES[kind][column])

    url = request.url
    for hop in range(request.redirects + 1):
        parts = urllib.parse.urlsplit(url)
        secure = request.tls or parts.scheme.lower() == "https"
        target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        if target.startswith("?"):
            target = "/" + target
        host, port = parts.hostname or "", parts.port or (443 if secure else 80)
        if request.proxy:
            host, port, target = request.proxy[0], request.proxy[1], url
        try:
            if secure:
                context = ssl._create_unverified_context()
                link = http.client.HTTPSConnection(host, port, timeout=request.seconds, context=context)
            else:
                link = http.client.HTTPConnection(host, port, timeout=request.seconds)
            try:
                link.connect()
            except socket.gaierror:
                return failed("name")
            except ssl.SSLError:
                return failed("tls")
            except socket.timeout:
                return failed("time")
            except OSError:
                return failed("connect")
            link.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
            link.putheader("Host", parts.netloc.rpartition("@")[2])
            for name, value in request.headers:
                link.putheader(name, value)
            if request.body or request.method in ("POST", "PUT"):
                link.putheader("Content-Length", str(len(request.body)))
            link.endheaders(request.body or None)
            answer = link.getresponse()
            body = answer.read()
            head = f"HTTP/{answer.version // 10}.{answer.version % 10} {answer.status} {answer.reason}\r\n"
            head += "".join(f"{name}: {value}\r\n" for name, value in answer.getheaders()) + "\r\n"
            location = answer.getheader("Location")
            link.close()
        except http.client.IncompleteRead:
            return failed("cut")
        except http.client.HTTPException:
            return failed("not http")
        except socket.timeout:
            return failed("time")
        except (OSError, ValueError, UnicodeError):
            return failed("cut")
        if location and answer.status in (301, 302, 303, 307, 308) and hop < request.redirects:
            url = urllib.parse.urljoin(url, location)
            continue
        closed = "close" in (answer.getheader("Connection") or "").lower()
        return Response(request.number, answer.status, head.encode("latin-1"), body, closed)
    return failed("not http")


# ------------------------------------------------------------------------------------------------------- the modem


class Failed(Exception):
    """The command fails. `code` None is a plain ERROR whatever CMEE says."""

    def __init__(self, code=None):
        super().__init__(code)
        self.code = code


class Later(Exception):
    """The final result comes later, from somewhere else."""


class Cut(Exception):
    """The rest of this answer never leaves the modem."""


@dataclasses.dataclass
class Session:
    """What HTTPINIT makes and HTTPTERM throws away."""

    values: dict = dataclasses.field(default_factory=dict)
    user_lines: list = dataclasses.field(default_factory=list)
    data: bytes = b""
    tls: bool = False
    get_head: bool = False
    running: int = 0
    method: int = 0
    response: Response = None
    at: int = 0


@dataclasses.dataclass
class Counted:
    """Bytes that the modem waits for: they are data, whatever they look like."""

    size: int
    done: object
    got: bytearray = dataclasses.field(default_factory=bytearray)


def parameters(text):
    """`1,"a,b",,x` as [('n','1'), ('s','a,b'), ('-',''), ('n','x')]; a syntax error is a plain ERROR."""
    found, at = [], 0
    while True:
        if text[at:at + 1] == '"':
            end = text.find('"', at + 1)
            if end < 0:
                raise Failed()
            found.append(("s", text[at + 1:end]))
            at = end + 1
        else:
            end = text.find(",", at)
            end = len(text) if end < 0 else end
            value = text[at:end].strip(" ")
            if '"' in value:
                raise Failed()
            found.append(("n", value) if value else ("-", ""))
            at = end
        if at >= len(text):
            return found
        if text[at] != ",":
            raise Failed()
        at += 1


def number(parameter, low, high, code=None):
    _, value = parameter
    if not re.fullmatch(r"\d+", value) or not low <= int(value) <= high:
        raise Failed(code)
    return int(value)


class Modem:
    family = ""
    line_limit = 556
    default_cmee = 0
    plus_forms = "+"
    methods = ["GET", "POST", "HEAD"]
    column = 0
    data_limit = 319488
    parameter_error = 3

    def __init__(self, options):
        self.options = options
        self.port = Port(options)
        self.log_file = open(options.log, "w", buffering=1) if options.log else None
        self.timers, self.sequence = [], itertools.count()
        self.results = queue.Queue()
        self.wake_in, self.wake_out = os.pipe()
        os.set_blocking(self.wake_in, False)
        self.clients, self.opened = 0, False
        self.line, self.last_line = bytearray(), ""
        self.counted = None
        self.held, self.holding = bytearray(), False
        self.deaf = options.deaf
        self.hearing = True
        self.lines_run = 0
        self.request_numbers = itertools.count(1)
        self.forced = [int(code) for code in options.results.split(",") if code.strip()]
        self.stall, self.restart_at = options.stall_payload, options.restart_payload
        self.lose = [int(part) for part in options.lose_payload.split(":")] if options.lose_payload else None
        self.payload_bytes = 0
        late = (options.late_ok or "").partition(":")
        self.late_ok, self.late_line = (float(late[0]), int(late[2] or 3)) if late[0] else (0, 0)
        self.late_requests, self.orphans = set(), []
        self.power_up()
        if options.bearer_open:
            self.open_bearer()
        if options.http_open:
            self.leave_session_open()

    def power_up(self):
        self.echo = not self.options.no_echo
        self.verbose, self.quiet = True, False
        self.cmee = self.default_cmee
        self.session = None
        self.s_registers = {0: 0, 3: 13, 4: 10, 5: 8, 7: 60}
        self.registration = {"CREG": 0, "CGREG": 0, "CEREG": 0}
        self.settings = {}
        self.counted = None
        self.line = bytearray()
        self.late_requests = set()

    def open_bearer(self):
        pass

    def leave_session_open(self):
        self.session = Session()

    # ---- time, log, main loop

    def after(self, seconds, action):
        heapq.heappush(self.timers, (time.monotonic() + seconds, next(self.sequence), action))

    def log(self, text):
        if self.log_file:
            self.log_file.write(f"{time.monotonic() - STARTED:9.3f} {text}\n")

    def run(self):
        port = self.port
        readable = [port.master, port.openers.fd, self.wake_in]
        if self.options.stdin_guard:
            readable.append(0)
        while True:
            pause = self.timers[0][0] - time.monotonic() if self.timers else 60
            output = port.wait()
            writable = []
            if output is not None:
                pause = min(pause, output)
                if output <= 0:
                    writable, pause = [port.master], min(self.timers[0][0] - time.monotonic(), 60) if self.timers else 60
            ready, _, _ = select.select(readable, writable, [], max(0, pause))
            if 0 in ready and not os.read(0, 4096):
                return
            if port.openers.fd in ready:
                self.clients_changed()
            if port.master in ready:
                self.heard(port.read())
            if self.wake_in in ready:
                os.read(self.wake_in, 4096)
                while not self.results.empty():
                    self.fetched(self.results.get())
            while self.timers and self.timers[0][0] <= time.monotonic():
                heapq.heappop(self.timers)[2]()
            port.pump()

    def clients_changed(self):
        for change in self.port.openers.changes():
            self.clients += change
            self.log("# port opened" if change > 0 else "# port closed")
            if change > 0 and not self.opened:
                self.opened = True
                self.first_opened()
        if self.clients == 0:
            self.log("# session left " + ("closed" if self.session is None else "open"))
            self.port.nobody()

    def first_opened(self):
        if self.options.silent:
            return
        if self.options.noise:
            self.after(0.02, lambda: self.port.write(POWER_UP_NOISE))
        if self.options.boot:
            self.boot(0.05)

    def boot(self, delay):
        for line in BOOT_LINES[self.family]:
            self.after(delay, lambda line=line: self.port.write(self.framed(line)))
            delay += 0.12

    # ---- input

    def heard(self, data):
        if self.options.silent:
            self.line += data
            while CR in self.line:
                line, _, self.line = self.line.partition(b"\r")
                self.log("# unanswered: " + self.shown(line))
            return
        for at, byte in enumerate(data):
            if self.holding:
                self.held += data[at:]
                return
            if self.counted:
                self.counted.got.append(byte)
                if len(self.counted.got) == self.counted.size:
                    counted, self.counted = self.counted, None
                    counted.done(bytes(counted.got))
                continue
            self.typed(byte)

    def typed(self, byte):
        if not self.hearing:
            return
        if self.deaf > 0:
            self.line.append(byte)
            if byte == CR:
                self.log("# deaf to: " + self.shown(self.line.strip()))
                self.deaf -= 1
                self.line.clear()
            return
        if self.echo:
            self.port.write(bytes([byte]))
        if byte == CR:
            line, self.line = bytes(self.line), bytearray()
            self.entered(line)
        elif byte == self.s_registers[5]:
            del self.line[-1:]
        elif byte != LF:
            self.line.append(byte)
            if self.line.upper() == b"A/":
                self.line.clear()
                self.log("A/")
                self.execute(self.last_line)

    @staticmethod
    def shown(line):
        return "".join(chr(b) if 32 <= b < 127 else f"\\x{b:02x}" for b in line)

    def entered(self, raw):
        if not raw:
            return
        self.log(self.shown(raw))
        line = raw.decode("latin-1")
        start = line.upper().find("AT")
        if start < 0:
            return
        self.last_line = line[start + 2:]
        self.execute(self.last_line)

    def execute(self, body):
        self.lines_run += 1
        if self.late_ok and self.lines_run == self.late_line:
            self.holding = True
            self.after(self.late_ok / 1000, lambda: self.resume(body))
            self.log(f"# the answer comes {self.late_ok:.0f} ms late")
            return
        self.answer(body)

    def resume(self, body):
        self.holding = False
        self.answer(body)
        held, self.held = bytes(self.held), bytearray()
        self.heard(held)

    def answer(self, body):
        self.urcs()
        try:
            if len(body) > self.line_limit:
                raise Failed()
            for command in self.commands_of(body):
                command()
            self.final("OK")
        except Failed as failure:
            self.failed(failure.code)
        except Later:
            pass
        except Cut:
            self.log("# the rest of the answer is lost")

    def commands_of(self, body):
        """The commands of one line in order; one that does not parse fails when its turn comes."""
        if body[:1] and body[0] in self.plus_forms:
            body = "+" + body[1:]
        at = 0
        while at < len(body):
            if body[at] == ";" or body[at] == " ":
                at += 1
            elif body[at] in "+*":
                end, quoted = at, False
                while end < len(body) and (quoted or body[end] != ";"):
                    quoted ^= body[end] == '"'
                    end += 1
                yield self.extended(body[at:end])
                at = end
            else:
                basic = re.compile(r"(S)(\d+)(=\d*|\?)|(&?[A-Z])(\d*)", re.I).match(body, at)
                if not basic or (basic[4] or "").upper() == "D":
                    raise Failed()
                yield self.basic(basic)
                at = basic.end()

    def extended(self, text):
        match = re.fullmatch(r"[+*]([A-Za-z0-9]+) *(=\?|\?|=(.*))? *", text, re.S)
        if not match:
            raise Failed()
        name = match[1].upper()
        kind = {"": "run", "=?": "test", "?": "read"}.get(match[2] or "", "set")
        handler = getattr(self, f"{kind}_{name}", None)
        if handler is None:
            raise Failed()
        return (lambda: handler(parameters(match[3]))) if kind == "set" else handler

    def basic(self, match):
        if match[1]:
            register, action = int(match[2]), match[3]
            if register not in self.s_registers:
                raise Failed()
            if action == "?":
                return lambda: self.info(f"{self.s_registers[register]:03d}")
            value = int(action[1:] or 0)
            if value > 255 or (register in (3, 4) and value != self.s_registers[register]):
                raise Failed()
            return lambda: self.s_registers.__setitem__(register, value)
        name, value = match[4].upper(), int(match[5] or 0)
        if name in ("E", "V", "Q"):
            if value > 1:
                raise Failed()
            field = {"E": "echo", "V": "verbose", "Q": "quiet"}[name]
            return lambda: setattr(self, field, bool(value))
        if name == "I":
            return lambda: self.identify()
        if name in ("Z", "&F"):
            return lambda: self.factory()
        if name in ("&W", "&C", "&D", "H", "X", "L", "M"):
            return lambda: None
        raise Failed()

    def factory(self):
        self.echo, self.verbose, self.quiet, self.cmee = True, True, False, self.default_cmee

    # ---- output

    def framed(self, text):
        if self.options.tight_colon:
            text = re.sub(r"^([+*][A-Z0-9]+): ", r"\1:", text)
        return f"\r\n{text}\r\n".encode("latin-1")

    def urcs(self):
        for line in self.options.urc:
            self.port.write(self.framed(line))

    def info(self, text):
        """A whole line of information."""
        self.header(text)
        self.urcs()

    def header(self, text):
        """A line after which counted bytes come: nothing may stand between."""
        framed = self.framed(text)
        self.port.write(framed if self.verbose else framed[2:])

    def urc(self, text):
        self.port.write(self.framed(text))
        self.urcs()

    def final(self, text):
        if not self.quiet:
            number_form = f"{FINAL_NUMBERS.get(text, text)}\r".encode()
            self.port.write(self.framed(text) if self.verbose else number_form)
        self.urcs()

    def failed(self, code):
        if code is None or self.cmee == 0:
            self.final("ERROR")
        else:
            self.final(f"+CME ERROR: {CME_TEXTS.get(code, 'unknown') if self.cmee == 2 else code}")

    def body_bytes(self, data):
        """Payload of HTTPREAD, with what the knobs do to it."""
        start, end = self.payload_bytes, self.payload_bytes + len(data)
        self.payload_bytes = end
        if self.stall is not None and self.stall <= end:
            kept, self.stall = max(0, self.stall - start), None
            self.port.write(data[:kept])
            self.log(f"# payload stalls {kept} bytes into this block of {len(data)}")
            raise Cut()
        if self.restart_at is not None and self.restart_at <= end:
            kept, self.restart_at = max(0, self.restart_at - start), None
            self.port.write(data[:kept])
            self.restart()
            raise Cut()
        if self.lose and start <= self.lose[0] < end:
            at, count = self.lose[0] - start, self.lose[1]
            self.lose = None
            data = data[:at] + data[at + count:]
            self.log(f"# {count} payload bytes lost {at} bytes into this block")
        self.port.write(data)

    def restart(self):
        self.log("# restart: state lost")
        self.power_up()
        self.hearing = False
        if self.options.noise:
            self.after(0.1, lambda: self.port.write(POWER_UP_NOISE))
        self.after(0.29, lambda: setattr(self, "hearing", True))
        self.boot(0.3)

    def count(self, size, done):
        self.counted = Counted(size, done)
        return self.counted

    # ---- identity, SIM, network: both families

    def identify(self):
        self.info(self.firmware)

    def run_CGMI(self):
        self.info(self.maker)

    def run_CGMM(self):
        self.info(self.model)

    def run_CGSN(self):
        self.info("861234567890123")

    def run_CIMI(self):
        self.info("460001234567890")

    run_GMI, run_GMM, run_GSN = run_CGMI, run_CGMM, run_CGSN

    def test_CGMI(self):
        pass

    test_CGMM = test_CGMR = test_CGSN = test_CIMI = test_CGMI

    def read_CPIN(self):
        self.info("+CPIN: READY")

    def run_CSQ(self):
        self.info("+CSQ: 21,0")

    def test_CSQ(self):
        self.info("+CSQ: (0-31,99),(0-7,99)")

    def read_registration(self, name):
        self.info(f"+{name}: {self.registration[name]},1")

    def set_registration(self, name, given):
        self.registration[name] = number(given[0], 0, 2)

    def read_CREG(self):
        self.read_registration("CREG")

    def set_CREG(self, given):
        self.set_registration("CREG", given)

    def read_CGREG(self):
        self.read_registration("CGREG")

    def set_CGREG(self, given):
        self.set_registration("CGREG", given)

    def read_CMEE(self):
        self.info(f"+CMEE: {self.cmee}")

    def test_CMEE(self):
        self.info("+CMEE: (0,1,2)")

    def set_CMEE(self, given):
        self.cmee = number(given[0], 0, 2)

    def read_CFUN(self):
        self.info("+CFUN: 1")

    def set_CFUN(self, given):
        if [value for _, value in given] == ["1", "1"]:
            self.final("OK")
            self.restart()
            raise Later()
        if number(given[0], 0, 4) != 1:
            raise Failed(4)

    def read_CGATT(self):
        self.info("+CGATT: 1")

    def set_CGATT(self, given):
        number(given[0], 1, 1, 4)

    def read_CCLK(self):
        self.info('+CCLK: "26/01/02,03:04:05+04"')

    def keep(self, name, given, low, high):
        for one in given:
            if one[0] != "-":
                number(one, low, high)
        self.settings[name] = ",".join(value for _, value in given)

    def set_CNMI(self, given):
        self.keep("CNMI", given, 0, 3)

    def set_CMGF(self, given):
        self.keep("CMGF", given, 0, 1)

    def set_CLIP(self, given):
        self.keep("CLIP", given, 0, 1)

    def set_CGEREP(self, given):
        self.keep("CGEREP", given, 0, 2)

    def set_IFC(self, given):
        self.keep("IFC", given, 0, 2)

    def set_IPR(self, given):
        self.keep("IPR", given, 0, 3686400)

    def read_IPR(self):
        self.info(f"+IPR: {self.settings.get('IPR', self.rate)}")

    def set_CGDCONT(self, given):
        cid = number(given[0], 1, 15)
        self.settings[f"CGDCONT{cid}"] = [value for _, value in given]

    def read_CGDCONT(self):
        values = [self.settings.get(f"CGDCONT{cid}") for cid in range(1, 16)]
        for value in [v for v in values if v] or [["1", "IP", "cmnet"]]:
            cid, kind, apn = (value + ["IP", ""])[:3]
            self.info(f'+CGDCONT: {cid},"{kind}","{apn}","0.0.0.0",0,0')

    def read_CGACT(self):
        self.info(f"+CGACT: 1,{int(self.context_active)}")

    def set_CGACT(self, given):
        state, cid = number(given[0], 0, 1), number(given[1], 1, 15) if len(given) > 1 else 1
        if cid == 1:
            self.context_active = bool(state)

    def set_CGPADDR(self, given):
        cid = number(given[0], 1, 15)
        self.info(f"+CGPADDR: {cid},{self.address}" if cid == 1 and self.context_active else f"+CGPADDR: {cid}")

    address = "10.83.214.110"
    context_active = True

    # ---- HTTP: both families

    def need_session(self):
        if self.session is None:
            raise Failed(3)
        return self.session

    def test_HTTPINIT(self):
        pass

    test_HTTPTERM = test_HTTPINIT

    def run_HTTPINIT(self):
        if self.session is not None:
            raise Failed(3)
        self.session = Session()

    def run_HTTPTERM(self):
        session = self.need_session()
        if session.running and self.options.late_action:
            self.late_requests.add(session.running)
            self.log(f"# request {session.running} aborted, its result will come late")
        self.session = None

    def set_HTTPPARA(self, given):
        session = self.need_session()
        if session.running or len(given) != 2:
            raise Failed(3)
        tag, (kind, value) = given[0][1].upper(), given[1]
        rule = self.tags.get(tag)
        if rule is None:
            raise Failed(self.parameter_error)
        if isinstance(rule, tuple):
            session.values[tag] = number((kind, value), *rule, self.parameter_error)
        elif tag == "USERDATA":
            self.user_data(session, value)
        else:
            if kind == "-" and tag == "URL" or len(value) > rule:
                raise Failed(self.parameter_error)
            if tag == "URL":
                self.check_url(value)
            session.values[tag] = value

    def check_url(self, value):
        pass

    def user_data(self, session, value):
        session.user_lines = [line for line in re.split(r"\\r\\n|\r\n", value) if line]

    def test_HTTPDATA(self):
        self.info(f"+HTTPDATA: (0-{self.data_limit}),({self.data_times[0]}-{self.data_times[1]})")

    def set_HTTPDATA(self, given):
        session = self.need_session()
        if session.running or len(given) != 2:
            raise Failed(3)
        size = number(given[0], self.data_least, self.data_limit, self.parameter_error)
        patience = number(given[1], *self.data_times, self.parameter_error)
        if size == 0:
            session.data = b""
            return

        def done(data):
            session.data = data
            self.final("OK")

        counted = self.count(size, done)
        self.info("DOWNLOAD")
        self.data_deadline(counted, patience)
        raise Later()

    def set_HTTPACTION(self, given):
        session = self.need_session()
        method = number(given[0], 0, len(self.methods) - 1, self.parameter_error)
        if session.running or not session.values.get("URL") or len(given) != 1:
            raise Failed(3)
        self.check_ready(session)
        number_of_request = next(self.request_numbers)
        session.running, session.method, session.response, session.at = number_of_request, method, None, 0
        self.final("OK")
        fixed = self.forced.pop(0) if self.forced else self.refusal()
        if fixed is not None:
            self.after(0.03, lambda: self.fetched(Response(number_of_request, fixed)))
            raise Later()
        request = self.request_of(session, number_of_request, method)
        self.log(f"# request {number_of_request}: {request.method} {request.url} {request.headers}")

        def work():
            self.results.put(fetch(request, self.column))
            os.write(self.wake_out, b".")

        threading.Thread(target=work, daemon=True).start()
        raise Later()

    def check_ready(self, session):
        pass

    def refusal(self):
        return None

    def request_of(self, session, number_of_request, method):
        values = session.values
        headers = []
        for name, tag in (("User-Agent", "UA"), ("Accept", "ACCEPT")):
            value = values.get(tag, self.default_headers.get(tag))
            if value:
                headers.append((name, value))
        if self.methods[method] in ("POST", "PUT"):
            content = values.get("CONTENT", self.default_headers.get("CONTENT"))
            if content:
                headers.append(("Content-Type", content))
        first, last = values.get("BREAK", 0), values.get("BREAKEND", 0)
        if self.methods[method] == "GET" and (first or last):
            headers.append(("Range", f"bytes={first}-{last}" if last > first else f"bytes={first}-"))
        for line in session.user_lines:
            name, _, value = line.partition(":")
            headers = [header for header in headers if header[0].lower() != name.strip().lower()]
            headers.append((name.strip(), value.strip()))
        body = session.data if self.methods[method] in ("POST", "PUT") else b""
        request = Request(number_of_request, self.methods[method], self.full_url(values["URL"]), headers, body)
        self.dress(request, session)
        return request

    def full_url(self, url):
        return url

    def dress(self, request, session):
        pass

    def fetched(self, response):
        if self.options.result_delay and not getattr(response, "held", False):
            response.held = True
            self.after(self.options.result_delay / 1000, lambda: self.fetched(response))
            return
        session = self.session
        self.log(f"# request {response.number} gave {response.status}, {len(response.body)} bytes")
        if session is None or session.running != response.number:
            if response.number in self.late_requests:
                self.late_requests.discard(response.number)
                line = f"+HTTPACTION: 0,{response.status},{len(response.body)}"
                if self.options.late_action == "next":
                    self.orphans.append(line)
                else:
                    self.after(int(self.options.late_action) / 1000, lambda: self.urc(line))
            return
        session.running = 0
        for late in self.orphans:
            self.urc(late)
        self.orphans = []
        self.stored(session, response)

    def stored(self, session, response):
        raise NotImplementedError

    def run_HTTPHEAD(self):
        session = self.need_session()
        if session.running or session.response is None or not session.response.head:
            raise Failed(3)
        head = session.response.head
        self.header(f"+HTTPHEAD: {self.data_mark}{len(head)}")
        self.port.write(head)
        self.urcs()

    data_mark = ""


class Sim800(Modem):
    family = "sim800"
    maker, model = "SIMCOM_Ltd", "SIMCOM_SIM800L"
    firmware, rate = "SIM800 R14.18", 0
    data_least, data_times = 0, (1000, 120000)
    store = 319488
    default_headers = {"UA": "SIMCOM_MODULE"}
    tags = {
        "CID": (1, 3), "URL": 512, "UA": 255, "PROIP": 255, "PROPORT": (1, 65535), "REDIR": (0, 1),
        "BREAK": (0, 2**31), "BREAKEND": (0, 2**31), "TIMEOUT": (30, 1000), "CONTENT": 255, "USERDATA": 512,
    }

    def power_up(self):
        super().power_up()
        self.bearers = {cid: {"open": False, "CONTYPE": "GPRS", "APN": ""} for cid in (1, 2, 3)}

    def open_bearer(self):
        self.bearers[1]["open"] = True

    def leave_session_open(self):
        # As a process that was killed while it resumed a download leaves it.
        self.session = Session(values={"CID": 1, "URL": "127.0.0.1:9/left", "BREAK": 7}, user_lines=["X-Left: 1"])

    def run_CGMR(self):
        self.info("Revision:1418B05SIM800L24")

    run_GMR = run_CGMR

    def run_CCID(self):
        self.info("89860012345678901234")

    def read_COPS(self):
        self.info('+COPS: 0,0,"CHINA MOBILE"')

    def set_CIURC(self, given):
        self.keep("CIURC", given, 0, 1)

    def set_CLTS(self, given):
        self.keep("CLTS", given, 0, 1)

    def test_SAPBR(self):
        self.info('+SAPBR: (0-4),(1-3), "ConParamTag","ConParamValue"')

    def set_SAPBR(self, given):
        if len(given) not in (2, 4):
            raise Failed()
        order, cid = number(given[0], 0, 4, 3), number(given[1], 1, 3, 3)
        bearer = self.bearers[cid]
        if (order == 3) != (len(given) == 4):
            raise Failed()
        if order == 3:
            tag, value = given[2][1].upper(), given[3][1]
            limits = {"CONTYPE": 4, "APN": 64, "USER": 32, "PWD": 32, "PHONENUM": 32, "RATE": 1}
            if tag not in limits or len(value) > limits[tag] or bearer["open"]:
                raise Failed(3)
            bearer[tag] = value
        elif order == 4:
            self.info("+SAPBR:")
            for tag in ("CONTYPE", "APN", "USER", "PWD"):
                self.info(f"{tag}: {bearer.get(tag, '')}")
        elif order == 2:
            status, address = (1, self.address) if bearer["open"] else (3, "0.0.0.0")
            self.info(f'+SAPBR: {cid},{status},"{address}"')
        elif bearer["open"] == bool(order):
            raise Failed(3)
        else:
            bearer["open"] = bool(order)
            if not order and self.session and self.session.running:
                self.fetched(Response(self.session.running, 601))

    def test_HTTPPARA(self):
        self.info('+HTTPPARA: "HTTPParamTag","HTTPParmValue"')

    def read_HTTPPARA(self):
        session = self.need_session()
        self.info("+HTTPPARA: ")
        for tag, value in session.values.items():
            self.info(f"{tag}: {value}")

    def test_HTTPACTION(self):
        self.info("+HTTPACTION: (0-2)")

    def test_HTTPSSL(self):
        self.info("+HTTPSSL: (0-1)")

    def read_HTTPSSL(self):
        self.info(f"+HTTPSSL: {int(self.need_session().tls)}")

    def set_HTTPSSL(self, given):
        self.need_session().tls = bool(number(given[0], 0, 1, 3))

    def set_HTTPGETHEAD(self, given):
        self.need_session().get_head = bool(number(given[0], 0, 1, 3))

    def read_HTTPSTATUS(self):
        session = self.need_session()
        name = self.methods[session.method]
        busy = 0 if not session.running else 2 if name == "POST" else 1
        self.info(f"+HTTPSTATUS: {name},{busy},0,0")

    def data_deadline(self, counted, patience):
        def passed():
            if self.counted is counted:
                self.counted = None
                self.log(f"# only {len(counted.got)} of {counted.size} bytes came in time")
                self.final("ERROR")

        self.after(patience / 1000, passed)

    def check_ready(self, session):
        if "CID" not in session.values:
            raise Failed(3)

    def refusal(self):
        return None if self.bearers[self.session.values["CID"]]["open"] else 601

    def full_url(self, url):
        # The manual's form is `http://server/path:port`, and the scheme may be missing.
        if "://" not in url:
            url = "http://" + url
        parts = urllib.parse.urlsplit(url)
        tail = re.search(r":(\d+)$", parts.path)
        if tail and ":" not in parts.netloc:
            parts = parts._replace(netloc=f"{parts.netloc}:{tail[1]}", path=parts.path[:tail.start()])
        return parts.geturl()

    def dress(self, request, session):
        values = session.values
        request.tls = session.tls
        if request.url.lower().startswith("https:") and not session.tls:
            request.url = "http:" + request.url[6:]
        request.redirects = 5 if values.get("REDIR") else 0
        request.seconds = values.get("TIMEOUT", 120)
        if values.get("PROIP", "0.0.0.0") not in ("", "0.0.0.0"):
            request.proxy = (values["PROIP"], values.get("PROPORT", 80))

    def stored(self, session, response):
        if self.methods[session.method] == "HEAD":
            response.body = response.head if session.get_head else b""
        if len(response.body) > self.store:
            response = Response(response.number, 602)
        session.response = response
        self.urc(f"+HTTPACTION: {session.method},{response.status},{len(response.body)}")

    def run_HTTPREAD(self):
        self.read_out(0, None)

    def set_HTTPREAD(self, given):
        if len(given) != 2:
            raise Failed(3)
        self.read_out(number(given[0], 0, self.store, 3), number(given[1], 1, self.store, 3))

    def read_out(self, start, size):
        session = self.need_session()
        if session.running:
            raise Failed(3)
        body = session.response.body if session.response else session.data
        wanted = body[start:] if size is None else body[start:start + size]
        if not wanted:
            return
        self.header(f"+HTTPREAD: {len(wanted)}")
        self.body_bytes(wanted)
        self.urcs()


class A7600(Modem):
    family = "a7600"
    line_limit, default_cmee, plus_forms = 3071, 2, "+#$"
    maker, model = "SIMCOM INCORPORATED", "A7600E"
    firmware, rate = "A7600E", 115200
    methods = ["GET", "POST", "HEAD", "DELETE", "PUT"]
    column, parameter_error = 1, None
    data_least, data_limit, data_times = 1, 153600, (10, 65535)
    rereadable = 1 << 20
    default_headers = {"ACCEPT": "*/*", "CONTENT": "text/plain"}
    tags = {
        "URL": 2048, "CONNECTTO": (20, 120), "RECVTO": (2, 120), "CONTENT": 256, "ACCEPT": 256,
        "SSLCFG": (0, 9), "USERDATA": 256, "READMODE": (0, 1),
    }
    block = None
    user_data_limit = 256

    def power_up(self):
        super().power_up()
        factory = {"sslversion": 4, "authmode": 0, "ignorelocaltime": 1, "negotiatetime": 300, "cacert": "",
                   "clientcert": "", "clientkey": "", "password": "", "enableSNI": 0}
        self.contexts = [dict(factory) for _ in range(10)]
        self.certificates = getattr(self, "certificates", {})

    def leave_session_open(self):
        self.session = Session(values={"URL": "http://127.0.0.1:9/left", "READMODE": 1}, user_lines=["X-Left: 1"])

    def run_CGMR(self):
        self.info("+CGMR: A35B01A7600C")

    run_GMR = run_CGMR

    def run_CICCID(self):
        self.info("+ICCID: 89860012345678901234")

    def read_COPS(self):
        self.info('+COPS: 0,0,"CHINA MOBILE",7')

    def read_CEREG(self):
        self.read_registration("CEREG")

    def set_CEREG(self, given):
        self.set_registration("CEREG", given)

    def read_CPSI(self):
        self.info("+CPSI: LTE,Online,460-00,0x333C,39589680,308,EUTRAN-BAND3,1350,5,0,0,54,0,22")

    def set_CTZR(self, given):
        self.keep("CTZR", given, 0, 1)

    def set_CTZU(self, given):
        self.keep("CTZU", given, 0, 1)

    def set_CATR(self, given):
        self.keep("CATR", given, 0, 7)

    # ---- TLS contexts and certificates

    def set_CSSLCFG(self, given):
        if len(given) == 1:
            self.info(f"+CSSLCFG: {self.context_line(number(given[0], 0, 9))}")
            return
        if len(given) != 3:
            raise Failed()
        names = {name.lower(): name for name in self.contexts[0]}
        name, context = names.get(given[0][1].lower()), number(given[1], 0, 9)
        ranges = {"sslversion": (0, 4), "authmode": (0, 3), "ignorelocaltime": (0, 1), "negotiatetime": (10, 300),
                  "enableSNI": (0, 1)}
        if name is None:
            raise Failed()
        if name in ranges:
            self.contexts[context][name] = number(given[2], *ranges[name])
        elif not re.fullmatch(r".{1,104}\.(pem|der)", given[2][1], re.S):
            raise Failed()
        else:
            self.contexts[context][name] = given[2][1]

    def context_line(self, context):
        values = self.contexts[context].values()
        return ",".join([str(context)] + [f'"{v}"' if isinstance(v, str) else str(v) for v in values])

    def read_CSSLCFG(self):
        for context in range(10):
            self.info(f"+CSSLCFG: {self.context_line(context)}")

    def test_CCERTDOWN(self):
        self.info("+CCERTDOWN: (5-108),(1-10240)")

    def set_CCERTDOWN(self, given):
        if len(given) != 2 or not 5 <= len(given[0][1]) <= 108:
            raise Failed()
        name, size = given[0][1], number(given[1], 1, 10240)

        def done(data):
            self.certificates[name] = data
            self.final("OK")

        self.count(size, done)
        self.port.write(b"\r\n>")
        raise Later()

    def run_CCERTLIST(self):
        for name in self.certificates:
            self.info(f'+CCERTLIST: "{name}"')

    def set_CCERTDELE(self, given):
        if self.certificates.pop(given[0][1], None) is None:
            raise Failed()

    # ---- HTTP

    def need_session(self):
        if self.session is None:
            raise Failed()
        return self.session

    def run_HTTPINIT(self):
        if self.session is not None:
            raise Failed()
        self.context_active = True
        self.session = Session()

    def test_HTTPPARA(self):
        pass

    def test_HTTPACTION(self):
        self.info(f"+HTTPACTION: (0-{len(self.methods) - 1})")

    def check_url(self, value):
        if not re.match(r"https?://.", value, re.I):
            raise Failed()

    def user_data(self, session, value):
        lines = session.user_lines + [line for line in re.split(r"\\r\\n|\r\n", value) if line]
        if len("\r\n".join(lines)) > self.user_data_limit:
            raise Failed()
        session.user_lines = lines

    def data_deadline(self, counted, patience):
        """The port stays blocked until all bytes are in."""

    def dress(self, request, session):
        request.seconds = session.values.get("RECVTO", 20)

    def stored(self, session, response):
        name = self.methods[session.method]
        if session.values.get("READMODE") == 1 and len(response.body) >= self.rereadable:
            response = Response(response.number, 706)
        session.response = response
        length = len(response.head) if name == "HEAD" else len(response.body)
        self.urc(f"+HTTPACTION: {session.method},{response.status},{length}")
        if response.closed:
            self.urc("+HTTP_PEER_CLOSED")

    def unread(self):
        session = self.need_session()
        if session.running or session.response is None or not session.response.head:
            raise Failed()
        return session

    def read_HTTPREAD(self):
        session = self.unread()
        left = len(session.response.body) - session.at
        if not left and self.empty_read_fails:
            raise Failed()
        self.info(f"+HTTPREAD: LEN,{left}")

    empty_read_fails = True

    def set_HTTPREAD(self, given):
        session = self.unread()
        again = session.values.get("READMODE") == 1
        if len(given) not in (1, 2):
            raise Failed()
        size = number(given[-1], 1, 2**31 - 1)
        start = number(given[0], 0, 2**31 - 1) if len(given) == 2 else None
        if again:
            start = start or 0
        elif not start:
            # What was read is gone: a read without an offset, or from 0, goes on where the last one ended.
            start = session.at
        elif self.options.read_relative:
            start += session.at
        elif start < session.at:
            raise Failed()
        wanted = session.response.body[start:start + size]
        if not again:
            session.at = start + len(wanted)
        self.final("OK")
        self.send_blocks(wanted)
        raise Later()

    def send_blocks(self, data):
        block = self.options.block_bytes or self.block or max(1, len(data))
        after_payload = False
        for at in range(0, len(data), block):
            piece = data[at:at + block]
            self.block_line(f"+HTTPREAD: {self.data_mark}{len(piece)}", after_payload)
            self.body_bytes(piece)
            self.urcs()
            after_payload = True
        self.block_line("+HTTPREAD: 0", after_payload)
        self.urcs()

    def block_line(self, text, after_payload):
        framed = self.framed(text)
        self.port.write(framed[2:] if after_payload and self.options.no_block_breaks else framed)


class Sim7600(A7600):
    family = "sim7600"
    model = firmware = "SIM7600E"
    methods = ["GET", "POST", "HEAD", "DELETE"]
    tags = {**A7600.tags, "UA": 256, "BREAK": (0, 2**31), "BREAKEND": (0, 2**31), "RESPTO": (20, 120),
            "USERDATA": 512}
    data_mark, block, user_data_limit = "DATA,", 1024, 512
    empty_read_fails = False


STARTED = time.monotonic()


def main():
    options = options_of(sys.argv[1:])
    modem = {"sim800": Sim800, "a7600": A7600, "sim7600": Sim7600}[options.family](options)
    if os.path.islink(options.link):
        os.unlink(options.link)
    os.symlink(modem.port.path, options.link)

    def stop(*_):
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    print("ready", flush=True)
    try:
        modem.run()
    finally:
        if os.path.islink(options.link):
            os.unlink(options.link)


if __name__ == "__main__":
    main()
