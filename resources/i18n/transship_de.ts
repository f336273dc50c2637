<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>RepositoryColumns</name>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Project id</source>
        <translation>Projekt-Id</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Root namespace id</source>
        <translation>Id des obersten Namensraums</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Pre import started</source>
        <translation>Vorabimport begonnen</translation>
    </message>
    <message>
        <source>Pre import done</source>
        <translation>Vorabimport fertig</translation>
    </message>
    <message>
        <source>Import started</source>
        <translation>Import begonnen</translation>
    </message>
    <message>
        <source>Import done</source>
        <translation>Import fertig</translation>
    </message>
    <message>
        <source>Aborted</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Aborted in</source>
        <translation>Abgebrochen in</translation>
    </message>
    <message>
        <source>Step accepted</source>
        <translation>Schritt angenommen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
</context>
<context>
    <name>transship</name>
    <message>
        <source>Select a repository first.</source>
        <translation>Zuerst ein Repository auswählen.</translation>
    </message>
    <message>
        <source>Not possible in %1; only from %2.</source>
        <translation>Nicht möglich in %1; nur aus %2.</translation>
    </message>
    <message>
        <source>Nothing to migrate yet.</source>
        <translation>Noch nichts zu migrieren.</translation>
    </message>
    <message>
        <source>Nothing left to do: every repository is done or skipped.</source>
        <translation>Nichts mehr zu tun: jedes Repository ist fertig oder übersprungen.</translation>
    </message>
    <message>
        <source>Paused: nothing new is started; %1 in flight go on to their end.</source>
        <translation>Angehalten: nichts Neues beginnt; %1 laufende gehen bis zu ihrem Ende weiter.</translation>
    </message>
    <message>
        <source>Paused: nothing new is started until you resume.</source>
        <translation>Angehalten: nichts Neues beginnt, bis Sie fortsetzen.</translation>
    </message>
    <message>
        <source>No slots: choose a capacity to let repositories start.</source>
        <translation>Keine Plätze: eine Kapazität wählen, damit Repositories beginnen können.</translation>
    </message>
    <message>
        <source>All %1 slots are taken: the next one starts when a slot frees.</source>
        <translation>Alle %1 Plätze sind belegt: das nächste beginnt, wenn einer frei wird.</translation>
    </message>
    <message>
        <source>Nothing left to start: the last ones are in flight.</source>
        <translation>Nichts mehr zu beginnen: die letzten laufen.</translation>
    </message>
    <message>
        <source>This profile is read-only.</source>
        <translation>Dieses Profil ist nur lesbar.</translation>
    </message>
    <message>
        <source>Under way on this selection: %1</source>
        <translation>Läuft bereits auf dieser Auswahl: %1</translation>
    </message>
    <message>
        <source>The selected rows are being loaded.</source>
        <translation>Die ausgewählten Zeilen werden geladen.</translation>
    </message>
    <message>
        <source>pre import, attempt %1</source>
        <translation>Vorabimport, Versuch %1</translation>
    </message>
    <message>
        <source>pre import</source>
        <translation>Vorabimport</translation>
    </message>
    <message>
        <source>import, attempt %1</source>
        <translation>Import, Versuch %1</translation>
    </message>
    <message>
        <source>import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>waited for a retry</source>
        <translation>wartete auf eine Wiederholung</translation>
    </message>
    <message>
        <source>waited</source>
        <translation>wartete</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>, failed</source>
        <translation>, fehlgeschlagen</translation>
    </message>
    <message>
        <source>, goes on</source>
        <translation>, läuft noch</translation>
    </message>
    <message>
        <source>%n earlier, see the history</source>
        <translation>%n früher, siehe den Verlauf</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1, failed</source>
        <translation>%1, fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 %2 failed: %3</source>
        <translation>%1 %2 fehlgeschlagen: %3</translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation>%1 erledigt</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 changed since the preview and left alone</source>
        <translation>%1 seit der Vorschau geändert und in Ruhe gelassen</translation>
    </message>
    <message>
        <source>%1 not touched</source>
        <translation>%1 nicht angefasst</translation>
    </message>
    <message>
        <source>Stopped, since the rest would fail as well: %1</source>
        <translation>Angehalten, denn der Rest würde ebenso fehlschlagen: %1</translation>
    </message>
    <message>
        <source>Stopped on request.</source>
        <translation>Auf Wunsch angehalten.</translation>
    </message>
    <message>
        <source>Waiting time: next start in %1.</source>
        <translation>Wartezeit: der nächste Anfang in %1.</translation>
    </message>
    <message>
        <source>Waiting time: it is over, the next start comes any moment.</source>
        <translation>Wartezeit: sie ist um, der nächste Anfang kommt jeden Augenblick.</translation>
    </message>
    <message>
        <source>Nothing is ready: %1 wait, kept back by created_before, plan or deny list.</source>
        <translation>Nichts ist bereit: %1 warten, zurückgehalten von created_before, Plan oder Sperrliste.</translation>
    </message>
    <message>
        <source>Nothing can be started from here: no registry is configured.</source>
        <translation>Von hier kann nichts begonnen werden: keine Registry ist eingerichtet.</translation>
    </message>
    <message>
        <source>A slot is free: %1 is retried next.</source>
        <translation>Ein Platz ist frei: %1 wird als Nächstes wiederholt.</translation>
    </message>
    <message>
        <source>A slot is free: %1 is started next.</source>
        <translation>Ein Platz ist frei: %1 beginnt als Nächstes.</translation>
    </message>
    <message>
        <source>%1 No worker runs: start transshipctl worker.</source>
        <translation>%1 Kein Worker läuft: transshipctl worker starten.</translation>
    </message>
    <message>
        <source>No repository is skipped for its number of tags.</source>
        <translation>Kein Repository wird wegen der Zahl seiner Tags übersprungen.</translation>
    </message>
    <message>
        <source>A repository with more than %1 tags is skipped when its turn comes.</source>
        <translation>Ein Repository mit mehr als %1 Tags wird übersprungen, wenn es an die Reihe kommt.</translation>
    </message>
    <message>
        <source>A repository is skipped the first time a step of it is aborted.</source>
        <translation>Ein Repository wird übersprungen, sobald ein Schritt von ihm das erste Mal abgebrochen wird.</translation>
    </message>
    <message>
        <source>A repository is skipped when a step of it was aborted %1 times.</source>
        <translation>Ein Repository wird übersprungen, wenn ein Schritt von ihm %1-mal abgebrochen wurde.</translation>
    </message>
    <message>
        <source>A start that finds all slots of the registry taken is aborted at once.</source>
        <translation>Ein Anfang, der alle Plätze der Registry belegt findet, wird sofort abgebrochen.</translation>
    </message>
    <message>
        <source>A start that finds all slots of the registry taken is tried %1 times, then aborted.</source>
        <translation>Ein Anfang, der alle Plätze der Registry belegt findet, wird %1-mal versucht, dann abgebrochen.</translation>
    </message>
    <message>
        <source>After %1 in one step the guard asks the registry whether it still runs.</source>
        <translation>Nach %1 in einem Schritt fragt der Wächter die Registry, ob er noch läuft.</translation>
    </message>
    <message>
        <source>A pre import that still runs after %1 is canceled.</source>
        <translation>Ein Vorabimport, der nach %1 noch läuft, wird abgebrochen.</translation>
    </message>
    <message>
        <source>A final import that still runs after %1 is canceled.</source>
        <translation>Ein endgültiger Import, der nach %1 noch läuft, wird abgebrochen.</translation>
    </message>
    <message>
        <source>As often as possible.</source>
        <translation>So oft wie möglich.</translation>
    </message>
    <message>
        <source>Every %1.</source>
        <translation>Alle %1.</translation>
    </message>
    <message>
        <source>Repositories are started and retried.</source>
        <translation>Repositories werden begonnen und wiederholt.</translation>
    </message>
    <message>
        <source>Paused: nothing is started or retried; what is in flight goes on to its end.</source>
        <translation>Angehalten: nichts wird begonnen oder wiederholt; was läuft, geht bis zu seinem Ende weiter.</translation>
    </message>
    <message>
        <source>Counts, unless a larger capacity is on as well.</source>
        <translation>Zählt, solange keine größere Kapazität eingeschaltet ist.</translation>
    </message>
    <message>
        <source>Does not count.</source>
        <translation>Zählt nicht.</translation>
    </message>
    <message>
        <source>The next one is started as soon as a slot is free.</source>
        <translation>Das nächste beginnt, sobald ein Platz frei ist.</translation>
    </message>
    <message>
        <source>There is a waiting time.</source>
        <translation>Es gibt eine Wartezeit.</translation>
    </message>
    <message>
        <source>2 h 45 min lie between two starts, unless fast is on.</source>
        <translation>Zwischen zwei Anfängen liegen 2 h 45 min, außer „fast“ ist eingeschaltet.</translation>
    </message>
    <message>
        <source>45 min lie between two starts, unless fast is on.</source>
        <translation>Zwischen zwei Anfängen liegen 45 min, außer „fast“ ist eingeschaltet.</translation>
    </message>
    <message>
        <source>Only repositories below gitlab-org are started, where plans are known.</source>
        <translation>Nur Repositories unter gitlab-org beginnen, wo Pläne bekannt sind.</translation>
    </message>
    <message>
        <source>No limit to one namespace.</source>
        <translation>Keine Beschränkung auf einen Namensraum.</translation>
    </message>
    <message>
        <source>Repositories of every plan are started.</source>
        <translation>Repositories jedes Plans beginnen.</translation>
    </message>
    <message>
        <source>The target plan decides, where plans are known.</source>
        <translation>Der Zielplan entscheidet, wo Pläne bekannt sind.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>seconds a tag</source>
        <translation>Sekunden je Tag</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>times</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>1,000 tags may take %1.</source>
        <translation>1.000 Tags dürfen %1 dauern.</translation>
    </message>
    <message>
        <source>Plans that are let through: %1.</source>
        <translation>Pläne, die durchgelassen werden: %1.</translation>
    </message>
    <message>
        <source>Every repository, whenever it was created.</source>
        <translation>Jedes Repository, wann immer es angelegt wurde.</translation>
    </message>
    <message>
        <source>Only repositories created before %1.</source>
        <translation>Nur Repositories, die vor %1 angelegt wurden.</translation>
    </message>
    <message>
        <source>The target plan decides who is started.</source>
        <translation>Der Zielplan entscheidet, wer beginnt.</translation>
    </message>
    <message>
        <source>Every repository is let through, whatever the target plan.</source>
        <translation>Jedes Repository wird durchgelassen, was auch immer der Zielplan ist.</translation>
    </message>
    <message>
        <source>A repository with many tags has more time for its pre import.</source>
        <translation>Ein Repository mit vielen Tags hat mehr Zeit für seinen Vorabimport.</translation>
    </message>
    <message>
        <source>The pre import has the same time for every repository.</source>
        <translation>Der Vorabimport hat für jedes Repository gleich viel Zeit.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>transship::AboutDialog</name>
    <message>
        <source>About Transship</source>
        <translation>Über Transship</translation>
    </message>
    <message>
        <source>Transship</source>
        <translation>Transship</translation>
    </message>
    <message>
        <source>Migrates container registries, repository by repository.

