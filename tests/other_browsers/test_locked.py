"""A file with a passphrase in Firefox and WebKitGTK: saved, opened by an independent program, and opened again."""

from __future__ import annotations

import json

import pyrage

from builder.paper.plan import data_in
from tests.build.engines.age_worker import PHRASE
from tests.other_browsers.hands import every_field, find, press, sees, write, written
from tests.other_browsers.journey import BORROWED, CORE, answer_core, begin

GOAL = "Vad vill du ska bli möjligt?"


def test_P12_a_locked_file_is_saved_and_opened_again_and_by_an_independent_program(tab, home, saved_file, tmp_path):
    tab.get(home.url + "forbered/")
    begin(tab, BORROWED)
    answer_core(tab)
    press(tab, "Visa papperet")
    press(tab, "Spara en låst fil")
    write(tab, "Lösenfras", PHRASE)
    press(tab, "Dölj lösenfrasen")
    press(tab, "Spara den låsta filen")
    sees(tab, "är låst och sparad")
    file = saved_file(".age").rename(tmp_path / "plan.age")
    inside = pyrage.passphrase.decrypt(file.read_bytes(), PHRASE).decode()
    assert json.loads(data_in(inside))["answers"]["main_goal"] == CORE[GOAL]

    press(tab, "Rensa allt")
    press(tab, "Ja, rensa allt")
    sees(tab, "Allt är borttaget från den här sidan.")
    find(tab, "file", "Öppna en sparad fil").send_keys(str(file))
    write(tab, "Filens lösenfras", PHRASE[:-1])
    press(tab, "Lås upp filen")
    sees(tab, "Lösenfrasen passar inte.")
    write(tab, "Filens lösenfras", PHRASE[-1])
    press(tab, "Lås upp filen")
    sees(tab, "Filen är öppnad.")
    begin(tab, BORROWED)
    tab.get(home.url + "forbered/#main_goal")
    assert written(tab, GOAL) == CORE[GOAL]
    assert PHRASE not in every_field(tab) + tab.page_source
    assert not [request for request in home.asked if "bulle" in request]
