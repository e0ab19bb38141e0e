"""The recorded cases of tests/spec: reading, writing, laying out files, running one case.

The format is described in tests/spec/README.md. Standard library only.
"""
import calendar
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

CASE = b"=== "
SECTION = b"--- "
DIRECTORY_TOKEN = b"{DIR}"
DEFAULT_MTIME = calendar.timegm((2024, 1, 2, 3, 4, 5)) * 10**9
RUNNERS = ("-c", "stdin", "file")
RECORDED = ("stdout", "stderr", "status")
BLOCKS = ("script", "stdin", "stdout", "stderr", "file")
LINES = ("env", "dir", "link", "hardlink", "fifo", "runner", "only", "needs", "known-failure", "stderr", "status")
HEADER_LINES = ("runner", "stderr", "only", "needs")
TIME_LIMIT = 20


class SpecError(Exception):
    pass


class Item:
    """One section of a case: a block of lines, or a `key: value` line."""

    def __init__(self, key, value, words, lines, line_number):
        self.key = key              # "script", "file", "env" ...
        self.value = value          # what follows the colon; None for a block
        self.words = words          # the words of a block's head line
        self.lines = lines          # the block's lines as they stand in the file, or None
        self.line_number = line_number
        self.lead = []              # comments and blank lines before it

    @property
    def is_block(self):
        return self.value is None

    def content(self):
        text = b"".join(line + b"\n" for line in self.lines)
        return unescape(text) if b"escaped" in self.words else text


class Case:
    def __init__(self, name, line_number):
        self.name = name
        self.line_number = line_number
        self.items = []
        self.lead = []
        self.file = None

    def all(self, key):
        return [i for i in self.items if i.key == key]

    def line(self, key, default=None):
        for i in self.items:
            if i.key == key and not i.is_block:
                return i.value
        return self.file.defaults.get(key, default)

    def block(self, key):
        for i in self.items:
            if i.key == key and i.is_block:
                return i.content()
        return None

    @property
    def script(self):
        text = self.block("script").rstrip(b"\n") if b"escaped" not in self._head("script") else self.block("script")
        return text

    def _head(self, key):
        for i in self.items:
            if i.key == key and i.is_block:
                return i.words
        return []

    @property
    def runner(self):
        return self.line("runner", b"-c").decode()

    @property
    def recorded(self):
        status = self.line("status")
        if status is None:
            return None
        return Result(self.block("stdout") or b"", self.block("stderr") or b"", int(status))


class SpecFile:
    def __init__(self, path):
        self.path = path
        self.head = []
        self.defaults = {}
        self.cases = []
        self.tail = []


class Result:
    def __init__(self, stdout, stderr, status):
        self.stdout, self.stderr, self.status = stdout, stderr, status

    def __eq__(self, other):
        return (self.stdout, self.stderr, self.status) == (other.stdout, other.stderr, other.status)


def unescape(text):
    out = bytearray()
    i = 0
    while i < len(text):
        c = text[i]
        if c != 0x5C:
            out.append(c)
            i += 1
            continue
        d = text[i + 1:i + 2]
        if d == b"\n":
            i += 2
        elif d == b"x":
            out.append(int(text[i + 2:i + 4], 16))
            i += 4
        elif d in b"\\ntre" and d:
            out += {b"\\": b"\\", b"n": b"\n", b"t": b"\t", b"r": b"\r", b"e": b"\x1b"}[d]
            i += 2
        else:
            raise SpecError("unknown escape \\%s" % d.decode("latin-1"))
    return bytes(out)


def needs_escape(data):
    if data and not data.endswith(b"\n"):
        return True
    if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", data) or re.search(rb"^(---|===) ", data, re.M):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def escape(data):
    """Block lines (bytes, each ending in a newline) that unescape to data."""
    out = []
    for line in data.split(b"\n"):
        text = line.decode("utf-8", "surrogateescape")
        piece = []
        for c in text:
            n = ord(c)
            if c == "\\":
                piece.append("\\\\")
            elif c == "\r":
                piece.append("\\r")
            elif c == "\x1b":
                piece.append("\\e")
            elif (n < 32 and c != "\t") or n == 127:
                piece.append("\\x%02x" % n)
            elif 0xDC80 <= n <= 0xDCFF:
                piece.append("\\x%02x" % (n - 0xDC00))
            else:
                piece.append(c)
        joined = "".join(piece)
        if joined.startswith(("--- ", "=== ")):
            joined = "\\x%02x" % ord(joined[0]) + joined[1:]
        out.append(joined.encode("utf-8"))
    if out[-1] == b"":
        out.pop()
        return b"".join(line + b"\n" for line in out)
    return b"".join(line + b"\n" for line in out[:-1]) + out[-1] + b"\\\n"