Free software under the GNU General Public License, version 3 or later; it comes without any warranty.</source>
        <translation>Migriert Container-Registries, Repository für Repository.

Freie Software unter der GNU General Public License, Version 3 oder später; ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>&amp;Copy versions</source>
        <translation>Versionen &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>transship::ActionDialog</name>
    <message>
        <source>Reason for skipping</source>
        <translation>Grund für das Überspringen</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Note for the history</source>
        <translation>Notiz für den Verlauf</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>Looking at %1 repositories: which would change, and which not?</source>
        <translation>%1 Repositories werden angesehen: welche würden sich ändern, welche nicht?</translation>
    </message>
    <message>
        <source>The preview is being made</source>
        <translation>Die Vorschau entsteht</translation>
    </message>
    <message>
        <source>why; kept in the history, optional</source>
        <translation>warum; bleibt im Verlauf, freiwillig</translation>
    </message>
    <message>
        <source>Do nothing</source>
        <translation>Nichts tun</translation>
    </message>
    <message>
        <source>&lt;b&gt;Nothing would change&lt;/b&gt;</source>
        <translation>&lt;b&gt;Nichts würde sich ändern&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1: %2?&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1: %2?&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1: %2 repositories?&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1: %2 Repositories?&lt;/b&gt;</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>&amp;Type %1 to go on</source>
        <translation>Zum &amp;Weitermachen %1 eintippen</translation>
    </message>
    <message>
        <source>&amp;Type %1 or %2 to go on</source>
        <translation>Zum &amp;Weitermachen %1 oder %2 eintippen</translation>
    </message>
    <message>
        <source>Number of repositories, typed to confirm</source>
        <translation>Zahl der Repositories, zur Bestätigung eingetippt</translation>
    </message>
    <message>
        <source>&lt;b&gt;The preview could not be made&lt;/b&gt;</source>
        <translation>&lt;b&gt;Die Vorschau kam nicht zustande&lt;/b&gt;</translation>
    </message>
</context>
<context>
    <name>transship::ActivityDecorator</name>
    <message>
        <source>repository %1, gone</source>
        <translation>Repository %1, nicht mehr da</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Repository or setting</source>
        <translation>Repository oder Einstellung</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Reason and words</source>
        <translation>Grund und Worte</translation>
    </message>
</context>
<context>
    <name>transship::ActivityPanel</name>
    <message>
        <source>Show only what entered this state</source>
        <translation>Nur zeigen, was in diesen Zustand kam</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Show only what came from here</source>
        <translation>Nur zeigen, was von hier kam</translation>
    </message>
    <message>
        <source>any origin</source>
        <translation>jede Herkunft</translation>
    </message>
    <message>
        <source>Show only what this actor did</source>
        <translation>Nur zeigen, was dieser Benutzer tat</translation>
    </message>
    <message>
        <source>actor</source>
        <translation>wer</translation>
    </message>
    <message>
        <source>Show only what contains this text</source>
        <translation>Nur zeigen, was diesen Text enthält</translation>
    </message>
    <message>
        <source>path, event or words</source>
        <translation>Pfad, Ereignis oder Worte</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows, or all that are shown</source>
        <translation>Die ausgewählten Zeilen kopieren, oder alle gezeigten</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Write what is shown to a file, one JSON object a line</source>
        <translation>Das Gezeigte in eine Datei schreiben, ein JSON-Objekt je Zeile</translation>
    </message>
    <message>
        <source>What happened, newest first</source>
        <translation>Was geschah, Neuestes zuerst</translation>
    </message>
    <message>
        <source>Columns of the activity</source>
        <translation>Spalten der Aktivität</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message numerus="yes">
        <source>Go on (%n new)</source>
        <translation>
            <numerusform>Weiter (%n neues)</numerusform>
            <numerusform>Weiter (%n neue)</numerusform>
        </translation>
    </message>
    <message>
        <source>Show what came meanwhile and go on</source>
        <translation>Zeigen, was inzwischen kam, und weitermachen</translation>
    </message>
    <message>
        <source>Let the rows stand still</source>
        <translation>Die Zeilen stehen lassen</translation>
    </message>
    <message>
        <source>newest %1</source>
        <translation>neueste %1</translation>
    </message>
    <message>
        <source>%1 of the newest %2</source>
        <translation>%1 der neuesten %2</translation>
    </message>
    <message>
        <source>Export the activity</source>
        <translation>Die Aktivität exportieren</translation>
    </message>
    <message>
        <source>JSON lines (*.ndjson)</source>
        <translation>JSON-Zeilen (*.ndjson)</translation>
    </message>
</context>
<context>
    <name>transship::AppearanceMenu</name>
    <message>
        <source>&amp;System theme</source>
        <translation>&amp;Farben des Systems</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>&amp;Helle Farben</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>&amp;Dunkle Farben</translation>
    </message>
    <message>
        <source>&amp;High contrast theme</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>High contrast theme, l&amp;ight</source>
        <translation>Hoher Kontrast, h&amp;ell</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Zoom %1 %</source>
        <translation>Vergrößerung %1 %</translation>
    </message>
    <message>
        <source>&amp;Zoom (from the next start)</source>
        <translation>&amp;Vergrößerung (ab dem nächsten Start)</translation>
    </message>
    <message>
        <source>Lan&amp;guage (from the next start)</source>
        <translation>&amp;Sprache (ab dem nächsten Start)</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>Sprache des Systems</translation>
    </message>
    <message>
        <source>Desktop &amp;notifications</source>
        <translation>&amp;Benachrichtigungen</translation>
    </message>
    <message>
        <source>At most once a minute, while no window of this program is active</source>
        <translation>Höchstens einmal in der Minute, solange kein Fenster dieses Programms aktiv ist</translation>
    </message>
</context>
<context>
    <name>transship::CausesChart</name>
    <message>
        <source>Nothing was aborted or skipped in this time.</source>
        <translation>In dieser Zeit wurde nichts abgebrochen oder übersprungen.</translation>
    </message>
    <message>
        <source>Chart: why repositories were aborted or skipped</source>
        <translation>Diagramm: warum Repositories abgebrochen oder übersprungen wurden</translation>
    </message>
</context>
<context>
    <name>transship::CausesModel</name>
    <message>
        <source>%1: aborted %2 times</source>
        <translation>%1: %2-mal abgebrochen</translation>
    </message>
    <message>
        <source>%1: skipped %2 times</source>
        <translation>%1: %2-mal übersprungen</translation>
    </message>
    <message>
        <source>%1
Click: show the repositories that are in %2 for it now.</source>
        <translation>%1
Klick: die Repositories zeigen, die deswegen jetzt in %2 sind.</translation>
    </message>
</context>
<context>
    <name>transship::ChangeGuard</name>
    <message>
        <source>This profile is of production and read-only until you unlock it, with the button at the top of the window.</source>
        <translation>Dieses Profil ist produktiv und nur lesbar, bis Sie es mit dem Knopf oben im Fenster entsperren.</translation>
    </message>
    <message>
        <source>The database does not answer. Nothing can be changed until it does.</source>
        <translation>Die Datenbank antwortet nicht. Bis dahin lässt sich nichts ändern.</translation>
    </message>
</context>
<context>
    <name>transship::ChartsPanel</name>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern …</translation>
    </message>
    <message>
        <source>This chart as a picture, PNG or SVG</source>
        <translation>Dieses Diagramm als Bild, PNG oder SVG</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehlschläge</translation>
    </message>
    <message>
        <source>Aborted and skipped, by cause</source>
        <translation>Abgebrochen und übersprungen, nach Ursache</translation>
    </message>
    <message>
        <source>Durations</source>
        <translation>Dauern</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Anteile</translation>
    </message>
    <message>
        <source>Now, by state</source>
        <translation>Jetzt, nach Zustand</translation>
    </message>
    <message>
        <source>Container registry migration</source>
        <translation>Migration der Container-Registry</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Das Diagramm speichern</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <translation>%1, Stand %2</translation>
    </message>
</context>
<context>
    <name>transship::CloseQuestion</name>
    <message>
        <source>%1 repositories that you acted on have no answer yet. Those under way come to their end; the others are left as they are.</source>
        <extracomment>%1: a number of repositories</extracomment>
        <translation>%1 Repositories, für die Sie etwas angefordert haben, haben noch keine Antwort. Was läuft, kommt zu seinem Ende; die übrigen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>A report is being written. It is given up, and the file is not there.</source>
        <translation>Ein Bericht wird geschrieben. Er wird abgebrochen, und die Datei entsteht nicht.</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>&lt;b&gt;Stop what is under way and close?&lt;/b&gt;</source>
        <translation>&lt;b&gt;Laufendes anhalten und schließen?&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>Keep the window</source>
        <translation>Fenster offen lassen</translation>
    </message>
</context>
<context>
    <name>transship::ColumnsDialog</name>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Columns, in the order they are shown</source>
        <translation>Spalten in der Reihenfolge, in der sie gezeigt werden</translation>
    </message>
    <message>
        <source>Ticked columns are shown, from left to right.</source>
        <translation>Angehakte Spalten werden gezeigt, von links nach rechts.</translation>
    </message>
</context>
<context>
    <name>transship::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Command, view or repository</source>
        <translation>Befehl, Ansicht oder Repository</translation>
    </message>
    <message>
        <source>Command, view or repository path</source>
        <translation>Befehl, Ansicht oder Pfad eines Repositorys</translation>
    </message>
    <message>
        <source>What matches</source>
        <translation>Treffer</translation>
    </message>
</context>
<context>
    <name>transship::ConsolePage</name>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>The chart was saved to %1</source>
        <translation>Das Diagramm wurde in %1 gespeichert</translation>
    </message>
    <message>
        <source>New view</source>
        <translation>Neue Ansicht</translation>
    </message>
</context>
<context>
    <name>transship::ConsoleStatusBar</name>
    <message>
        <source>no registry configured</source>
        <translation>keine Registry eingerichtet</translation>
    </message>
    <message>
        <source>%1 · asking…</source>
        <translation>%1 · wird gefragt …</translation>
    </message>
    <message>
        <source>%1 · reachable</source>
        <translation>%1 · erreichbar</translation>
    </message>
    <message>
        <source>%1 · not usable</source>
        <translation>%1 · nicht benutzbar</translation>
    </message>
    <message>
        <source>%1 · lost, trying again</source>
        <translation>%1 · verloren, neuer Versuch läuft</translation>
    </message>
    <message>
        <source>nothing selected</source>
        <translation>nichts ausgewählt</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen …</translation>
    </message>
    <message>
        <source>numbers are %1 old</source>
        <translation>Zahlen sind %1 alt</translation>
    </message>
    <message>
        <source>%1 · %2 ms</source>
        <translation>%1 · %2 ms</translation>
    </message>
    <message>
        <source>%1 · not usable since %2 UTC</source>
        <translation>%1 · nicht benutzbar seit %2 UTC</translation>
    </message>
    <message numerus="yes">
        <source>%n failed in 5 min</source>
        <translation>
            <numerusform>%n Fehlschlag in 5 min</numerusform>
            <numerusform>%n Fehlschläge in 5 min</numerusform>
        </translation>
    </message>
    <message>
        <source>Steps that were aborted in the last five minutes</source>
        <translation>Schritte, die in den letzten fünf Minuten abgebrochen wurden</translation>
    </message>
    <message>
        <source>%1, at work since %2</source>
        <translation>%1, an der Arbeit seit %2</translation>
    </message>
    <message>
        <source>%1 holds the enqueuer&apos;s lease since %2</source>
        <translation>%1 hält die Pacht des Einreihers seit %2</translation>
    </message>
    <message>
        <source>no worker</source>
        <translation>kein Worker</translation>
    </message>
    <message numerus="yes">
        <source>%n workers</source>
        <translation>
            <numerusform>%n Worker</numerusform>
            <numerusform>%n Worker</numerusform>
        </translation>
    </message>
    <message>
        <source>worker %1 since %2 UTC</source>
        <translation>Worker %1 seit %2 UTC</translation>
    </message>
    <message>
        <source>Nothing is started and nothing in flight is followed: start transshipctl worker</source>
        <translation>Nichts wird begonnen und nichts Laufendes verfolgt: transshipctl worker starten</translation>
    </message>
    <message>
        <source>%1 selected (all that match)</source>
        <translation>%1 ausgewählt (alles, was passt)</translation>
    </message>
    <message>
        <source>refreshed %1 s ago</source>
        <translation>vor %1 s aufgefrischt</translation>
    </message>
