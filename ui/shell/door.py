"""The way into the vault: first run, unlock, lock, and unlock again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from jfs_desktop.errors import UserError
from ui.shell import vault_jobs

if TYPE_CHECKING:
    from datetime import date

    from jfs_desktop.clock import Clock
    from jfs_desktop.store.vault import Vault
    from ui.dialogs.vault.face import Face
    from ui.dialogs.vault.first_run import Wishes
    from ui.dialogs.vault.unlock import UnlockFace
    from ui.shell.last_words import LastWords
    from ui.shell.preferences import Preferences
    from ui.shell.tasks import Tasks
    from ui.shell.vault_jobs import Opened
    from ui.shell.window import MainWindow

LAST_VAULT = "vault/last"
LOCK_SECONDS = 0.5
AFTER_FIRST_PAINT_MS = 60


class Door(QObject):
    """Shows the right face and opens the vault on the writer thread.

    ``opening()`` comes while a passphrase typed at the first face is worked out, perhaps a wrong one;
    ``opened(workspace)`` once; ``unlocked`` after each lock; ``recovered`` after either where it was by
    the recovery code, with a new passphrase. A wrong passphrase leaves the face as it is, with one sentence.
    """

    opening = Signal()
    opened = Signal(object)
    unlocked = Signal()
    recovered = Signal()

    def __init__(
        self, window: MainWindow, tasks: Tasks, clock: Clock, preferences: Preferences, folder: Path
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._clock = clock
        self._preferences = preferences
        self._folder = folder
        self._vault: Vault | None = None
        self._practice: tuple[date, int] | None = None
        self._last_words: LastWords | None = None
        self._code_seen = False
        self.face: Face | None = None

    @property
    def vault(self) -> Vault | None:
        """The opened vault, locked or not."""
        return self._vault

    def start(self) -> None:
        """Show the first face; the store's libraries load behind it."""
        if self._practice is not None:
            self._show_practice()
            return
        if vault_jobs.looks_like_vault(self._folder):
            self._show_unlock()
        else:
            self._show_first_run()
        QTimer.singleShot(AFTER_FIRST_PAINT_MS, self, self._warm_up)

    def _warm_up(self) -> None:
        """Load the store's libraries while the passphrase is typed; not before the face is painted,
        which they would hold up."""
        if self._vault is None and not self._tasks.busy:
            folder = self._folder
            self._tasks.apart(vault_jobs.warm_up, owner=self)
            self._tasks.apart(lambda: vault_jobs.clear_copies(folder), owner=self)

    def open_with(self, passphrase: str) -> None:
        """Open the vault for the first time in this window with what was typed at its face; after a lock it
        is opened again by :meth:`_unlock`. The demo vault has :meth:`open_demo`."""
        folder, clock = self._folder, self._clock
        # Its thread comes to the first when what loads behind the face is there, and begins the second.
        self._tasks.apart(lambda: None, owner=self, done=lambda _: self.opening.emit())
        self._tasks.apart(
            lambda: vault_jobs.open_vault(folder, passphrase, clock),
            owner=self,
            done=self._came_in,
            failed=self._failed,
        )

    def open_demo(self, today: date, participants: int) -> None:
        """Make the practice caseload where there is none, and open it."""
        self._practice = (today, participants)
        self._open_practice()

    def _open_practice(self) -> None:
        if self._practice is None:
            return
        folder, clock, (today, participants) = self._folder, self._clock, self._practice
        self._tasks.apart(
            lambda: vault_jobs.open_demo(folder, clock, today=today, participants=participants),
            owner=self,
            done=self._came_open,
            failed=self._failed,
        )

    def lock(self, session_line: str = "", last_words: LastWords | None = None) -> None:
        """Cover the window, and close the vault behind the writes already asked for; what of them finds no
        room on the disk is told, and written before the next unlock."""
        from ui.dialogs.vault.unlock import UnlockFace

        vault = self._vault
        if vault is None:
            return
        self._last_words = last_words
        self._tasks.hold()
        face = UnlockFace(self._folder, locked=True)
        face.set_session_line(session_line)
        if self._practice is not None:
            face.tell(self._practice_words())
        face.unlockRequested.connect(self._unlock)
        face.recoveryRequested.connect(self._unlock_by_code)
        self.face = face
        self._window.show_face(face)
        self._window.repaint()
        tasks = self._tasks

        def close() -> None:
            tasks.reads_finished(LOCK_SECONDS)
            vault_jobs.lock_vault(vault)

        tasks.apart(close, owner=self, done=lambda _: self._tell_room(face))

    def _tell_room(self, face: UnlockFace) -> None:
        if self._last_words is not None and self._last_words.waiting and face is self.face:
            from ui.shell.last_words import LOCKED_WITHOUT_ROOM

            face.tell(LOCKED_WITHOUT_ROOM)

    def close(self) -> None:
        """Give the vault up, when the window closes."""
        vault, tasks = self._vault, self._tasks
        if vault is None:
            return
        tasks.hold()

        def close() -> None:
            tasks.reads_finished(LOCK_SECONDS)  # a connection must not close under what reads by it
            vault_jobs.close_vault(vault)

        tasks.apart(close, owner=self)

    @staticmethod
    def _practice_words() -> str:
        """Nobody who opens the practice caseload was ever asked for a passphrase: it is no secret."""
        from jfs_desktop.casework.demo import DEMO_PASSPHRASE

        return f"Practice caseload of made-up people. Its passphrase is: {DEMO_PASSPHRASE}"

    def _show_practice(self) -> None:
        from ui.dialogs.vault.practice import PracticeFace

        face = PracticeFace()
        face.againRequested.connect(self._open_practice)
        face.quitRequested.connect(self._window.close)
        self.face = face
        self._window.show_face(face)

    def _show_unlock(self) -> UnlockFace:
        from ui.dialogs.vault.unlock import UnlockFace

        face = UnlockFace(self._folder)
        face.unlockRequested.connect(self.open_with)
        face.recoveryRequested.connect(self._recover)
        face.otherRequested.connect(self._choose_other)
        face.backupsRequested.connect(self._show_backups)
        self.face = face
        self._window.show_face(face)
        return face

    def _show_backups(self) -> None:
        """Have a backup put back, the vault being closed; then it is unlocked as ever."""
        try:
            face = vault_jobs.put_back_face(self._folder)
        except UserError as error:
            self._failed(error)
            return
        face.putBackRequested.connect(self._put_back)
        face.cancelled.connect(self._show_unlock)
        self.face = face
        self._window.show_face(face)

    def _put_back(self, copy: Path, passphrase: str) -> None:
        folder, clock = self._folder, self._clock
        self._tasks.apart(
            lambda: vault_jobs.put_back(folder, copy, passphrase, clock),
            owner=self,
            done=lambda kept: self._show_unlock().tell(
                f"The backup is back. What stood there is kept: {kept}"
            ),
            failed=self._failed,
        )

    def _show_first_run(self, *, finish: bool = False) -> None:
        from ui.dialogs.vault.first_run import FirstRunFace

        face = FirstRunFace(self._folder, finish=finish)
        face.createRequested.connect(self._finish if finish else self._create)
        face.otherRequested.connect(self._choose_other)
        self.face = face
        self._window.show_face(face)

    def _create(self, wishes: Wishes) -> None:
        clock = self._clock
        self._folder = wishes.folder
        self._tasks.apart(
            lambda: vault_jobs.create_vault(wishes, clock),
            owner=self,
            done=self._came_new,
            failed=self._failed,
        )

    def _finish(self, wishes: Wishes) -> None:
        vault, clock = self._vault, self._clock
        if vault is not None:
            self._tasks.apart(
                lambda: vault_jobs.finish_vault(vault, wishes, clock, code_seen=self._code_seen),
                owner=self,
                done=self._came_open,
                failed=self._failed,
            )

    def _recover(self, code: str, new: str) -> None:
        folder, clock = self._folder, self._clock
        self._tasks.apart(
            lambda: vault_jobs.recover_vault(folder, code, new, clock),
            owner=self,
            done=self._came_open_by_code,
            failed=self._failed,
        )

    def _came_open_by_code(self, opened: Opened) -> None:
        self._came_open(opened)
        self.recovered.emit()

    def _unlock(self, passphrase: str) -> None:
        vault, words = self._vault, self._last_words
        if vault is not None:
            self._tasks.apart(
                lambda: vault_jobs.unlock(vault, passphrase, words),
                owner=self,
                done=self._came_back,
                failed=self._failed,
            )

    def _unlock_by_code(self, code: str, new: str) -> None:
        vault, words = self._vault, self._last_words
        if vault is not None:
            self._tasks.apart(
                lambda: vault_jobs.unlock_by_code(vault, code, new, words),
                owner=self,
                done=self._came_back_by_code,
                failed=self._failed,
            )

    def _came_back_by_code(self, nothing: object) -> None:
        self._came_back(nothing)
        self.recovered.emit()

    def _choose_other(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(
            self._window, "Folder of the vault", str(self._folder.parent)
        )
        if not folder:
            return
        if not vault_jobs.looks_like_vault(Path(folder)):
            self._failed(
                UserError(
                    "There is no vault in that folder.",
                    remedy="Choose the folder in which store.db and keys.json lie.",
                )
            )
            return
        self._folder = Path(folder)
        self._show_unlock()

    def _came_new(self, opened: Opened, *, replaces: bool = False) -> None:
        from ui.dialogs.vault.recovery_code import RecoveryCodeFace

        face = RecoveryCodeFace(opened.recovery_code, replaces=replaces)
        face.confirmed.connect(lambda: self._keep_code(opened))
        self._vault = opened.vault
        self.face = face
        self._window.show_face(face)

    def _keep_code(self, opened: Opened) -> None:
        self._code_seen = True
        workspace = opened.workspace
        if workspace is None:
            self._came_open(opened)
            return
        self._tasks.apart(
            lambda: vault_jobs.code_kept(workspace),
            owner=self,
            done=lambda _: self._came_open(opened),
            failed=self._failed,
        )

    def _came_in(self, opened: Opened) -> None:
        if opened.recovery_code:  # the window ended while the first one was shown
            self._came_new(opened, replaces=True)
        else:
            self._came_open(opened)

    def _came_open(self, opened: Opened) -> None:
        self._vault = opened.vault
        if opened.workspace is None:
            self._show_first_run(finish=True)
            return
        if self._practice is None:
            self._preferences.put(LAST_VAULT, str(self._folder))
        self.face = None
        self.opened.emit(opened.workspace)

    def _came_back(self, _: object) -> None:
        self.face = None
        self._tasks.release()
        self.unlocked.emit()

    def _failed(self, error: UserError) -> None:
        if self.face is not None:
            self.face.fail(error)
