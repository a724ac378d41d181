"""``rustybt keygen``: make the key that encrypts stored credentials, or replace it."""

from __future__ import annotations

from pathlib import Path

import click

from rustybt.cli.settings import traceback_option

__all__ = ["keygen"]

FILE = click.Path(dir_okay=False, path_type=Path)

INSTRUCTIONS = """\
No key was made: say where it shall be kept.

  rustybt keygen --keyring
      in the keyring of this system; rustybt finds it there by itself
  rustybt keygen --key-file PATH
      in a file of mode 0600; then set RUSTYBT_ENCRYPTION_KEY_FILE=PATH
  export RUSTYBT_ENCRYPTION_KEY=$(rustybt keygen --print)
      in the environment of a shell, for a container or a secrets manager; child processes see it

Back the key up off this machine: without it the stored credentials cannot be read. Replace it each quarter:
  rustybt keygen --rotate --key-file PATH --database live.db
"""


@click.command()
@click.option("--key-file", type=FILE, help="Write the key to this file, with mode 0600.")
@click.option("--keyring", "in_keyring", is_flag=True, help="Keep the key in the keyring of this system.")
@click.option(
    "--print", "printed", is_flag=True, help="Write the key, and nothing else, to the standard output."
)
@click.option("--rotate", is_flag=True, help="Replace the key, and encrypt the credentials again.")
@click.option(
    "--database",
    "databases",
    type=FILE,
    multiple=True,
    help="With --rotate: a database with credentials; all of them.",
)
@traceback_option
def keygen(
    *, key_file: Path | None, in_keyring: bool, printed: bool, rotate: bool, databases: tuple[Path, ...]
) -> None:
    """Make the key that encrypts stored broker credentials.

    A key that is there is never overwritten. With --rotate it is replaced: every row is encrypted again, and a
    rotation that was cut off goes on when the command is run again.

    \b
    Examples:
      rustybt keygen
      rustybt keygen --key-file ~/.rustybt/key
      rustybt keygen --keyring
      rustybt keygen --rotate --key-file ~/.rustybt/key --database live.db
    """
    if sum((key_file is not None, in_keyring, printed)) > 1:
        raise click.UsageError("--key-file, --keyring and --print exclude each other")
    if rotate:
        _rotate(key_file, databases, in_keyring=in_keyring)
    elif databases:
        raise click.UsageError("--database goes with --rotate")
    elif printed:
        _print()
    elif key_file is not None or in_keyring:
        _make(key_file)
    else:
        click.echo(INSTRUCTIONS, nl=False)


def _print() -> None:
    from rustybt.live.encryption import EncryptionKey

    click.echo(EncryptionKey.generate().secret.reveal())


def _make(key_file: Path | None) -> None:
    from rustybt.exceptions import CredentialError
    from rustybt.live.encryption import EncryptionKey, KeyRing, KeyringKeys
    from rustybt.live.private_files import write_private

    key = EncryptionKey.generate()
    if key_file is not None:
        write_private(key_file, KeyRing((key,)).text())
        click.echo(f"Key {key.key_id} is in {key_file}. Set RUSTYBT_ENCRYPTION_KEY_FILE={key_file}")
        return
    holder = KeyringKeys()
    if holder.read() is not None:
        raise CredentialError(
            "the keyring has a key already and it is not overwritten; replace it with --rotate"
        )
    holder.write(KeyRing((key,)))
    click.echo(f"Key {key.key_id} is in the keyring of this system.")


def _rotate(key_file: Path | None, databases: tuple[Path, ...], *, in_keyring: bool) -> None:
    from functools import partial
    from time import time_ns

    from rustybt.live.credentials import CredentialStore, rotate_keys
    from rustybt.live.encryption import FileKeys, KeyringKeys

    if not databases or not (key_file or in_keyring):
        raise click.UsageError("--rotate needs --database, and --key-file or --keyring")
    missing = [str(path) for path in databases if not path.exists()]
    if missing:
        raise click.UsageError(f"there is no database {', '.join(missing)}")
    holder = FileKeys(key_file) if key_file else KeyringKeys()
    stores = [partial(CredentialStore, path, clock=time_ns) for path in databases]
    keys, done = rotate_keys(holder, stores)
    click.echo(f"Key {keys.current.key_id} took over: {done} connections were encrypted again.")
