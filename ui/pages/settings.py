"""Settings: the provider, locking, the look, who works here, the calendar, the passphrase, the versions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.office import calendars, staff
from jfs_desktop.casework.office.calendars import CalendarStanding
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import StaffView
from ui.dialogs.office.staff_member import StaffMemberDialog, StaffWish
from ui.dialogs.vault.change_passphrase import ChangePassphrase
from ui.dialogs.vault.first_run import ROLES
from ui.dialogs.vault.new_recovery_code import NewRecoveryCode
from ui.pages.calendar_card import CalendarCard
from ui.pages.calls_card import CallsCard
from ui.pages.channels_card import ChannelsCard
from ui.pages.contract_card import ContractCard
from ui.pages.mail_card import MailCard
from ui.pages.pack_card import PackCard
from ui.pages.page import Page
from ui.pages.restricted_card import RestrictedCard
from ui.pages.safeguarding_card import LeadsCard, StaffChecksCard
from ui.pages.writing_card import WritingCard
from ui.shell.context import Context
from ui.shell.menus import THEME_WORDS
from ui.shell.notices import NO_TRAY, can_be_shown
from ui.shell.theme import THEME
from ui.widgets.buttons import button
from ui.widgets.card import Card, PageHead
from ui.widgets.folding import fold
from ui.widgets.form_kit import FormKit, choice, number_field
from ui.widgets.pill import Pill
from ui.widgets.scrolled import scrolled
from ui.widgets.text import ElidedLabel, by_letters, label

DECLARED: tuple[settings.Declared[Any], ...] = settings.DECLARED


class SettingsPage(Page):
    """Each field is saved when it is left; there is no Save button."""

    cares = Changed.SETTINGS | Changed.STAFF | Changed.CLOCKS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = FormKit()
        self.look = FormKit()
        self.people = QGridLayout()
        self.calendar = CalendarCard(context, lambda case_id: self.caseRequested.emit(case_id, ""))
        self.leads, self.checks = LeadsCard(context), StaffChecksCard(context)
        self.channels, self.restricted = ChannelsCard(context), RestrictedCard(context)
        self.contract, self.calls = ContractCard(context), CallsCard(context)
        self._help = WritingCard(context)
        self.pack, self.mail = PackCard(context), MailCard(context)
        self._shown: dict[str, Any] = {}
        self._add_settings()
        self._add_look()
        self._assemble()

    def load(self) -> None:
        self.leads.load()
        self.pack.load()
        self.mail.load()
        self.checks.load()
        self.channels.load()
        self.restricted.load()
        self.calls.load()
        workspace = self.context.workspace

        def read() -> tuple[dict[str, Any], tuple[StaffView, ...], CalendarStanding]:
            with workspace.reading() as db:
                values = {setting.key: settings.value_in(db, setting) for setting in DECLARED}
            return values, staff.all_staff(workspace), calendars.standing(workspace)

        self.context.tasks.read(read, owner=self, done=lambda found: self._show(*found))

    def clear(self) -> None:
        self._show_people(())
        self.calls.clear()
        self.mail.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fold(self._cards, self)

    def _add_settings(self) -> None:
        for setting in DECLARED:
            field: QWidget
            if isinstance(setting.default, bool):
                field = QCheckBox(setting.label)
                field.toggled.connect(lambda _, key=setting.key: self._left(key))
            elif isinstance(setting.default, int):
                field = number_field(setting.least or 0, setting.most or 9999)
                field.editingFinished.connect(lambda key=setting.key: self._left(key))
            else:
                field = QLineEdit()
                field.editingFinished.connect(lambda key=setting.key: self._left(key))
            self.form.add(setting.key, setting.label, field, help=setting.help)

    def _add_look(self) -> None:
        box = choice(THEME_WORDS)
        box.setMaximumWidth(by_letters(220))
        self.look.add("theme", "Theme", box, help="Documents stay white whatever you choose.")
        self.look.set_value("theme", self.context.theme.choice)
        self.look.changed.connect(self._choose_theme)
        self.context.theme.changed.connect(lambda: self.look.set_value("theme", self.context.theme.choice))

    def _assemble(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
        own = Card("Provider and lock")
        own.body.addWidget(self.form)
        look = Card("Look")
        look.body.addWidget(self.look)
        for card in (own, look, self._help, self.channels, self.contract, self._templates_card(), self.pack):
            left.addWidget(card)
        staffed = (self._people_card(), self.mail, self.checks, self.leads)
        for card in (*staffed, self.calendar, self.restricted, self.calls, self._vault_card()):
            right.addWidget(card)
        left.addStretch(1)
        right.addStretch(1)
        self._cards = row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        row.setSpacing(14)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        inner = QWidget()
        inner.setProperty("role", "plainground")
        inner.setMaximumWidth(by_letters(1100))
        inner.setLayout(row)
        row.setContentsMargins(0, 0, 8, 0)
        area = scrolled(inner)
        head = PageHead("Settings")
        head.sub.setText("Saved as you leave each field")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 16, 12)
        column.setSpacing(14)
        column.addWidget(head)
        column.addWidget(area, 1)

    def _people_card(self) -> Card:
        card = Card("Who works here")
        card.verbs.addWidget(button("Add somebody…", "plain", self._add_person, name="add-staff"))
        self.people.setHorizontalSpacing(12)
        self.people.setVerticalSpacing(6)
        self.people.setColumnStretch(0, 1)
        card.body.addLayout(self.people)
        return card

    def _templates_card(self) -> Card:
        card = Card("Templates and standard wording")
        card.verbs.addWidget(
            button("Open…", "plain", lambda: self.pageRequested.emit("templates"), name="open-templates")
        )
        card.body.addWidget(
            label("The Word files that documents are made of, and the texts they share.", "soft", wrap=True)
        )
        return card

    def _vault_card(self) -> Card:
        workspace = self.context.workspace
        card = Card("Vault and versions")
        card.verbs.addWidget(
            button("Change passphrase…", "plain", self._change_passphrase, name="change-passphrase")
        )
        card.verbs.addWidget(button("New recovery code…", "plain", self._new_code, name="new-recovery-code"))
        programme = workspace.programme
        for title, text in (
            ("Place of the vault", str(workspace.vault.folder)),
            ("Programme", f"{programme.name}, {programme.id}, version {programme.version}"),
        ):
            card.body.addWidget(label(title, "strong"))
            card.body.addWidget(ElidedLabel(text, "soft"))
        return card

    def _show(
        self, values: Mapping[str, Any], people: tuple[StaffView, ...], calendar: CalendarStanding
    ) -> None:
        before, self._shown = self._shown, dict(values)
        self.calendar.show_standing(calendar)
        self.contract.read()
        for key, value in values.items():
            typed = key in before and self.form.value(key) != before[key]
            if not (typed and self.form.field(key).hasFocus()):
                self.form.set_value(key, value)
        self._tell_no_tray()
        self._show_people(people)

    def _show_people(self, people: tuple[StaffView, ...]) -> None:
        while self.people.count():
            item = self.people.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, person in enumerate(people):
            here = person.id == self.context.workspace.me.id
            self.people.addWidget(_name_and_role(person, here=here), row, 0)
            pill = Pill("PRaP right", "accent") if person.prap_role else Pill("No PRaP right", "neutral")
            self.people.addWidget(pill if person.active else Pill("Left", "neutral"), row, 1)
            if person.active and not here:
                me = button("This is me", "quiet", partial(self._work_as, person), name="work-as")
                me.setAccessibleName(f"{person.name} works at this computer from now on")
                self.people.addWidget(me, row, 2)
            change = button("Change…", "quiet", partial(self._change_person, person))
            change.setAccessibleName(f"Change {person.name}")
            self.people.addWidget(change, row, 3)

    def _tell_no_tray(self) -> None:
        """Where notifications are wished for and the desktop shows none, the setting says so."""
        wished = bool(self.form.value(settings.NOTIFY.key))
        self.form.set_note(settings.NOTIFY.key, "" if can_be_shown() or not wished else NO_TRAY, "warning")

    def _left(self, key: str) -> None:
        value = self.form.value(key)
        if self._shown.get(key) == value or key not in self._shown:
            return
        setting = next(declared for declared in DECLARED if declared.key == key)
        self._shown[key] = value
        workspace = self.context.workspace

        def put() -> Outcome[Any]:
            return settings.put(workspace, setting, value)

        def refused(error: UserError) -> None:
            self._refused(key, error)

        self.context.tasks.write(put, owner=self, done=self._saved, failed=refused)

    def _saved(self, outcome: Outcome[Any]) -> None:
        self.form.set_notes({})
        self._tell_no_tray()
        self.context.hub.tell(outcome)

    def _refused(self, key: str, error: UserError) -> None:
        self._shown[key] = None
        if isinstance(error, BadInput):
            self.form.set_notes({key: (error.sentence, "error")})
        else:
            self.context.say.problem(error)

    def _choose_theme(self, _: str) -> None:
        value = self.look.value("theme")
        if value != self.context.theme.choice:
            self.context.preferences.put(THEME, value)
            self.context.theme.choose(value)

    def _add_person(self) -> None:
        StaffMemberDialog.ask(self.window(), None, self._save_person)

    def _change_person(self, person: StaffView) -> None:
        StaffMemberDialog.ask(self.window(), person, self._save_person)

    def _save_person(self, dialog: StaffMemberDialog, staff_id: UUID | None, wish: StaffWish) -> None:
        workspace = self.context.workspace

        def save() -> Outcome[StaffView]:
            if staff_id is None:
                return staff.add(workspace, name=wish.name, role=wish.role, prap_role=wish.prap_role)
            return staff.change(
                workspace,
                staff_id,
                name=wish.name,
                role=wish.role,
                prap_role=wish.prap_role,
                active=wish.active,
            )

        def done(outcome: Outcome[StaffView]) -> None:
            dialog.accept()
            self.context.hub.tell(outcome)

        self.context.tasks.write(save, owner=dialog, done=done, failed=dialog.refused)

    def _work_as(self, person: StaffView) -> None:
        workspace, context = self.context.workspace, self.context

        def done(outcome: Outcome[StaffView]) -> None:
            context.hub.tell(outcome)
            context.say.news(f"{outcome.value.name} works here now; new entries bear this name.")

        context.tasks.write(lambda: staff.work_as(workspace, person.id), owner=self, done=done)

    def _change_passphrase(self) -> None:
        ChangePassphrase.ask(self.window(), self.context)

    def _new_code(self) -> None:
        NewRecoveryCode.ask(self.window(), self.context)


def _name_and_role(person: StaffView, *, here: bool) -> QWidget:
    held = QWidget()
    lines = QVBoxLayout(held)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    lines.addWidget(ElidedLabel(person.name + (" (you)" if here else ""), "strong"))
    lines.addWidget(label(ROLES.get(person.role, person.role), "small"))
    return held
