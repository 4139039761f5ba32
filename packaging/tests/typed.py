#!/usr/bin/env python3
"""typed.py LINE WANTED LAST STATUS -- COMMAND...: starts COMMAND on a terminal, types LINE until WANTED is answered,
then LAST, and ends 0 if COMMAND then ends with STATUS. WANTED is not to stand in LINE, which is echoed."""
import os, pty, select, sys, time

line, wanted, last, status, _, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
seen = b""


def read(seconds):
    global seen
    if select.select([terminal], [], [], seconds)[0]:
        try:
            seen += os.read(terminal, 4096)
        except OSError:
            return False
    return True


limit = time.monotonic() + 120
typed = 0.0
while wanted.encode() not in seen and time.monotonic() < limit:
    if time.monotonic() - typed > 5:
        os.write(terminal, line.encode() + b"\n")
        typed = time.monotonic()
    if not read(0.5):
        break
if wanted.encode() in seen:
    os.write(terminal, last.encode() + b"\n")
ended = None
while ended is None and time.monotonic() < limit:
    read(0.5) or time.sleep(0.1)
    done, code = os.waitpid(pid, os.WNOHANG)
    if done:
        ended = os.waitstatus_to_exitcode(code)
if ended is None:
    os.kill(pid, 9)
sys.stdout.write(seen.decode(errors="replace"))
print("ended with", ended)
sys.exit(0 if wanted.encode() in seen and str(ended) == status else 1)