def block(key, data):
    if needs_escape(data):
        return SECTION + key + b" escaped\n" + escape(data)
    return SECTION + key + b"\n" + data


def head_words(text):
    """The words of a head line; a word may be in double quotes, with the escapes of an escaped block."""
    words = []
    for m in re.finditer(rb'"((?:[^"\\]|\\.)*)"|(\S+)', text):
        words.append(unescape(m.group(1).replace(b'\\"', b'\\x22')) if m.group(1) is not None else m.group(2))
    return words


def read(path):
    with open(path, "rb") as f:
        data = f.read()
    spec = SpecFile(path)
    where = lambda n, what: SpecError("%s:%d: %s" % (path, n, what))
    lead, case, current = spec.head, None, None
    lines = data.split(b"\n")
    if lines and lines[-1] == b"":
        lines.pop()
    for n, line in enumerate(lines, 1):
        if line.startswith(CASE):
            name = line[len(CASE):].decode("utf-8").strip()
            if any(c.name == name for c in spec.cases):
                raise where(n, "two cases are named " + name)
            if case is None:
                spec.head, lead = lead, []
            case = Case(name, n)
            case.file = spec
            case.lead, lead = lead, []
            spec.cases.append(case)
            current = None
        elif line.startswith(SECTION):
            rest = line[len(SECTION):]
            m = re.match(rb"([a-z-]+):(?:\s+(.*))?$", rest)
            if m:
                key, value = m.group(1).decode(), (m.group(2) or b"").rstrip()
                if case is None:
                    if key not in HEADER_LINES:
                        raise where(n, "unknown file-wide line " + key)
                    spec.defaults[key] = value
                    lead.append(line)
                    continue
                if key not in LINES:
                    raise where(n, "unknown line " + key)
                item, current = Item(key, value, [], None, n), None
            else:
                words = head_words(rest)
                key = words[0].decode() if words else ""
                if case is None or key not in BLOCKS:
                    raise where(n, "unknown section " + rest.decode())
                current = item = Item(key, None, words[1:], [], n)
                item.head = line
            item.lead, lead = lead, []
            case.items.append(item)
        elif current is not None:
            current.lines.append(line)
        elif line.strip() == b"" or line.startswith(b"#"):
            lead.append(line)
        else:
            raise where(n, "text outside a section: " + line.decode("utf-8", "replace"))
    if case is None:
        spec.head = lead
    else:
        spec.tail = lead
    for case in spec.cases:
        scripts = [i for i in case.items if i.key == "script"]
        if len(scripts) != 1:
            raise where(case.line_number, "a case has exactly one script")
        if case.runner not in RUNNERS:
            raise where(case.line_number, "unknown runner " + case.runner)
        item = scripts[0]
        while item.lines and item.lines[-1] == b"" and b"escaped" not in item.words:
            item.lines.pop()
    return spec


def write(spec, results):
    """The file's text with the given results in place of those recorded; results maps a case to its Result."""
    out = [line + b"\n" for line in spec.head]
    for case in spec.cases:
        lead = case.lead
        while lead and lead[0].strip() == b"":
            lead = lead[1:]
        if out and out[-1].strip() != b"":
            out.append(b"\n")
        out += [line + b"\n" for line in lead]
        out.append(CASE + case.name.encode() + b"\n")
        result = results.get(case) or case.recorded
        for item in case.items:
            if item.key in RECORDED and (item.is_block or item.key == "status"):
                continue
            out += [line + b"\n" for line in item.lead if line.strip()]
            if item.is_block:
                out.append(item.head + b"\n")
                out += [line + b"\n" for line in item.lines]
            else:
                out.append(SECTION + item.key.encode() + b": " + item.value + b"\n")
        if result is not None:
            if result.stdout:
                out.append(block(b"stdout", result.stdout))
            if result.stderr:
                out.append(block(b"stderr", result.stderr))
            out.append(SECTION + b"status: %d\n" % result.status)
    tail = [line for line in spec.tail if line.strip()]
    if tail:
        out.append(b"\n")
        out += [line + b"\n" for line in tail]
    return b"".join(out)