</context>
<context>
    <name>transship::ControlStrip</name>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Capacity: how many repositories may be in process at once</source>
        <translation>Kapazität: wie viele Repositories gleichzeitig in Arbeit sein dürfen</translation>
    </message>
    <message>
        <source>How many repositories may be in process at once</source>
        <translation>Wie viele Repositories gleichzeitig in Arbeit sein dürfen</translation>
    </message>
    <message>
        <source>Enqueue speed</source>
        <translation>Tempo des Einreihens</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>schnell</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Start nothing new; what is in flight goes on to its end</source>
        <translation>Nichts Neues beginnen; was läuft, geht bis zu seinem Ende weiter</translation>
    </message>
    <message>
        <source>Let the enqueuer start repositories again</source>
        <translation>Den Einreiher wieder Repositories beginnen lassen</translation>
    </message>
    <message>
        <source>No waiting between two starts</source>
        <translation>Keine Wartezeit zwischen zwei Anfängen</translation>
    </message>
    <message>
        <source>The enqueuer waits %1 between two steps</source>
        <translation>Der Einreiher wartet %1 zwischen zwei Schritten</translation>
    </message>
    <message>
        <source>gitlab-org only</source>
        <translation>nur gitlab-org</translation>
    </message>
    <message>
        <source>%1 of</source>
        <translation>%1 von</translation>
    </message>
    <message>
        <source>Repositories in process now</source>
        <translation>Repositories, die jetzt in Arbeit sind</translation>
    </message>
    <message>
        <source>Whose repositories are started: target plan or tier filter</source>
        <translation>Wessen Repositories beginnen: Zielplan oder Tarif-Filter</translation>
    </message>
    <message>
        <source>all plans</source>
        <translation>alle Pläne</translation>
    </message>
    <message>
        <source>All settings, switches and the deny list</source>
        <translation>Alle Einstellungen, Schalter und die Sperrliste</translation>
    </message>
    <message>
        <source>Settings of the rollout</source>
        <translation>Einstellungen des Ablaufs</translation>
    </message>
    <message>
        <source>Repositories of every plan are started</source>
        <translation>Repositories jedes Plans beginnen</translation>
    </message>
    <message>
        <source>Only repositories below gitlab-org are started</source>
        <translation>Nur Repositories unter gitlab-org beginnen</translation>
    </message>
    <message>
        <source>Plans that are started: %1</source>
        <translation>Pläne, die beginnen: %1</translation>
    </message>
    <message>
        <source>The inventory carries no plans; where it does, switch plans_known on in the settings</source>
        <translation>Der Bestand nennt keine Pläne; wo er es tut, plans_known in den Einstellungen einschalten</translation>
    </message>
</context>
<context>
    <name>transship::DatabaseSection</name>
    <message>
        <source>SQLite file</source>
        <translation>SQLite-Datei</translation>
    </message>
    <message>
        <source>SQLite databases (*.sqlite *.db);;All files (*)</source>
        <translation>SQLite-Datenbanken (*.sqlite *.db);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Database password</source>
        <translation>Passwort der Datenbank</translation>
    </message>
    <message>
        <source>Kind of database</source>
        <translation>Art der Datenbank</translation>
    </message>
    <message>
        <source>PostgreSQL server</source>
        <translation>PostgreSQL-Server</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Host of the PostgreSQL server</source>
        <translation>Rechner des PostgreSQL-Servers</translation>
    </message>
    <message>
        <source>localhost</source>
        <translation>localhost</translation>
    </message>
    <message>
        <source>Port of the PostgreSQL server</source>
        <translation>Port des PostgreSQL-Servers</translation>
    </message>
    <message>
        <source>Name of the database on the server</source>
        <translation>Name der Datenbank auf dem Server</translation>
    </message>
    <message>
        <source>Database user</source>
        <translation>Benutzer der Datenbank</translation>
    </message>
    <message>
        <source>TLS to the PostgreSQL server</source>
        <translation>TLS zum PostgreSQL-Server</translation>
    </message>
    <message>
        <source>as the server offers; verified when there is a CA file</source>
        <translation>wie der Server es anbietet; geprüft, wenn es eine CA-Datei gibt</translation>
    </message>
    <message>
        <source>always, and verify the server (verify-full)</source>
        <translation>immer, und den Server prüfen (verify-full)</translation>
    </message>
    <message>
        <source>always, and verify the authority (verify-ca)</source>
        <translation>immer, und die Zertifizierungsstelle prüfen (verify-ca)</translation>
    </message>
    <message>
        <source>always, unverified (require)</source>
        <translation>immer, ungeprüft (require)</translation>
    </message>
    <message>
        <source>never (disable)</source>
        <translation>nie (disable)</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Rechner</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>P&amp;ort</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Datenbank</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>T&amp;LS</source>
        <translation>&amp;TLS</translation>
    </message>
</context>
<context>
    <name>transship::DenyListPage</name>
    <message>
        <source>Deny</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Denied root namespaces</source>
        <translation>Gesperrte oberste Namensräume</translation>
    </message>
    <message>
        <source>Root namespace</source>
        <translation>Oberster Namensraum</translation>
    </message>
    <message>
        <source>Kept waiting</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Denied by</source>
        <translation>Gesperrt von</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Root namespace to deny</source>
        <translation>Oberster Namensraum, der zu sperren ist</translation>
    </message>
    <message>
        <source>root namespace, the first part of a path</source>
        <translation>oberster Namensraum, der erste Teil eines Pfads</translation>
    </message>
    <message>
        <source>Nothing of a denied namespace is started; what is in flight goes on to its end.</source>
        <translation>Nichts aus einem gesperrten Namensraum beginnt; was läuft, geht bis zu seinem Ende weiter.</translation>
    </message>
    <message>
        <source>%1 is on the list already.</source>
        <translation>%1 steht schon auf der Liste.</translation>
    </message>
    <message numerus="yes">
        <source>Denying %1 keeps %n waiting repositories from being started.</source>
        <translation>
            <numerusform>Das Sperren von %1 hält %n wartendes Repository zurück.</numerusform>
            <numerusform>Das Sperren von %1 hält %n wartende Repositories zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is denied now.</source>
        <translation>%1 ist jetzt gesperrt.</translation>
    </message>
    <message>
        <source>Not denied any more: %1</source>
        <translation>Nicht mehr gesperrt: %1</translation>
    </message>
    <message>
        <source>Nothing is denied</source>
        <translation>Nichts ist gesperrt</translation>
    </message>
    <message>
        <source>Every root namespace may be migrated. One that is put on this list is kept waiting until it is taken off again.</source>
        <translation>Jeder oberste Namensraum darf umziehen. Einer auf dieser Liste wartet, bis er wieder von ihr genommen wird.</translation>
    </message>
</context>
<context>
    <name>transship::DetailsPanel</name>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Select a repository to see where it stands, why, and what happened to it.</source>
        <translation>Ein Repository auswählen, um zu sehen, wo es steht, warum, und was mit ihm geschah.</translation>
    </message>
    <message>
        <source>Facts about the repository</source>
        <translation>Angaben zum Repository</translation>
    </message>
    <message>
        <source>Last failure in the registry&apos;s words</source>
        <translation>Letzter Fehler in den Worten der Registry</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Steps with their durations</source>
        <translation>Schritte mit ihren Dauern</translation>
    </message>
    <message>
        <source>The registry says</source>
        <translation>Die Registry sagt</translation>
    </message>
    <message>
        <source>no step yet</source>
        <translation>noch kein Schritt</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>transship::DockTitle</name>
    <message>
        <source>Dock %1 again</source>
        <translation>%1 wieder andocken</translation>
    </message>
    <message>
        <source>Float %1</source>
        <translation>%1 ablösen</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>%1 schließen</translation>
    </message>
    <message>
        <source>Close %1; the View menu brings it back</source>
        <translation>%1 schließen; das Menü Ansicht holt es zurück</translation>
    </message>
</context>
<context>
    <name>transship::DurationsChart</name>
    <message>
        <source>pre import, p95</source>
        <translation>Vorabimport, p95</translation>
    </message>
    <message>
        <source>pre import, median</source>
        <translation>Vorabimport, Median</translation>
    </message>
    <message>
        <source>import, p95</source>
        <translation>Import, p95</translation>
    </message>
    <message>
        <source>import, median</source>
        <translation>Import, Median</translation>
    </message>
    <message>
        <source>95 of 100 took no longer than this</source>
        <translation>95 von 100 dauerten nicht länger als dies</translation>
    </message>
    <message>
        <source>Half of them took no longer than this</source>
        <translation>Die Hälfte dauerte nicht länger als dies</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Step durations</source>
        <translation>Dauern der Schritte</translation>
    </message>
    <message>
        <source>Chart: how long pre imports and imports took</source>
        <translation>Diagramm: wie lange Vorabimporte und Importe dauerten</translation>
    </message>
    <message>
        <source>No step was done in this time.</source>
        <translation>In dieser Zeit wurde kein Schritt fertig.</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>labels of an axis, %1: a number</extracomment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
</context>
<context>
    <name>transship::ExportBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Exporting: counting repositories</source>
        <translation>Export: Repositories werden gezählt</translation>
    </message>
    <message>
        <source>Exporting: %1 of %2 repositories</source>
        <translation>Export: %1 von %2 Repositories</translation>
    </message>
    <message>
        <source>Exported to %1: the first %2 of %3 repositories</source>
        <translation>Exportiert nach %1: die ersten %2 von %3 Repositories</translation>
    </message>
    <message>
        <source>Exported to %1: %2 repositories</source>
        <translation>Exportiert nach %1: %2 Repositories</translation>
    </message>
    <message>
        <source>The export was canceled; nothing was written.</source>
        <translation>Der Export wurde abgebrochen; nichts wurde geschrieben.</translation>
    </message>
