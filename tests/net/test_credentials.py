import sys
from pathlib import Path

import pytest

from newsdesk.net.credentials import Credentials, SecretKind, SecretMissing, SecretPlace, secret_from


def test_a_secret_comes_out_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRE_TOKEN", "t0ken")
    assert secret_from(SecretPlace(SecretKind.ENVIRONMENT, "WIRE_TOKEN")) == "t0ken"
    with pytest.raises(SecretMissing, match="OTHER_TOKEN"):
        secret_from(SecretPlace(SecretKind.ENVIRONMENT, "OTHER_TOKEN"))


def test_a_secret_is_the_first_line_that_a_command_prints() -> None:
    command = f"{sys.executable} -c \"print('s3cret'); print('more')\""
    assert secret_from(SecretPlace(SecretKind.COMMAND, command)) == "s3cret"


@pytest.mark.parametrize("command", ["", "'", "no-such-program", f"{sys.executable} -c 'raise SystemExit(1)'"])
def test_a_command_that_fails_is_told_without_its_words(command: str) -> None:
    with pytest.raises(SecretMissing) as told:
        secret_from(SecretPlace(SecretKind.COMMAND, command))
    assert not command or command not in str(told.value)


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    with pytest.raises(SecretMissing):
        secret_from(SecretPlace(SecretKind.COMMAND, f"true; touch {tmp_path}/ran"))
    assert not (tmp_path / "ran").exists()


def test_credentials_do_not_print_themselves() -> None:
    assert "secret" not in repr(Credentials("secret", user="jane"))
    assert Credentials("secret", user="jane").header() == "Basic amFuZTpzZWNyZXQ="