# ---- the directory a case runs in

def parse_time(text):
    m = re.match(r"(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)(?:\.(\d+))?$", text)
    if not m:
        raise SpecError("a time is written 2024-01-02T03:04:05, not " + text)
    seconds = calendar.timegm(tuple(int(g) for g in m.groups()[:6]))
    return seconds * 10**9 + int((m.group(7) or "0").ljust(9, "0"))


def attributes(words):
    name, mode, mtime = words[0], None, DEFAULT_MTIME
    for w in words[1:]:
        if w == b"escaped":
            continue
        key, _, value = w.decode().partition("=")
        if key == "mode":
            mode = int(value, 8)
        elif key == "mtime":
            mtime = parse_time(value)
        else:
            raise SpecError("unknown attribute " + w.decode())
    return name, mode, mtime


def lay_out(case, root, owner):
    """Creates the case's files under root (bytes); owner is (uid, gid) or None."""
    directories = {}
    made = []

    def parents(name):
        parent = os.path.dirname(name)
        if parent and parent not in directories:
            parents(parent)
            os.makedirs(os.path.join(root, parent), exist_ok=True)
            directories[parent] = (None, DEFAULT_MTIME)

    links = []
    for item in case.items:
        if item.key == "file":
            name, mode, mtime = attributes(item.words)
            parents(name)
            path = os.path.join(root, name)
            with open(path, "wb") as f:
                f.write(item.content())
            made.append((path, 0o644 if mode is None else mode, mtime))
        elif item.key == "dir":
            name, mode, mtime = attributes(head_words(item.value))
            parents(name)
            os.makedirs(os.path.join(root, name), exist_ok=True)
            directories[name] = (mode, mtime)
        elif item.key == "link":
            words = head_words(item.value)
            if len(words) < 3 or words[1] != b"->":
                raise SpecError("a link is written `name -> target`")
            name, _, mtime = attributes([words[0]] + words[3:])
            parents(name)
            path = os.path.join(root, name)
            os.symlink(words[2], path)
            links.append((path, mtime))
        elif item.key == "hardlink":
            words = head_words(item.value)
            if len(words) != 3 or words[1] != b"=":
                raise SpecError("a hard link is written `name = existing`")
            parents(words[0])
            os.link(os.path.join(root, words[2]), os.path.join(root, words[0]))
        elif item.key == "fifo":
            name, mode, mtime = attributes(head_words(item.value))
            parents(name)
            path = os.path.join(root, name)
            os.mkfifo(path)
            made.append((path, 0o644 if mode is None else mode, mtime))
    if case.runner == "file":
        path = os.path.join(root, b"script.sh")
        with open(path, "wb") as f:
            f.write(case.script + b"\n")
        made.append((path, 0o755, DEFAULT_MTIME))
    for path, mode, mtime in made:
        if owner:
            os.chown(path, *owner)
        os.chmod(path, mode)
        os.utime(path, ns=(mtime, mtime))
    for path, mtime in links:
        if owner:
            os.chown(path, *owner, follow_symlinks=False)
        os.utime(path, ns=(mtime, mtime), follow_symlinks=False)
    for name in sorted(directories, key=len, reverse=True):
        mode, mtime = directories[name]
        path = os.path.join(root, name)
        if owner:
            os.chown(path, *owner)
        os.chmod(path, 0o755 if mode is None else mode)
        os.utime(path, ns=(mtime, mtime))
    if owner:
        os.chown(root, *owner)
    os.chmod(root, 0o755)
    os.utime(root, ns=(DEFAULT_MTIME, DEFAULT_MTIME))


