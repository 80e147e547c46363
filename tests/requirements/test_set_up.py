"""`./run` makes a machine ready: a little checkout, a handmade wheel, an apt of our own, and no network."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from requirements import install

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = "hub base tools\n* base tools\n"
APT = """#!/bin/sh
# An apt that installs by putting an executable on the PATH, and keeps what it was asked.
echo "$@" >>"$APT_LOG"
[ -z "$APT_HANGS" ] || exec tail -f /dev/null
for word in "$@"; do
    case $word in
        --download-only) echo "Need to get 1,500 kB of archives."; exit 0 ;;
        broken-package) echo "E: Unable to locate package broken-package"; exit 100 ;;
        fake-package) cp "$(dirname "$0")/dpkg" "$(dirname "$0")/fake-tool" ;;
    esac
done
"""
PROGRAM = "import sys\nimport greeting\nprint(greeting.TEXT, *sys.argv[1:])\n"


def wheel(folder: Path, version: str) -> str:
    """A wheel of one module; its requirement line with the hash."""
    name = f"greeting-{version}"
    path = folder / f"{name}-py3-none-any.whl"
    files = {
        "greeting.py": f"TEXT = 'hello {version}'\n",
        f"{name}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: greeting\nVersion: {version}\n",
        f"{name}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            archive.writestr(inside, text)
        archive.writestr(f"{name}.dist-info/RECORD", "".join(f"{inside},,\n" for inside in files))
    return f"greeting=={version} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@dataclass(frozen=True)
class Machine:
    """A checkout, and the machine around it."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def checkout(self) -> Path:
        return self.folder / "checkout"

    @property
    def venv(self) -> Path:
        return self.checkout / ".venv"

    def start(self, *words: str) -> subprocess.Popen[str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "LC_", "LANG"))
        }
        base = Path(sys.executable).resolve().parent
        machine = {
            "PATH": f"{self.folder / 'bin'}:{base}:{os.environ['PATH']}",
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.folder / "wheels"),
            "PIP_CONFIG_FILE": os.devnull,
            "APT_LOG": str(self.folder / "apt.log"),
            "APT_HANGS": "",
            "LC_ALL": "C.UTF-8",
        }
        return subprocess.Popen(
            [self.checkout / "run", *words],
            env=kept | machine | self.variables,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            # A suite in the background may have been told to ignore Ctrl-C; a person's shell has not.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )

    def run(self, *words: str) -> tuple[int, str, str]:
        process = self.start(*words)
        out, err = process.communicate()
        return process.returncode, out, err

    def systems_python(self, path: str) -> None:
        """Lets `path` stand for the system's own Python."""
        entry = self.checkout / "run"
        entry.write_text(entry.read_text().replace("/usr/bin/python3", path))

    def lock(self, version: str) -> None:
        line = wheel(self.folder / "wheels", version)
        (self.checkout / "requirements/base.lock").write_text(line)

    def system(self, text: str) -> None:
        (self.checkout / "requirements/tools.apt").write_text(text)

    def asked(self) -> str:
        """What apt was asked since the last time."""
        log = self.folder / "apt.log"
        text = log.read_text() if log.exists() else ""
        log.unlink(missing_ok=True)
        return text


@pytest.fixture(scope="module")
def after_first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine on which `./run` was called once."""
    machine = Machine(tmp_path_factory.mktemp("machine"))
    for name in ("run", "requirements/install.py", "ui/messages/vi/setup.po"):
        (machine.checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, machine.checkout / name)
    commands = machine.checkout / "ui/commands"
    commands.mkdir()
    (commands / "__main__.py").write_text(PROGRAM)
    (commands / "hub.py").touch()
    (machine.checkout / "requirements/commands").write_text(COMMANDS)
    (machine.folder / "wheels").mkdir()
    programs = machine.folder / "bin"
    programs.mkdir()
    for name, text in {
        "apt-get": APT,
        "dpkg": "#!/bin/sh\n",
        "sudo": '#!/bin/sh\nshift\nexec "$@"\n',
    }.items():
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    machine.lock("1.0")
    machine.system("fake-package fake-tool\n")
    status, out, err = machine.run("hub", "--port", "1")
    assert (status, out) == (0, "hello 1.0 hub --port 1\n"), err
    assert "1.5 MB downloaded (Python 0.0, system 1.5)" in err
    assert "install -y -q --no-install-recommends" in machine.asked()
    return machine.folder


@pytest.fixture
def machine(after_first_run: Path, tmp_path: Path) -> Machine:
    """A copy of it."""
    shutil.copytree(after_first_run, tmp_path / "machine", symlinks=True)
    return Machine(tmp_path / "machine")


def seconds_of_children() -> float:
    """Processor time, which a busy machine does not stretch."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_from_the_second_time_on_it_costs_nothing_and_needs_no_network(machine: Machine) -> None:
    shutil.rmtree(machine.folder / "wheels")
    before = seconds_of_children()
    assert machine.run("hub", "-x") == (0, "hello 1.0 hub -x\n", "")
    assert seconds_of_children() - before < 0.3
    assert machine.asked() == ""


def test_from_another_folder_through_a_link(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(machine.checkout / "run")
    done = subprocess.run([tmp_path / "link", "hub"], cwd="/", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "hello 1.0 hub\n")


def test_a_new_lock_is_installed_once(machine: Machine) -> None:
    machine.lock("1.1")
    status, out, err = machine.run("hub")
    assert (status, out) == (0, "hello 1.1 hub\n")
    assert "Ready: " in err
    assert machine.run("hub") == (0, "hello 1.1 hub\n", "")


def test_a_set_that_another_one_replaced_is_installed_again(machine: Machine) -> None:
    (machine.checkout / "requirements/commands").write_text("hub base tools\n* later tools\n")
    (machine.checkout / "ui/commands/demo.py").touch()
    (machine.checkout / "requirements/later.lock").write_text(wheel(machine.folder / "wheels", "1.1"))
    assert machine.run("demo")[1] == "hello 1.1 demo\n"
    assert machine.run("hub")[1] == "hello 1.0 hub\n"


def test_a_larger_set_makes_the_smaller_one_ready(machine: Machine) -> None:
    (machine.checkout / "requirements/commands").write_text("hub part tools\n* base tools\n")
    (machine.checkout / "requirements/part.lock").write_text("")
    (machine.checkout / "ui/commands/demo.py").touch()
    machine.lock("1.1")
    assert machine.run("demo")[0] == 0
    assert machine.run("hub") == (0, "hello 1.1 hub\n", "")


def test_its_own_words_are_in_the_language_of_the_locale(machine: Machine) -> None:
    machine.lock("1.1")
    machine.variables["LC_ALL"] = "vi_VN.UTF-8"
    assert "Sẵn sàng: đã tải" in machine.run("hub")[2]


def test_without_a_network_a_new_lock_fails_in_one_line_and_the_old_state_stays(machine: Machine) -> None:
    old = (machine.checkout / "requirements/base.lock").read_text()
    machine.lock("1.1")
    shutil.rmtree(machine.folder / "wheels")
    status, out, err = machine.run("hub")
    assert (status, out) == (1, "")
    assert err.splitlines()[-1].startswith("Python packages failed: ERROR: ")
    (machine.checkout / "requirements/base.lock").write_text(old)
    assert machine.run("hub") == (0, "hello 1.0 hub\n", "")


def test_a_wheel_that_was_tampered_with_is_refused(machine: Machine) -> None:
    machine.lock("1.1")
    with zipfile.ZipFile(machine.folder / "wheels/greeting-1.1-py3-none-any.whl", "a") as archive:
        archive.writestr("evil.py", "")
    status, _out, err = machine.run("hub")
    assert status == 1
    assert "HASH" in err.upper()


def test_an_install_that_was_cut_short_is_made_again(machine: Machine) -> None:
    (module,) = machine.venv.glob("lib/*/site-packages/greeting.py")
    module.write_text("half a file (")
    (machine.venv / "unfinished").touch()
    (machine.venv / "stamps/base.lock").unlink()
    assert machine.run("hub")[:2] == (0, "hello 1.0 hub\n")
    assert not (machine.venv / "unfinished").exists()
    assert machine.run("hub") == (0, "hello 1.0 hub\n", "")


def test_an_environment_whose_python_went_away_is_made_again(machine: Machine) -> None:
    (machine.venv / "bin/python").unlink()
    (machine.venv / "bin/python").symlink_to("/nowhere/python3")
    assert machine.run("hub")[:2] == (0, "hello 1.0 hub\n")


def test_a_useful_package_that_can_not_be_had_is_told_once_and_stops_nothing(machine: Machine) -> None:
    machine.system("fake-package fake-tool\nbroken-package nowhere-tool optional\n")
    status, out, err = machine.run("hub")
    assert (status, out) == (0, "hello 1.0 hub\n")
    assert "Not installed, and not needed: broken-package" in err
    assert machine.run("hub") == (0, "hello 1.0 hub\n", "")


def test_a_needed_package_that_can_not_be_had_is_told_in_one_line(machine: Machine) -> None:
    machine.system("broken-package nowhere-tool\n")
    status, out, err = machine.run("hub")
    assert (status, out) == (1, "")
    command = "apt-get install --no-install-recommends broken-package"
    assert err.splitlines()[-1] == f"{command} failed: E: Unable to locate package broken-package"


def test_interrupted_in_the_middle_and_repeated(machine: Machine) -> None:
    (machine.folder / "bin/fake-tool").unlink()
    machine.system("fake-package fake-tool # again\n")
    machine.variables["APT_HANGS"] = "yes"
    process = machine.start("hub")
    assert process.stderr is not None
    while "System packages that are missing: fake-package" not in process.stderr.readline():
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode in (130, -signal.SIGINT)  # the shell's own end; both are 130 to who called it
    assert out == ""
    assert "Interrupted" in err
    assert "Traceback" not in err
    machine.variables["APT_HANGS"] = ""
    assert machine.run("hub")[:2] == (0, "hello 1.0 hub\n")


def test_a_word_that_is_no_command_installs_nothing_more(machine: Machine) -> None:
    (machine.checkout / "requirements/commands").write_text("doctor base tools\n* huge tools\n")
    assert machine.run("dmeo") == (0, "hello 1.0 dmeo\n", "")
    assert machine.run("--lang", "vi", "--help") == (0, "hello 1.0 --lang vi --help\n", "")


def test_without_a_python_it_names_the_package(machine: Machine) -> None:
    shutil.rmtree(machine.venv)
    programs = machine.folder / "bare"
    programs.mkdir()
    for name in ("sh", "readlink", "dirname", "cmp", "printf", "tr"):
        (programs / name).symlink_to(str(shutil.which(name)))
    machine.variables["PATH"] = str(programs)
    machine.systems_python("/nowhere/python3")
    said = "Python 3.11, 3.12 or 3.13 is needed: apt-get install python3 python3-venv\n"
    assert machine.run("hub") == (1, "", said)


@pytest.mark.parametrize(("imports", "asked"), [("exit 0", True), ("exit 1", False)])
def test_the_systems_python_is_used_where_it_can_make_an_environment(
    machine: Machine, imports: str, asked: bool
) -> None:
    shutil.rmtree(machine.venv / "stamps")
    (machine.checkout / "requirements/install.py").write_text("raise SystemExit('set up')")
    told = f'[ "$1" = -c ] && {imports}\ntouch {machine.folder}/asked\n'
    system = machine.folder / "python"
    system.write_text(f'#!/bin/sh\n{told}exec {sys.executable} "$@"\n')
    system.chmod(0o755)
    machine.systems_python(str(system))
    assert machine.run("hub") == (1, "", "set up\n")
    assert (machine.folder / "asked").exists() == asked


class TestWhereAptMayNotInstall:
    """The one line that a person without the right gets."""

    @pytest.fixture(autouse=True)
    def checkout(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "tools.apt").write_text("libnowhere1 libnowhere.so.1\nnowhere nowhere-tool\n")
        monkeypatch.setattr(install, "REQUIREMENTS", tmp_path)
        monkeypatch.setattr(install, "STAMPS", tmp_path / "stamps")
        monkeypatch.setattr(install.Apt, "_find_prefix", staticmethod(lambda: None))

    def test_it_is_the_exact_command(self) -> None:
        with pytest.raises(install.CannotSetUp) as refused:
            install.install_system(["tools"], install.Cost(), install.Progress())
        assert str(refused.value).endswith(": apt-get install --no-install-recommends libnowhere1 nowhere")

    def test_nothing_is_stamped(self, tmp_path: Path) -> None:
        with pytest.raises(install.CannotSetUp):
            install.install_system(["tools"], install.Cost(), install.Progress())
        assert not (tmp_path / "stamps").exists()


def test_a_file_may_stand_in_a_folder_of_any_version(tmp_path: Path) -> None:
    package = install.Package("server", f"{tmp_path}/*/bin/server", optional=True)
    assert not package.present()
    (tmp_path / "15" / "bin" / "server").mkdir(parents=True)
    assert not package.present()
    (tmp_path / "17" / "bin").mkdir(parents=True)
    (tmp_path / "17" / "bin" / "server").touch()
    assert package.present()


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("Need to get 81.2 MB/90.0 MB of archives.", 81_200_000),
        ("Need to get 0 B/9,876 kB of archives.", 0),
        ("Fetched 9,012 kB in 3s (3,004 kB/s)", 9_012_000),
        ("nothing of the kind", 0),
    ],
)
def test_what_apt_says_of_sizes_is_understood(said: str, size: int) -> None:
    assert install.apt_bytes(f"Reading…\n{said}\nDone\n") == size
