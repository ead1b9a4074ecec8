"""Make the Python environment in .venv. Run by any python3, before anything is installed.

    python3 stack/bootstrap.py [--dev]

Nothing is done when .venv was made from the same locked requirements by the same Python. The syntax stays
that of Python 3.6, so that an outdated python3 gets as far as saying so.
"""

import hashlib
import os
import subprocess
import sys
import time

CHECKOUT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(CHECKOUT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 11)


def main(arguments):
    """Make the environment that the arguments ask for, unless it is there already."""
    complain_about_this_python()
    requirements = ["requirements.txt"] + (["requirements-dev.txt"] if "--dev" in arguments else [])
    wanted = {name: state_of(name) for name in requirements}
    lacking = [name for name in requirements if read(stamp(name)) != wanted[name] or not works()]
    if not lacking:
        return
    started = time.monotonic()
    with open(os.path.join(CHECKOUT, "requirements.txt")) as lock:
        hold(lock)
        make_environment()
        for name in lacking:
            if read(stamp(name)) != wanted[name]:
                install(name)
                with open(stamp(name), "w") as file:
                    file.write(wanted[name])
    say(f"The environment is ready ({time.monotonic() - started:.0f} s).")


def complain_about_this_python():
    """Two lacks have one clear line each: a Python too old, and Debian's python3 without its venv part."""
    if sys.version_info < OLDEST:
        here = ".".join(map(str, sys.version_info[:3]))
        raise SystemExit(f"Python 3.11 or newer is needed; this is {here}. Name another: make run PYTHON=python3.12")
    try:
        import ensurepip  # noqa: F401, PLC0415 - asked for only to learn whether it is there
        import venv  # noqa: F401, PLC0415 - the same
    except ImportError:
        raise SystemExit("Python's venv module is missing: install python3-venv (apt install python3-venv).") from None


def works():
    """Whether the environment has a Python that runs."""
    return os.access(VENV_PYTHON, os.X_OK)


def make_environment():
    """Make an empty environment, or say in one line what this Python lacks."""
    if works():
        return
    say("Making the environment in .venv ...")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], stdout=subprocess.PIPE)
    if done.returncode:
        raise SystemExit("The environment could not be made: install python3-venv (apt install python3-venv).")


def install(name):
    """Install one locked list of packages, every hash checked."""
    say(f"Installing the packages of {name} ...")
    command = [VENV_PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run(command + ["--require-hashes", "-r", os.path.join(CHECKOUT, name)])
    if done.returncode:
        raise SystemExit(f"pip could not install {name}: its message is above.")


def state_of(name):
    """What an environment is made from: the lock and the Python that runs it."""
    with open(os.path.join(CHECKOUT, name), "rb") as file:
        lock = hashlib.sha256(file.read()).hexdigest()
    return f"{lock} {sys.version_info[0]}.{sys.version_info[1]} {VENV}\n"


def stamp(name):
    """Where it is noted which state of a list was installed."""
    return os.path.join(VENV, "." + name + ".stamp")


def read(path):
    """A file's text, or nothing when there is none."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return None


def hold(lock):
    """Let one process at a time make the environment."""
    import fcntl  # noqa: PLC0415 - absent on Windows, where `make run` is not promised

    fcntl.flock(lock, fcntl.LOCK_EX)


def say(line):
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