def clear(root):
    def retry(function, path, _):
        os.chmod(os.path.dirname(path), 0o700)
        os.chmod(path, 0o700)
        function(path)
    for folder, names, _ in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                os.chmod(path, 0o700)
    shutil.rmtree(root, onerror=retry)


def lab_user():
    """(uid, gid) to run as: permissions mean nothing to root."""
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("nobody")
    return user.pw_uid, user.pw_gid


class Pipe:
    """What the case writes to; it belongs to the user of the case, who may open /dev/stdout."""

    def __init__(self, owner):
        self.read_end, self.end = os.pipe()
        if owner:
            os.fchown(self.end, *owner)
        self.chunks = []

    def start(self):
        os.close(self.end)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        while chunk := os.read(self.read_end, 65536):
            self.chunks.append(chunk)

    def close(self):
        self.thread.join()
        os.close(self.read_end)
        return b"".join(self.chunks)


def feed(stream, data):
    try:
        with stream:
            stream.write(data)
    except BrokenPipeError:
        pass


def run(case, shell, as_user=True):
    """Runs the case with the executable `shell` in a fresh directory; the Result has the directory as a token."""
    owner = lab_user() if as_user else None
    root = tempfile.mkdtemp(prefix="spec.", dir="/tmp").encode()
    try:
        lay_out(case, root, owner)
        env = {b"LC_ALL": b"C.UTF-8", b"TZ": b"UTC", b"PATH": b"/usr/bin:/bin", b"HOME": root}
        for item in case.all("env"):
            name, _, value = item.value.partition(b"=")
            env[name] = value.replace(DIRECTORY_TOKEN, root)
        arguments, stdin = [b"bash"], case.block("stdin")
        if case.runner == "-c":
            arguments += [b"-c", case.script]
        elif case.runner == "file":
            arguments += [b"script.sh"]
        else:
            stdin = case.script + b"\n" + (stdin or b"")

        pipes = [Pipe(owner), Pipe(owner)]
        process = subprocess.Popen(
            arguments, executable=shell, cwd=root, env=env, stdout=pipes[0].end, stderr=pipes[1].end,
            stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE, start_new_session=True,
            **({"user": owner[0], "group": owner[1], "extra_groups": []} if owner else {}), umask=0o022)
        for pipe in pipes:
            pipe.start()
        if stdin is not None:
            threading.Thread(target=feed, args=(process.stdin, stdin), daemon=True).start()
        until = time.monotonic() + TIME_LIMIT
        late = False
        try:
            status = process.wait(TIME_LIMIT)
            for pipe in pipes:
                pipe.thread.join(max(0, until - time.monotonic()))
                late = late or pipe.thread.is_alive()
        except subprocess.TimeoutExpired:
            late = True
        if late:
            os.killpg(process.pid, signal.SIGKILL)
            status = -1
            process.wait()
        stdout, stderr = pipes[0].close(), pipes[1].close()
        if late:
            stderr += b"\n(spec: still running after %d seconds)\n" % TIME_LIMIT
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        if status < 0 and not late:
            status = 128 - status
        return Result(stdout.replace(root, DIRECTORY_TOKEN), stderr.replace(root, DIRECTORY_TOKEN), status)
    finally:
        clear(root)


def same_stderr(case, expected, actual, names=(b"bash",)):
    if case.line("stderr") == b"any":
        return True
    pattern = rb"^(?:" + b"|".join(re.escape(n) for n in names) + rb"): "
    return expected == re.sub(pattern, b"bash: ", actual, flags=re.M)


def spec_files(arguments, root):
    """The files named, or all; a bare name is looked for under tests/spec."""
    everything = []
    for folder, _, names in os.walk(root):
        everything += [os.path.join(folder, n) for n in names if n.endswith(".spec")]
    everything.sort()
    if not arguments:
        return everything
    found = []
    for a in arguments:
        if os.path.isdir(a):
            found += [p for p in everything if os.path.abspath(p).startswith(os.path.abspath(a) + os.sep)]
        elif os.path.exists(a):
            found.append(a)
        else:
            hits = [p for p in everything if a in (os.path.basename(p), os.path.basename(p)[:-5],
                                                   os.path.basename(os.path.dirname(p)))]
            if not hits:
                raise SpecError("no such case file: " + a)
            found += hits
    return found