</context>
<context>
    <name>transship::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>no filter</source>
        <translation>kein Filter</translation>
    </message>
    <message>
        <source>&amp;This view: %1 repositories (%2)</source>
        <translation>Di&amp;ese Ansicht: %1 Repositories (%2)</translation>
    </message>
    <message>
        <source>&amp;This view (%1)</source>
        <translation>Di&amp;ese Ansicht (%1)</translation>
    </message>
    <message>
        <source>The &amp;selected repositories: %1</source>
        <translation>Die &amp;ausgewählten Repositories: %1</translation>
    </message>
    <message>
        <source>The &amp;whole migration</source>
        <translation>Die &amp;ganze Migration</translation>
    </message>
    <message>
        <source>&amp;Failures: what is aborted or skipped</source>
        <translation>&amp;Fehlschläge: was abgebrochen oder übersprungen ist</translation>
    </message>
    <message>
        <source>CSV, for scripts and spreadsheets</source>
        <translation>CSV, für Skripte und Tabellenkalkulationen</translation>
    </message>
    <message>
        <source>JSON, for scripts</source>
        <translation>JSON, für Skripte</translation>
    </message>
    <message>
        <source>XLSX, a workbook</source>
        <translation>XLSX, eine Arbeitsmappe</translation>
    </message>
    <message>
        <source>PDF with charts, to read</source>
        <translation>PDF mit Diagrammen, zum Lesen</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>F&amp;ormat</translation>
    </message>
    <message>
        <source>As in the table</source>
        <translation>Wie in der Tabelle</translation>
    </message>
    <message>
        <source>The usual ones</source>
        <translation>Die üblichen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>Du&amp;rchsuchen …</translation>
    </message>
    <message>
        <source>Fi&amp;le</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Lines before the header that say what the report is (#)</source>
        <translation>Zeilen vor der Kopfzeile, die sagen, was der Bericht ist (#)</translation>
    </message>
    <message>
        <source>A file of this name is replaced, once the report is complete.</source>
        <translation>Eine Datei dieses Namens wird ersetzt, sobald der Bericht vollständig ist.</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Name a file to write to.</source>
        <translation>Eine Datei nennen, in die geschrieben wird.</translation>
    </message>
</context>
<context>
    <name>transship::FilterLine</name>
    <message>
        <source>Filter repositories</source>
        <translation>Repositories filtern</translation>
    </message>
    <message>
        <source>Part of a path, or state:import_aborted  retries&gt;=2  path:gitlab-org/*</source>
        <translation>Teil eines Pfads, oder state:import_aborted  retries&gt;=2  path:gitlab-org/*</translation>
    </message>
    <message>
        <source>What is wrong with the filter</source>
        <translation>Was am Filter nicht stimmt</translation>
    </message>
    <message>
        <source>Words the path contains, and any of
state:import_aborted  reason:too_many_tags  plan:free
path:gitlab-org/*  namespace:gitlab-org  retries&gt;=2  tags&gt;100
since&lt;2h  -plan:free  (state:importing or state:pre_importing)
All must hold. Down shows earlier filters, Esc clears.</source>
        <translation>Wörter, die der Pfad enthält, und beliebig viele von
state:import_aborted  reason:too_many_tags  plan:free
path:gitlab-org/*  namespace:gitlab-org  retries&gt;=2  tags&gt;100
since&lt;2h  -plan:free  (state:importing or state:pre_importing)
Alle müssen gelten. Pfeil nach unten zeigt frühere Filter, Esc leert.</translation>
    </message>
    <message>
        <source>What the filter can go on with</source>
        <translation>Womit der Filter weitergehen kann</translation>
    </message>
    <message>
        <source>Character %1</source>
        <translation>Zeichen %1</translation>
    </message>
    <message>
        <source>Character %1, &quot;%2&quot;</source>
        <translation>Zeichen %1, „%2“</translation>
    </message>
</context>
<context>
    <name>transship::FindingList</name>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Registry</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
</context>
<context>
    <name>transship::HistoryList</name>
    <message>
        <source>History, newest first</source>
        <translation>Verlauf, Neuestes zuerst</translation>
    </message>
    <message>
        <source>Show the full text…</source>
        <translation>Den vollen Text zeigen …</translation>
    </message>
    <message>
        <source>Copy this event</source>
        <translation>Dieses Ereignis kopieren</translation>
    </message>
    <message>
        <source>Copy the whole history</source>
        <translation>Den ganzen Verlauf kopieren</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>The event in full</source>
        <translation>Das Ereignis in voller Länge</translation>
    </message>
</context>
<context>
    <name>transship::JobDecorator</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 batches of %2, %3 sub-batches of %4, %5 between two batches</source>
        <translation>%1 Stapel zu %2, %3 Teilstapel zu %4, %5 zwischen zwei Stapeln</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
</context>
<context>
    <name>transship::JobLogView</name>
    <message>
        <source>Log of the job</source>
        <translation>Protokoll des Auftrags</translation>
    </message>
    <message>
        <source>Select a job to see its log.</source>
        <translation>Einen Auftrag auswählen, um sein Protokoll zu sehen.</translation>
    </message>
</context>
<context>
    <name>transship::JobPreviewDialog</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Dry run of %1</source>
        <translation>Probelauf von %1</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>Looking; nothing is changed.</source>
        <translation>Es wird nur gelesen; nichts wird geändert.</translation>
    </message>
    <message>
        <source>The dry run ended early: %1</source>
        <translation>Der Probelauf endete vorzeitig: %1</translation>
    </message>
    <message>
        <source>%1 of %2 would change; nothing was changed.</source>
        <translation>%1 von %2 würden sich ändern; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Stopped early. %1</source>
        <translation>Vorzeitig angehalten. %1</translation>
    </message>
    <message numerus="yes">
        <source>%n of them count as having tags, since the registry gave no good answer: %1</source>
        <translation>
            <numerusform>%n davon zählt als mit Tags, weil die Registry keine gute Antwort gab: %1</numerusform>
            <numerusform>%n davon zählen als mit Tags, weil die Registry keine gute Antwort gab: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The first %1 are listed.</source>
        <translation>Die ersten %1 sind aufgeführt.</translation>
    </message>
    <message>
        <source>%1 of %2 looked at would change; nothing is changed.</source>
        <translation>%1 von %2 angesehenen würden sich ändern; nichts wird geändert.</translation>
    </message>
</context>
<context>
    <name>transship::JobPreviewModel</name>
    <message>
        <source>delete_scheduled → none</source>
        <translation>delete_scheduled → keiner</translation>
    </message>
    <message>
        <source>unchanged: no tags</source>
        <translation>unverändert: keine Tags</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>transship::JobsPanel</name>
    <message>
        <source>Background jobs, newest first</source>
        <translation>Hintergrundaufträge, Neuestes zuerst</translation>
    </message>
    <message>
        <source>Columns of the jobs</source>
        <translation>Spalten der Aufträge</translation>
    </message>
    <message>
        <source>Start a job…</source>
        <translation>Auftrag starten …</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>Abbrechen …</translation>
    </message>
    <message>
        <source>Stop after the transaction under way</source>
        <translation>Nach der laufenden Transaktion anhalten</translation>
    </message>
    <message>
        <source>Only a running job can be paused</source>
        <translation>Nur ein laufender Auftrag kann angehalten werden</translation>
    </message>
    <message>
        <source>Go on where it stopped</source>
        <translation>Dort weitermachen, wo er anhielt</translation>
    </message>
    <message>
        <source>Only a paused or failed job can be resumed</source>
        <translation>Nur ein angehaltener oder fehlgeschlagener Auftrag kann fortgesetzt werden</translation>
    </message>
    <message>
        <source>End it; what is done stays done</source>
        <translation>Beenden; was getan ist, bleibt getan</translation>
    </message>
    <message>
        <source>It has ended</source>
        <translation>Er ist beendet</translation>
    </message>
    <message>
        <source>No worker runs that would take it up: start transshipctl worker.</source>
        <translation>Kein Worker läuft, der ihn übernähme: transshipctl worker starten.</translation>
    </message>
    <message>
        <source>No job was ever started here.</source>
        <translation>Hier wurde noch nie ein Auftrag gestartet.</translation>
    </message>
    <message>
        <source>Cancel a job</source>
        <translation>Einen Auftrag abbrechen</translation>
    </message>
    <message>
        <source>&lt;b&gt;Cancel job %1, %2?&lt;/b&gt;</source>
        <translation>&lt;b&gt;Auftrag %1, %2, abbrechen?&lt;/b&gt;</translation>
    </message>
    <message>
        <source>What it has done stays done. It cannot be resumed; a new one starts from the beginning.</source>
        <translation>Was er getan hat, bleibt getan. Er kann nicht fortgesetzt werden; ein neuer beginnt von vorn.</translation>
    </message>
    <message>
        <source>Cancel the job</source>
        <translation>Den Auftrag abbrechen</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
</context>
<context>
    <name>transship::MainMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Repository</source>
        <translation>&amp;Repository</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>Fenster &amp;schließen</translation>
    </message>
    <message>
        <source>Command &amp;palette…</source>
        <translation>Befehls&amp;palette …</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>&amp;Tastenkürzel …</translation>
    </message>
    <message>
        <source>&amp;About Transship</source>
        <translation>&amp;Über Transship</translation>
    </message>
    <message>
        <source>&amp;Copy path</source>
        <translation>Pfad &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Clear filter</source>
        <translation>Filter &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Auffrischen</translation>
    </message>
    <message>
        <source>Reset &amp;layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Show view %1</source>
        <translation>Ansicht %1 zeigen</translation>
    </message>
    <message>
        <source>R&amp;ollout</source>
        <translation>A&amp;blauf</translation>
    </message>
    <message>
        <source>&amp;Settings, switches and deny list…</source>
        <translation>&amp;Einstellungen, Schalter und Sperrliste …</translation>
    </message>
    <message>
        <source>Start a background &amp;job…</source>
        <translation>&amp;Hintergrundauftrag starten …</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
</context>
<context>
    <name>transship::MainWindow</name>
    <message>
        <source>Opening the database</source>
        <translation>Die Datenbank wird geöffnet</translation>
    </message>
    <message>
        <source>The database has to be prepared first</source>
        <translation>Die Datenbank muss erst vorbereitet werden</translation>
    </message>
    <message>
        <source>The database is newer than this program</source>
        <translation>Die Datenbank ist neuer als dieses Programm</translation>
    </message>
    <message>
        <source>The database cannot be used</source>
        <translation>Die Datenbank ist nicht benutzbar</translation>
    </message>
    <message>
        <source>Tried again every few seconds.</source>
        <translation>Alle paar Sekunden folgt ein neuer Versuch.</translation>
    </message>
    <message>
        <source>Prepare the database now</source>
        <translation>Die Datenbank jetzt vorbereiten</translation>
    </message>
    <message>
        <source>Preparing the database</source>
        <translation>Die Datenbank wird vorbereitet</translation>
    </message>
    <message>
        <source>The tables are created or brought up to date; with millions of repositories this takes minutes.</source>
        <translation>Die Tabellen werden angelegt oder auf den neuen Stand gebracht; mit Millionen von Repositories dauert das Minuten.</translation>
    </message>
</context>
<context>
    <name>transship::NamespaceList</name>
    <message>
        <source>Search namespaces</source>
        <translation>Namensräume suchen</translation>
    </message>
    <message>
        <source>Root namespaces with their numbers of repositories</source>
        <translation>Oberste Namensräume mit der Zahl ihrer Repositories</translation>
    </message>
</context>
<context>
    <name>transship::Navigation</name>
    <message>
        <source>All repositories</source>
        <translation>Alle Repositories</translation>
    </message>
    <message>
        <source>view</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Find repositories: %1</source>
        <translation>Repositories suchen: %1</translation>
    </message>
    <message>
        <source>repositories</source>
        <translation>Repositories</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>transship::NetworkSection</name>
    <message>
        <source>File with certificate authorities</source>
        <translation>Datei mit Zertifizierungsstellen</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Proxy password</source>
        <translation>Passwort des Proxys</translation>
    </message>
    <message>
        <source>the system&apos;s authorities</source>
        <translation>die Stellen des Systems</translation>
    </message>
    <message>
        <source>PEM. The registry is checked against these and the system&apos;s authorities, PostgreSQL against these alone.</source>
        <translation>PEM. Die Registry wird gegen diese und die Stellen des Systems geprüft, PostgreSQL nur gegen diese.</translation>
    </message>
    <message>
        <source>Proxy on the way to the registry</source>
        <translation>Proxy auf dem Weg zur Registry</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>as the system says</source>
        <translation>wie das System es sagt</translation>
    </message>
    <message>
        <source>HTTP proxy</source>
        <translation>HTTP-Proxy</translation>
    </message>
    <message>
        <source>SOCKS 5 proxy</source>
        <translation>SOCKS-5-Proxy</translation>
    </message>
    <message>
        <source>Host of the proxy</source>
        <translation>Rechner des Proxys</translation>
    </message>
    <message>
        <source>Port of the proxy</source>
        <translation>Port des Proxys</translation>
    </message>
    <message>
        <source>User at the proxy</source>
        <translation>Benutzer am Proxy</translation>
    </message>
    <message>
        <source>if it asks for one</source>
        <translation>falls er danach fragt</translation>
    </message>
    <message>
        <source>&amp;CA file</source>
        <translation>&amp;CA-Datei</translation>
    </message>
    <message>
        <source>Pro&amp;xy</source>
        <translation>Pro&amp;xy</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Rechner</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>P&amp;ort</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;wort</translation>
    </message>
</context>
<context>
    <name>transship::NotificationBar</name>
    <message>
        <source>Notification</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Show what failed</source>
        <translation>Fehlschläge zeigen</translation>
    </message>
    <message>
        <source>Undo: reset %1…</source>
        <translation>Rückgängig: %1 zurücksetzen …</translation>
    </message>
    <message>
        <source>Retry the %1 failed…</source>
        <translation>Die %1 fehlgeschlagenen wiederholen …</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Einzelheiten zeigen</translation>
    </message>
    <message>
        <source>Earlier messages that nobody has closed yet; they follow when this one is gone</source>
        <translation>Frühere Meldungen, die noch niemand geschlossen hat; sie folgen, wenn diese weg ist</translation>
    </message>
    <message>
        <source>%1 more</source>
        <extracomment>%1: number of messages</extracomment>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>transship::NotificationDigest</name>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n fertig</numerusform>
            <numerusform>%n fertig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>%n übersprungen</numerusform>
            <numerusform>%n übersprungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in the last minute</source>
        <translation>%1 in der letzten Minute</translation>
    </message>
</context>
<context>
    <name>transship::PathField</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
</context>
<context>
    <name>transship::PreviewPanel</name>
    <message>
        <source>not changed: the migration is paused</source>
        <translation>nicht geändert: die Migration ist angehalten</translation>
    </message>
    <message>
        <source>not changed: not possible in this state</source>
        <translation>nicht geändert: in diesem Zustand nicht möglich</translation>
    </message>
    <message>
        <source>Takes about %1; it goes on while you work and can be stopped.</source>
        <translation>Dauert etwa %1; es läuft neben Ihrer Arbeit weiter und kann angehalten werden.</translation>
    </message>
    <message>
        <source>Does not wait for a free slot: %1 of %2 are taken. A registry that is busy refuses some of them, which costs each a retry.</source>
        <translation>Wartet nicht auf einen freien Platz: %1 von %2 sind belegt. Eine Registry, die zu tun hat, weist einige davon ab; das kostet jedes eine Wiederholung.</translation>
    </message>
    <message>
        <source>Stops a final import halfway; what is at the target then has to be looked at.</source>
        <translation>Hält einen endgültigen Import auf halbem Weg an; was dann am Ziel ist, muss angesehen werden.</translation>
    </message>
    <message>
        <source>What would change, by state</source>
        <translation>Was sich ändern würde, nach Zustand</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Repositories</source>
        <translation>Repositories</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>A sample of the repositories that would change</source>
        <translation>Eine Stichprobe der Repositories, die sich ändern würden</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Only possible from %1</source>
        <translation>Nur möglich aus %1</translation>
    </message>
    <message>
        <source>%1 of them:</source>
        <translation>%1 davon:</translation>
    </message>
    <message>
        <source>These:</source>
        <translation>Diese:</translation>
    </message>
</context>
<context>
    <name>transship::ProfileBanner</name>
    <message>
        <source>PRODUCTION</source>
        <translation>PRODUKTION</translation>
    </message>
    <message>
        <source>STAGING</source>
        <translation>STAGING</translation>
    </message>
    <message>
        <source>%1 · changes allowed until %2 · %3</source>
        <translation>%1 · Änderungen erlaubt bis %2 · %3</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>Make this window read-only again</source>
        <translation>Dieses Fenster wieder nur lesbar machen</translation>
    </message>
    <message>
        <source>%1 · read-only</source>
        <translation>%1 · nur lesbar</translation>
    </message>
    <message>
        <source>Unlock for changes…</source>
        <translation>Für Änderungen entsperren …</translation>
    </message>
    <message>
        <source>Allow actions and settings for some minutes, with a reason</source>
        <translation>Aktionen und Einstellungen für einige Minuten erlauben, mit einem Grund</translation>
    </message>
    <message>
        <source>Read-only or not</source>
        <translation>Nur lesbar oder nicht</translation>
    </message>
</context>
<context>
    <name>transship::ProfileDialog</name>
    <message>
        <source>New connection</source>
        <translation>Neue Verbindung</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Parts of the connection</source>
        <translation>Teile der Verbindung</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Registry</translation>
    </message>
    <message>
        <source>Trust and proxy</source>
        <translation>Vertrauen und Proxy</translation>
    </message>
    <message>
        <source>Name of the connection</source>
        <translation>Name der Verbindung</translation>
    </message>
    <message>
        <source>What a mistake would cost</source>
        <translation>Was ein Fehler kosten würde</translation>
    </message>
    <message>
        <source>development</source>
        <translation>Entwicklung</translation>
    </message>
    <message>
        <source>staging: marked</source>
        <translation>Staging: gekennzeichnet</translation>
    </message>
    <message>
        <source>production: marked, read-only until unlocked</source>
        <translation>Produktion: gekennzeichnet, bis zum Entsperren nur lesbar</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>T&amp;ype</source>
        <translation>T&amp;yp</translation>
    </message>
    <message>
        <source>&amp;Test connection</source>
        <translation>Verbindung &amp;prüfen</translation>
    </message>
    <message>
        <source>Save and open</source>
        <translation>Speichern und öffnen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt …</translation>
    </message>
    <message>
        <source>Everything answers.</source>
        <translation>Alles antwortet.</translation>
    </message>
    <message>
        <source>It works, with the remarks above.</source>
        <translation>Es geht, mit den Bemerkungen oben.</translation>
    </message>
    <message>
        <source>Not everything works yet.</source>
        <translation>Noch geht nicht alles.</translation>
    </message>
    <message>
        <source>There is a connection of this name already; choose another one.</source>
        <translation>Eine Verbindung dieses Namens gibt es schon; bitte einen anderen wählen.</translation>
    </message>
</context>
<context>
    <name>transship::ProgressStrip</name>
    <message>
        <source>Progress in words</source>
        <translation>Fortschritt in Worten</translation>
    </message>
    <message>
        <source>What the next start depends on</source>
        <translation>Wovon der nächste Anfang abhängt</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; of %2 done</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; von %2 fertig</translation>
    </message>
    <message>
        <source>%1 in flight</source>
        <translation>%1 laufen</translation>
    </message>
    <message>
        <source>%1 aborted</source>
        <translation>%1 abgebrochen</translation>
    </message>
    <message>
        <source>%1 skipped</source>
        <translation>%1 übersprungen</translation>
    </message>
    <message>
        <source>%1/min</source>
        <translation>%1/min</translation>
    </message>
    <message>
        <source>done in %1</source>
        <translation>fertig in %1</translation>
    </message>
</context>
<context>
    <name>transship::RangeChooser</name>
    <message>
        <source>15 minutes</source>
        <translation>15 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>6 hours</source>
        <translation>6 Stunden</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Reset zoom</source>
        <translation>Zoom zurücksetzen</translation>
    </message>
    <message>
        <source>Back to the chosen time (double click in a chart, or 0)</source>
        <translation>Zurück zur gewählten Zeit (Doppelklick in ein Diagramm, oder 0)</translation>
    </message>
    <message>
        <source>Time shown in the charts</source>
        <translation>Zeit, die die Diagramme zeigen</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>Von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>transship::RangeDialog</name>
    <message>
        <source>Time shown in the charts</source>
        <translation>Zeit, die die Diagramme zeigen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>&amp;From (UTC)</source>
        <translation>&amp;Von (UTC)</translation>
    </message>
    <message>
        <source>&amp;To (UTC)</source>
        <translation>&amp;Bis (UTC)</translation>
    </message>
    <message>
        <source>The end has to be after the beginning.</source>
        <translation>Das Ende muss nach dem Anfang liegen.</translation>
    </message>
</context>
<context>
    <name>transship::RegistryAccessSection</name>
    <message>
        <source>Secret for the registry</source>
        <translation>Geheimnis für die Registry</translation>
    </message>
    <message>
        <source>Signing key of the registry</source>
        <translation>Signaturschlüssel der Registry</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key);;All files (*)</source>
        <translation>Schlüssel (*.pem *.key);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Address of the registry that imports</source>
        <translation>Adresse der Registry, die importiert</translation>
    </message>
    <message>
        <source>How to log in at the registry</source>
        <translation>Wie man sich an der Registry anmeldet</translation>
    </message>
    <message>
        <source>without a login</source>
        <translation>ohne Anmeldung</translation>
    </message>
    <message>
        <source>user and password</source>
        <translation>Benutzer und Passwort</translation>
    </message>
    <message>
        <source>a ready token</source>
        <translation>ein fertiges Token</translation>
    </message>
    <message>
        <source>tokens signed here with the registry&apos;s key</source>
        <translation>Tokens, hier mit dem Schlüssel der Registry signiert</translation>
    </message>
    <message>
        <source>User at the registry</source>
        <translation>Benutzer an der Registry</translation>
    </message>
    <message>
        <source>Issuer of the tokens, auth.token.issuer of the registry</source>
        <translation>Aussteller der Tokens, auth.token.issuer der Registry</translation>
    </message>
    <message>
        <source>Audience of the tokens, auth.token.service of the registry</source>
        <translation>Empfänger der Tokens, auth.token.service der Registry</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;Login</source>
        <translation>An&amp;meldung</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>Sec&amp;ret</source>
        <translation>&amp;Geheimnis</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>&amp;Schlüsseldatei</translation>
    </message>
    <message>
        <source>&amp;Issuer</source>
        <translation>Auss&amp;teller</translation>
    </message>
    <message>
        <source>A&amp;udience</source>
        <translation>&amp;Empfänger</translation>
    </message>
</context>
<context>
    <name>transship::RegistrySection</name>
    <message>
        <source>%1 of %2 tags</source>
        <translation>%1 von %2 Tags</translation>
    </message>
    <message>
        <source>%1 blobs</source>
        <translation>%1 Blobs</translation>
    </message>
    <message>
        <source>%1 tags failed</source>
        <translation>%1 Tags fehlgeschlagen</translation>
    </message>
    <message>
        <source>What the registry says</source>
        <translation>Was die Registry sagt</translation>
    </message>
    <message>
        <source>Number of tags</source>
        <translation>Zahl der Tags</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Ask the registry about this repository</source>
        <translation>Die Registry nach diesem Repository fragen</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Zählen</translation>
    </message>
    <message>
        <source>Count the tags at the registry</source>
        <translation>Die Tags bei der Registry zählen</translation>
    </message>
    <message>
        <source>No registry is configured here: start the console with --registry to ask it.</source>
        <translation>Hier ist keine Registry eingerichtet: die Konsole mit --registry starten, um sie zu fragen.</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>wird gefragt …</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1, asking again…</source>
        <translation>%1, wird erneut gefragt …</translation>
    </message>
    <message>
        <source>counting the tags…</source>
        <translation>die Tags werden gezählt …</translation>
    </message>
    <message>
        <source>tags not counted: %1</source>
        <translation>Tags nicht gezählt: %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; tags, counted %2 ago</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; Tags, vor %2 gezählt</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; tags when last counted</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; Tags bei der letzten Zählung</translation>
    </message>
    <message>
        <source>tags never counted</source>
        <translation>Tags nie gezählt</translation>
    </message>
</context>
<context>
    <name>transship::RepositoryActions</name>
    <message>
        <source>undoes: %1</source>
        <translation>macht rückgängig: %1</translation>
    </message>
</context>
<context>
    <name>transship::RepositoryDecorator</name>
    <message>
        <source>Click to sort</source>
        <translation>Zum Sortieren klicken</translation>
    </message>
    <message>
        <source>No index to sort by</source>
        <translation>Kein Index zum Sortieren</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>Übersprungen: %1</translation>
    </message>
</context>
<context>
    <name>transship::RepositoryPage</name>
    <message>
        <source>Number of repositories that match</source>
        <translation>Anzahl der passenden Repositories</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>wird gezählt …</translation>
    </message>
    <message>
        <source>%1 repositories</source>
        <translation>%1 Repositories</translation>
    </message>
    <message>
        <source>%1 match</source>
        <translation>%1 passen</translation>
    </message>
    <message>
        <source>No repositories yet</source>
        <translation>Noch keine Repositories</translation>
    </message>
    <message>
        <source>Read them from a registry&apos;s catalog, or from a file:</source>
        <translation>Aus dem Katalog einer Registry einlesen, oder aus einer Datei:</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
    <message>
        <source>No repository matches the filter. Press Esc to show all %1.</source>
        <translation>Kein Repository passt zum Filter. Esc zeigt alle %1.</translation>
    </message>
    <message>
        <source>counting: %1 so far…</source>
        <translation>wird gezählt: bisher %1 …</translation>
    </message>
</context>
<context>
    <name>transship::RepositoryTableView</name>
    <message>
        <source>Repositories</source>
        <translation>Repositories</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Choose and arrange…</source>
        <translation>Auswählen und anordnen …</translation>
    </message>
    <message>
        <source>Columns as at first</source>
        <translation>Spalten wie am Anfang</translation>
    </message>
    <message>
        <source>Tooltips in local time</source>
        <translation>Tooltips in örtlicher Zeit</translation>
    </message>
    <message>
        <source>Go to row</source>
        <translation>Zu Zeile gehen</translation>
    </message>
    <message>
        <source>Row, 1 to %1:</source>
        <translation>Zeile, 1 bis %1:</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>Zelle kopieren</translation>
    </message>
    <message>
        <source>Select a repository first.</source>
        <translation>Wählen Sie zuerst ein Repository aus.</translation>
    </message>
    <message>
        <source>At most %1 rows can be copied at once; export for more.</source>
        <translation>Höchstens %1 Zeilen lassen sich auf einmal kopieren; exportieren Sie, wenn es mehr sind.</translation>
    </message>
    <message>
        <source>The selected rows are being loaded; copy again in a moment.</source>
        <translation>Die ausgewählten Zeilen werden geladen; kopieren Sie gleich noch einmal.</translation>
    </message>
    <message>
        <source>There is nothing in this cell to copy.</source>
        <translation>In dieser Zelle steht nichts zum Kopieren.</translation>
    </message>
</context>
<context>
    <name>transship::ResultDialog</name>
    <message>
        <source>%1 are %2 now</source>
        <translation>%1 sind jetzt %2</translation>
    </message>
    <message>
        <source>%1 do not exist any more</source>
        <translation>%1 gibt es nicht mehr</translation>
    </message>
    <message>
        <source>Result: %1</source>
        <translation>Ergebnis: %1</translation>
    </message>
    <message>
        <source>Changed by others since the preview, left alone: %1.</source>
        <translation>Seit der Vorschau von anderen geändert, in Ruhe gelassen: %1.</translation>
    </message>
    <message>
        <source>Failures by cause</source>
        <translation>Fehlschläge nach Ursache</translation>
    </message>
    <message>
        <source>Cause, repository</source>
        <translation>Ursache, Repository</translation>
    </message>
    <message>
        <source>In its own words</source>
        <translation>Im Wortlaut</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>id %1</source>
        <translation>Id %1</translation>
    </message>
    <message>
        <source>and %1 more, see the export</source>
        <translation>und %1 weitere, siehe den Export</translation>
    </message>
    <message>
        <source>&amp;Retry just the failed…</source>
        <translation>Nur die &amp;fehlgeschlagenen wiederholen …</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <source>Export the failures</source>
        <translation>Die Fehlschläge exportieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Writing %1 …</source>
        <translation>%1 wird geschrieben …</translation>
    </message>
    <message>
        <source>%1 failures are in %2</source>
        <translation>%1 Fehlschläge stehen in %2</translation>
    </message>
</context>
<context>
    <name>transship::RunBar</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 changed since the preview</source>
        <translation>%1 seit der Vorschau geändert</translation>
    </message>
    <message>
        <source>stopping, %1 under way</source>
        <translation>wird angehalten, %1 laufen noch</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1/min</source>
        <translation>%1/min</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Actions under way</source>
        <translation>Laufende Aktionen</translation>
    </message>
    <message>
        <source>Progress of the action</source>
        <translation>Fortschritt der Aktion</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop the action</source>
        <translation>Die Aktion anhalten</translation>
    </message>
</context>
<context>
    <name>transship::SavedViewsList</name>
    <message>
        <source>Saved views with the number of repositories in each</source>
        <translation>Gespeicherte Ansichten mit der Zahl der Repositories in jeder</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>Um&amp;benennen</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
</context>
<context>
    <name>transship::SavedViewsModel</name>
    <message>
        <source>Needs a look</source>
        <translation>Braucht einen Blick</translation>
    </message>
    <message>
        <source>What will not come right by itself: near the retry limit, stuck, or given up by the machinery</source>
        <translation>Was nicht von selbst in Ordnung kommt: nahe an der Grenze der Wiederholungen, festgefahren, oder von der Maschinerie aufgegeben</translation>
    </message>
    <message>
        <source>Near the retry limit</source>
        <translation>Nahe an der Grenze der Wiederholungen</translation>
    </message>
    <message>
        <source>The next failure skips it</source>
        <translation>Beim nächsten Fehlschlag wird es übersprungen</translation>
    </message>
    <message>
        <source>Stuck</source>
        <translation>Festgefahren</translation>
    </message>
    <message>
        <source>In one step for longer than max_step_duration</source>
        <translation>Länger als max_step_duration in einem Schritt</translation>
    </message>
    <message>
        <source>Failed in the last hour</source>
        <translation>In der letzten Stunde fehlgeschlagen</translation>
    </message>
    <message>
        <source>Aborted within the last hour</source>
        <translation>In der letzten Stunde abgebrochen</translation>
    </message>
    <message>
        <source>Too many tags</source>
        <translation>Zu viele Tags</translation>
    </message>
    <message>
        <source>Skipped since it has more tags than max_tags_count</source>
        <translation>Übersprungen, weil es mehr Tags als max_tags_count hat</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Skipped since its root namespace is on the deny list</source>
        <translation>Übersprungen, weil sein oberster Namensraum auf der Sperrliste steht</translation>
    </message>
</context>
<context>
    <name>transship::ScanDialog</name>
    <message>
        <source>File with certificate authorities</source>
        <translation>Datei mit Zertifizierungsstellen</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Database file of the new migration</source>
        <translation>Datenbankdatei der neuen Migration</translation>
    </message>
    <message>
        <source>SQLite databases (*.sqlite *.db);;All files (*)</source>
        <translation>SQLite-Datenbanken (*.sqlite *.db);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Scan a registry</source>
        <translation>Eine Registry einlesen</translation>
    </message>
    <message>
        <source>Makes a new migration of every repository that the registry&apos;s catalog lists. Nothing is copied or changed at the registry, and nothing starts until you say so.</source>
        <translation>Macht aus jedem Repository, das der Katalog der Registry nennt, eine neue Migration. An der Registry wird nichts kopiert oder geändert, und nichts beginnt, bevor Sie es sagen.</translation>
    </message>
    <message>
        <source>Progress of the scan</source>
        <translation>Fortschritt des Einlesens</translation>
    </message>
    <message>
        <source>Name of the new connection</source>
        <translation>Name der neuen Verbindung</translation>
    </message>
    <message>
        <source>Only repositories whose path begins so</source>
        <translation>Nur Repositories, deren Pfad so beginnt</translation>
    </message>
    <message>
        <source>all repositories</source>
        <translation>alle Repositories</translation>
    </message>
    <message>
        <source>the system&apos;s authorities</source>
        <translation>die Stellen des Systems</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;CA file</source>
        <translation>&amp;CA-Datei</translation>
    </message>
    <message>
        <source>&amp;Path begins with</source>
        <translation>&amp;Pfad beginnt mit</translation>
    </message>
    <message>
        <source>&amp;Database file</source>
        <translation>&amp;Datenbankdatei</translation>
    </message>
    <message>
        <source>&amp;Scan</source>
        <translation>&amp;Einlesen</translation>
    </message>
    <message>
        <source>Give the address of the registry.</source>
        <translation>Bitte die Adresse der Registry angeben.</translation>
    </message>
    <message>
        <source>Asking the registry for its catalog…</source>
        <translation>Die Registry wird nach ihrem Katalog gefragt …</translation>
    </message>
    <message>
        <source>%1 listed, %2 added</source>
        <translation>%1 genannt, %2 aufgenommen</translation>
    </message>
    <message>
        <source>Canceled. What was added stays in the database; scan again to go on.</source>
        <translation>Abgebrochen. Was aufgenommen ist, bleibt in der Datenbank; noch einmal einlesen, um fortzufahren.</translation>
    </message>
</context>
<context>
    <name>transship::SecretField</name>
    <message>
        <source>%1: where it is kept</source>
        <translation>%1: wo es aufbewahrt wird</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>keychain</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <source>this session</source>
        <translation>diese Sitzung</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>kept; type to replace it</source>
        <translation>aufbewahrt; tippen, um es zu ersetzen</translation>
    </message>
    <message>
        <source>forgotten when the program ends</source>
        <translation>wird mit dem Programmende vergessen</translation>
    </message>
    <message>
        <source>Asked for again after the next start.</source>
        <translation>Wird nach dem nächsten Start wieder erfragt.</translation>
    </message>
    <message>
        <source>Asked for again after the next start: there is no keychain here that could keep it.</source>
        <translation>Wird nach dem nächsten Start wieder erfragt: hier gibt es keinen Schlüsselbund, der es aufbewahren könnte.</translation>
    </message>
    <message>
        <source>name of the variable</source>
        <translation>Name der Variablen</translation>
    </message>
    <message>
        <source>Also good for transshipctl and services.</source>
        <translation>Auch für transshipctl und Dienste geeignet.</translation>
    </message>
    <message>
        <source>path of a file that only you can read</source>
        <translation>Pfad einer Datei, die nur Sie lesen können</translation>
    </message>
</context>
<context>
    <name>transship::SecretPrompt</name>
    <message>
        <source>Database password</source>
        <translation>Passwort der Datenbank</translation>
    </message>
    <message>
        <source>Secret for the registry</source>
        <translation>Geheimnis für die Registry</translation>
    </message>
    <message>
        <source>Proxy password</source>
        <translation>Passwort des Proxys</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Kept until the program ends.</source>
        <translation>Wird bis zum Programmende behalten.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
</context>
<context>
    <name>transship::SettingRow</name>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>Vorgabe: %1</translation>
    </message>
    <message>
        <source>Back to the default of %1</source>
        <translation>Zurück zur Vorgabe %1</translation>
    </message>
    <message>
        <source>Changed meanwhile to %1 by %2. Discard to see it.</source>
        <translation>Inzwischen auf %1 geändert von %2. Verwerfen, um es zu sehen.</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemandem</translation>
    </message>
    <message>
        <source>Not saved yet; in force: %1</source>
        <translation>Noch nicht gespeichert; in Kraft: %1</translation>
    </message>
    <message>
        <source>%1 → %2 by %3, %4</source>
        <translation>%1 → %2 von %3, %4</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>transship::SettingsDialog</name>
    <message>
        <source>Settings of the rollout</source>
        <translation>Einstellungen des Ablaufs</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>S&amp;witches</source>
        <translation>S&amp;chalter</translation>
    </message>
    <message>
        <source>&amp;Deny list</source>
        <translation>Sperr&amp;liste</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>What is shown may be old: %1</source>
        <translation>Was gezeigt wird, kann alt sein: %1</translation>
    </message>
    <message>
        <source>There are changes that are not saved. Close again to drop them.</source>
        <translation>Es gibt Änderungen, die nicht gespeichert sind. Noch einmal schließen, um sie fallen zu lassen.</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>transship::SettingsHistoryPage</name>
    <message>
        <source>Changes of the settings, newest first</source>
        <translation>Änderungen der Einstellungen, Neuestes zuerst</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>deny list: %1</source>
        <translation>Sperrliste: %1</translation>
    </message>
</context>
<context>
    <name>transship::SettingsPage</name>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gespeichert: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) cannot be saved, see above.</source>
        <translation>
            <numerusform>%n Wert kann nicht gespeichert werden, siehe oben.</numerusform>
            <numerusform>%n Werte können nicht gespeichert werden, siehe oben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not saved yet.</source>
        <translation>
            <numerusform>%n Änderung noch nicht gespeichert.</numerusform>
            <numerusform>%n Änderungen noch nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is changed here goes for every worker at once, and into history.</source>
        <translation>Was hier geändert wird, gilt sofort für jeden Worker und kommt in den Verlauf.</translation>
    </message>
</context>
<context>
    <name>transship::SharesChart</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Chart: share of each state</source>
        <translation>Diagramm: Anteil jedes Zustands</translation>
    </message>
</context>
<context>
    <name>transship::ShortcutsDialog</name>
    <message>
        <source>&amp;Assign</source>
        <translation>&amp;Zuweisen</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Standard</source>
        <translation>&amp;Standard</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Command or key</source>
        <translation>Befehl oder Taste</translation>
    </message>
    <message>
        <source>Search in commands and keys</source>
        <translation>In Befehlen und Tasten suchen</translation>
    </message>
    <message>
        <source>Commands with their shortcuts</source>
        <translation>Befehle mit ihren Tastenkürzeln</translation>
    </message>
    <message>
        <source>A&amp;ll as standard</source>
        <translation>Alle auf S&amp;tandard</translation>
    </message>
    <message>
        <source>New shortcut: press the keys</source>
        <translation>Neues Kürzel: die Tasten drücken</translation>
    </message>
    <message>
        <source>&amp;New keys:</source>
        <translation>&amp;Neue Tasten:</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”, which would be left without a shortcut.</source>
        <translation>%1 gehört zu „%2“, das dann ohne Kürzel bliebe.</translation>
    </message>
</context>
<context>
    <name>transship::ShortcutsModel</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
</context>
<context>
    <name>transship::Sidebar</name>
    <message>
        <source>Actions under way</source>
        <translation>Laufende Aktionen</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namensräume</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the present view</source>
        <translation>Die jetzige Ansicht speichern</translation>
    </message>
    <message>
        <source>Keep filter, sort and columns as a view of your own</source>
        <translation>Filter, Sortierung und Spalten als eigene Ansicht behalten</translation>
    </message>
</context>
<context>
    <name>transship::StackedBar</name>
    <message>
        <source>Progress: %1</source>
        <translation>Fortschritt: %1</translation>
    </message>
</context>
<context>
    <name>transship::StaleBanner</name>
    <message>
        <source>The database is lost</source>
        <translation>Die Datenbank ist verloren</translation>
    </message>
    <message>
        <source>What is shown is %1 old, of %2.</source>
        <translation>Was gezeigt wird, ist %1 alt, von %2.</translation>
    </message>
    <message>
        <source>&lt;b&gt;The database is lost.&lt;/b&gt; %1 It is tried again every second.&lt;br&gt;%2</source>
        <translation>&lt;b&gt;Die Datenbank ist verloren.&lt;/b&gt; %1 Jede Sekunde folgt ein neuer Versuch.&lt;br&gt;%2</translation>
    </message>
</context>
<context>
    <name>transship::StartJobDialog</name>
    <message>
        <source>Start a background job</source>
        <translation>Einen Hintergrundauftrag starten</translation>
    </message>
    <message>
        <source>Matching now:</source>
        <translation>Passen jetzt:</translation>
    </message>
    <message>
        <source>Repositories a &amp;batch:</source>
        <translation>Repositories je &amp;Stapel:</translation>
    </message>
    <message>
        <source>Repositories a &amp;transaction:</source>
        <translation>Repositories je &amp;Transaktion:</translation>
    </message>
    <message>
        <source>&amp;Seconds between two batches:</source>
        <translation>S&amp;ekunden zwischen zwei Stapeln:</translation>
    </message>
    <message>
        <source>&amp;Dry run…</source>
        <translation>&amp;Probelauf …</translation>
    </message>
    <message>
        <source>Start the job</source>
        <translation>Den Auftrag starten</translation>
    </message>
    <message>
        <source>Whole numbers are wanted in all three fields.</source>
        <translation>In allen drei Feldern werden ganze Zahlen gebraucht.</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>wird gezählt …</translation>
    </message>
    <message numerus="yes">
        <source>%n repositories</source>
        <translation>
            <numerusform>%n Repository</numerusform>
            <numerusform>%n Repositories</numerusform>
        </translation>
    </message>
    <message>
        <source>Number of repositories, typed to confirm</source>
        <translation>Zahl der Repositories, zur Bestätigung eingetippt</translation>
    </message>
    <message>
        <source>T&amp;ype %1 to go on</source>
        <translation>Zum &amp;Weitermachen %1 eintippen</translation>
    </message>
    <message>
        <source>T&amp;ype %1 or %2 to go on</source>
        <translation>Zum &amp;Weitermachen %1 oder %2 eintippen</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>How many repositories match could not be counted, so the job cannot be started: %1</source>
        <translation>Wie viele Repositories passen, ließ sich nicht zählen; der Auftrag kann deshalb nicht gestartet werden: %1</translation>
    </message>
</context>
<context>
    <name>transship::StartWindow</name>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten …</translation>
    </message>
    <message>
        <source>D&amp;uplicate…</source>
        <translation>Verd&amp;oppeln …</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen …</translation>
    </message>
    <message>
        <source>Connections – Transship</source>
        <translation>Verbindungen – Transship</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Connections, the last one opened first</source>
        <translation>Verbindungen, die zuletzt geöffnete zuerst</translation>
    </message>
    <message>
        <source>Nothing was opened yet. Choose how to begin.</source>
        <translation>Noch nichts wurde geöffnet. Wählen Sie einen Anfang.</translation>
    </message>
    <message>
        <source>Open the &amp;local migration</source>
        <translation>Die lokale &amp;Migration öffnen</translation>
    </message>
    <message>
        <source>The database that transshipctl uses when none is named</source>
        <translation>Die Datenbank, die transshipctl benutzt, wenn keine genannt ist</translation>
    </message>
    <message>
        <source>&amp;Try the demo</source>
        <translation>Die &amp;Vorführung ausprobieren</translation>
    </message>
    <message>
        <source>A made-up migration in the middle of its work, in a database of its own</source>
        <translation>Eine erfundene Migration mitten in der Arbeit, in einer eigenen Datenbank</translation>
    </message>
    <message>
        <source>Open a database &amp;file…</source>
        <translation>Eine &amp;Datenbankdatei öffnen …</translation>
    </message>
    <message>
        <source>A migration in a SQLite file</source>
        <translation>Eine Migration in einer SQLite-Datei</translation>
    </message>
    <message>
        <source>Connect to &amp;PostgreSQL…</source>
        <translation>Mit &amp;PostgreSQL verbinden …</translation>
    </message>
    <message>
        <source>The migration of a team, on its server</source>
        <translation>Die Migration eines Teams, auf dessen Server</translation>
    </message>
    <message>
        <source>&amp;Scan a registry…</source>
        <translation>Eine &amp;Registry einlesen …</translation>
    </message>
    <message>
        <source>A new migration of all that its catalog lists</source>
        <translation>Eine neue Migration von allem, was ihr Katalog nennt</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <translation>Kopie von %1</translation>
    </message>
    <message>
        <source>Delete the connection</source>
        <translation>Die Verbindung löschen</translation>
    </message>
    <message>
        <source>Delete the connection %1 with its secrets in the keychain?</source>
        <translation>Die Verbindung %1 mit ihren Geheimnissen im Schlüsselbund löschen?</translation>
    </message>
    <message>
        <source>The database itself is not touched.</source>
        <translation>Die Datenbank selbst bleibt unberührt.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Making it…</source>
        <translation>Sie wird angelegt …</translation>
    </message>
    <message>
        <source>Open a database file</source>
        <translation>Eine Datenbankdatei öffnen</translation>
    </message>
    <message>
        <source>SQLite databases (*.sqlite *.db);;All files (*)</source>
        <translation>SQLite-Datenbanken (*.sqlite *.db);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Moves container registries, repository by repository</source>
        <translation>Bringt Container-Registries von einem Ort zum anderen, Repository für Repository</translation>
    </message>
</context>
<context>
    <name>transship::StateCountDelegate</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All repositories</source>
        <translation>Alle Repositories</translation>
    </message>
</context>
<context>
    <name>transship::StateSidebar</name>
    <message>
        <source>States with the number of repositories in each</source>
        <translation>Zustände mit der Anzahl der Repositories darin</translation>
    </message>
</context>
<context>
    <name>transship::StatesChart</name>
    <message>
        <source>Chart: repositories in each state over time</source>
        <translation>Diagramm: Repositories in jedem Zustand im Verlauf</translation>
    </message>
    <message>
        <source>States over time</source>
        <translation>Zustände im Verlauf</translation>
    </message>
    <message>
        <source>Nothing was recorded in this time.</source>
        <translation>In dieser Zeit wurde nichts aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>transship::ThroughputChart</name>
    <message>
        <source>Chart: repositories finished over time</source>
        <translation>Diagramm: beendete Repositories im Verlauf</translation>
    </message>
    <message>
        <source>Finished per %1</source>
        <translation>Beendet je %1</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Nothing was finished in this time.</source>
        <translation>In dieser Zeit wurde nichts beendet.</translation>
    </message>
</context>
<context>
    <name>transship::TimeChart</name>
    <message>
        <source>From %1 to %2. At the end: %3. Arrow keys read out other moments.</source>
        <extracomment>%1, %2: times; %3: names and values</extracomment>
        <translation>Von %1 bis %2. Am Ende: %3. Pfeiltasten lesen andere Zeitpunkte vor.</translation>
    </message>
</context>
<context>
    <name>transship::TimelineBar</name>
    <message>
        <source>Steps: %1</source>
        <translation>Schritte: %1</translation>
    </message>
</context>
<context>
    <name>transship::UnlockDialog</name>
    <message>
        <source>Unlock for changes</source>
        <translation>Für Änderungen entsperren</translation>
    </message>
    <message>
        <source>Minutes until it locks itself again</source>
        <translation>Minuten, bis es sich wieder sperrt</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Reason for unlocking</source>
        <translation>Grund für das Entsperren</translation>
    </message>
    <message>
        <source>for example the number of the change or incident</source>
        <translation>zum Beispiel die Nummer der Änderung oder Störung</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>&amp;Für</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Entsperren</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1 is a production profile.&lt;/b&gt;&lt;br&gt;Until the time is over, actions and settings in this window change it. The reason goes to the log.</source>
        <translation>&lt;b&gt;%1 ist ein produktives Profil.&lt;/b&gt;&lt;br&gt;Bis die Zeit um ist, ändern Aktionen und Einstellungen in diesem Fenster etwas daran. Der Grund kommt ins Protokoll.</translation>
    </message>
</context>
<context>
    <name>transship::WhySection</name>
    <message>
        <source>Why it moves or does not</source>
        <translation>Warum es sich bewegt oder nicht</translation>
    </message>
    <message>
        <source>The enqueuer&apos;s checks</source>
        <translation>Die Prüfungen des Einreihers</translation>
    </message>
    <message>
        <source>All checks</source>
        <translation>Alle Prüfungen</translation>
    </message>
    <message numerus="yes">
        <source>All %n checks passed</source>
        <translation>
            <numerusform>Die eine Prüfung ist bestanden</numerusform>
            <numerusform>Alle %n Prüfungen sind bestanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n checks stop it</source>
        <translation>
            <numerusform>%1 von %n Prüfung hält es auf</numerusform>
            <numerusform>%1 von %n Prüfungen halten es auf</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transship::WindowCommands</name>
    <message>
        <source>&amp;Profiles</source>
        <translation>&amp;Profile</translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation>&amp;Neues Fenster</translation>
    </message>
    <message>
        <source>&amp;Manage connections…</source>
        <translation>&amp;Verbindungen verwalten …</translation>
    </message>
    <message>
        <source>No profiles yet</source>
        <translation>Noch keine Profile</translation>
    </message>
</context>
<context>
    <name>transship::facts</name>
    <message>
        <source>in %1 · %2</source>
        <translation>in %1 · %2</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>&lt;b&gt;Last failure&lt;/b&gt; in %1, %2&lt;br&gt;%3</source>
        <translation>&lt;b&gt;Letzter Fehler&lt;/b&gt; in %1, %2&lt;br&gt;%3</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>transship::jobtexts</name>
    <message>
        <source>Every repository that was skipped for its number of tags becomes default again, so that it gets another turn. Raise max_tags_count first.</source>
        <translation>Jedes Repository, das wegen der Zahl seiner Tags übersprungen wurde, geht zurück zum Anfang, damit es noch einmal an die Reihe kommt. Vorher max_tags_count erhöhen.</translation>
    </message>
    <message>
        <source>Every repository that is scheduled for deletion is asked for at the registry; where there is at least one tag, the schedule is lifted. No answer counts as having tags.</source>
        <translation>Nach jedem Repository, das zum Löschen vorgesehen ist, wird die Registry gefragt; wo es mindestens einen Tag gibt, wird das Löschen zurückgenommen. Keine Antwort zählt als mit Tags.</translation>
    </message>
    <message>
        <source>pause, goes on in %1</source>
        <translation>Pause, geht in %1 weiter</translation>
    </message>
    <message>
        <source>waits for a worker</source>
        <translation>wartet auf einen Worker</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>canceled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1/min</source>
        <translation>%1/min</translation>
    </message>
</context>
<context>
    <name>transship::texts</name>
    <message>
        <source>Waiting to be migrated</source>
        <translation>Wartet auf die Migration</translation>
    </message>
    <message>
        <source>The registry copies manifests and layers; the repository stays writable</source>
        <translation>Die Registry kopiert Manifeste und Schichten; das Repository bleibt beschreibbar</translation>
    </message>
    <message>
        <source>Everything is copied; the final import comes next</source>
        <translation>Alles ist kopiert; als Nächstes kommt der endgültige Import</translation>
    </message>
    <message>
        <source>The registry brings over the tags and what changed since</source>
        <translation>Die Registry holt die Tags und was sich seither geändert hat</translation>
    </message>
    <message>
        <source>Migrated: the target registry serves this repository</source>
        <translation>Migriert: die Ziel-Registry bedient dieses Repository</translation>
    </message>
    <message>
        <source>A step failed or was stopped; it is retried until the retries are used up</source>
        <translation>Ein Schritt schlug fehl oder wurde angehalten; er wird wiederholt, bis die Wiederholungen aufgebraucht sind</translation>
    </message>
    <message>
        <source>Left out, for the reason shown</source>
        <translation>Ausgelassen, aus dem genannten Grund</translation>
    </message>
    <message>
        <source>its plan is not part of this rollout</source>
        <translation>sein Plan gehört nicht zu diesem Ablauf</translation>
    </message>
    <message>
        <source>all retries were used up</source>
        <translation>alle Wiederholungen sind aufgebraucht</translation>
    </message>
    <message>
        <source>it has more tags than the limit</source>
        <translation>es hat mehr Tags als erlaubt</translation>
    </message>
    <message>
        <source>its root namespace is on the deny list</source>
        <translation>sein oberster Namensraum steht auf der Sperrliste</translation>
    </message>
    <message>
        <source>its migration was canceled</source>
        <translation>seine Migration wurde abgebrochen</translation>
    </message>
    <message>
        <source>the registry does not know it</source>
        <translation>die Registry kennt es nicht</translation>
    </message>
    <message>
        <source>it is on the new platform already</source>
        <translation>es ist schon auf der neuen Plattform</translation>
    </message>
    <message>
        <source>its migration was canceled by force</source>
        <translation>seine Migration wurde erzwungen abgebrochen</translation>
    </message>
    <message>
        <source>the registry canceled its migration</source>
        <translation>die Registry brach seine Migration ab</translation>
    </message>
    <message>
        <source>no reason was given</source>
        <translation>kein Grund wurde genannt</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Force cancel</source>
        <translation>Abbruch erzwingen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Start the pre import now, without waiting for a free slot</source>
        <translation>Den Vorabimport jetzt beginnen, ohne auf einen freien Platz zu warten</translation>
    </message>
    <message>
        <source>Ask the registry how far it is and resume there</source>
        <translation>Die Registry fragen, wie weit sie ist, und dort weitermachen</translation>
    </message>
    <message>
        <source>Leave out of the migration, with a reason</source>
        <translation>Aus der Migration auslassen, mit einem Grund</translation>
    </message>
    <message>
        <source>Stop the step here; the enqueuer retries it later</source>
        <translation>Den Schritt hier anhalten; der Einreiher wiederholt ihn später</translation>
    </message>
    <message>
        <source>Cancel the import at the registry, then skip it</source>
        <translation>Den Import bei der Registry abbrechen, dann überspringen</translation>
    </message>
    <message>
        <source>Cancel at the registry by force, then skip it</source>
        <translation>Bei der Registry den Abbruch erzwingen, dann überspringen</translation>
    </message>
    <message>
        <source>Back to default: every trace of the migration is cleared, history is kept</source>
        <translation>Zurück zum Anfang: jede Spur der Migration wird gelöscht, der Verlauf bleibt</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Jetzt beginnen</translation>
    </message>
    <message>
        <source>Cancel at the registry</source>
        <translation>Bei der Registry abbrechen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>wird begonnen …</translation>
    </message>
    <message>
        <source>retrying…</source>
        <translation>wird wiederholt …</translation>
    </message>
    <message>
        <source>skipping…</source>
        <translation>wird übersprungen …</translation>
    </message>
    <message>
        <source>aborting…</source>
        <translation>wird angehalten …</translation>
    </message>
    <message>
        <source>canceling…</source>
        <translation>wird abgebrochen …</translation>
    </message>
    <message>
        <source>canceling by force…</source>
        <translation>wird erzwungen abgebrochen …</translation>
    </message>
    <message>
        <source>resetting…</source>
        <translation>wird zurückgesetzt …</translation>
    </message>
    <message>
        <source>the pre import is started</source>
        <translation>der Vorabimport beginnt</translation>
    </message>
    <message>
        <source>goes on where the registry says it stands</source>
        <translation>geht dort weiter, wo die Registry es sagt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>aborted; retried later</source>
        <translation>abgebrochen; wird später wiederholt</translation>
    </message>
    <message>
        <source>canceled at the registry, then skipped</source>
        <translation>bei der Registry abgebrochen, dann übersprungen</translation>
    </message>
    <message>
        <source>canceled by force, then skipped</source>
        <translation>Abbruch erzwungen, dann übersprungen</translation>
    </message>
    <message>
        <source>back to default</source>
        <translation>zurück zum Anfang</translation>
    </message>
</context>
</TS>
