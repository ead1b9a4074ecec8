"""`python -m stack COMMAND`: see `COMMANDS`."""

import sys

from stack import assets, run, throwaway


def pytest(arguments: list[str]) -> int:
    """pytest [ARGUMENTS]: run pytest beside servers of its own."""
    return throwaway.run([sys.executable, "-m", "pytest", *arguments])


def shell(arguments: list[str]) -> int:
    """shell -- COMMAND: run any command beside servers of its own."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        raise SystemExit("Say what to run: python -m stack shell -- COMMAND")
    return throwaway.run(command)


def build_assets(arguments: list[str]) -> int:
    """assets: copy the design systems' files into static/built, unless they are there already."""
    print("Built static/built." if assets.ensure_built() else "static/built is up to date.")
    return 0


COMMANDS = {"run": run.main, "pytest": pytest, "shell": shell, "assets": build_assets}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print("\n".join(command.__doc__ for command in COMMANDS.values()), file=sys.stderr)
        return 2
    return COMMANDS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
