import type { PageSession } from '@webio/core/protocol'
import type { DraftKind, Drafts } from './resume/draft-storage'
import { draftStorage } from './resume/draft-storage'
import type { Elements } from './page-services'
import { FieldsOnDemand } from './forms/fields-on-demand'
import { FormPlaces } from './forms/form-places'
import { SilentChanges } from './forms/silent-changes'
import { PassingNotice } from './passing-notice'
import type { SessionTables, TablesHost } from './rows/session-tables'
import type { SessionOwnerOptions } from './session-options'
import { ScopeWatch } from './scope-watch'
import { ChildLists } from './children/child-lists'
import { Dismissals } from './dismissals'

let lastSerial = 0

/** A session as a page shows it: the session itself, and what only the page knows about it. */
export class ShownSession implements TablesHost {
  /** Distinguishes this page from earlier ones. */
  readonly serial: number = ++lastSerial
  readonly session: PageSession
  readonly forms: FormPlaces
  /** What is entered into forms and pins. */
  readonly fields: FieldsOnDemand
  /** Text that came into boxes without an event. */
  readonly silentChanges: SilentChanges = new SilentChanges()
  readonly scopes: ScopeWatch
  readonly children: ChildLists
  readonly elements: Elements
  tables: SessionTables | null = null
  /** Shown after the session refused something because it was too busy. */
  readonly strain = new PassingNotice()
  readonly dismissals: Dismissals
  /** The session of an earlier page. */
  readonly #resuming: string | undefined
  #isLive = true

  /**
   * Touches neither window nor document: a document that comes with its session is rendered on a server.
   * @param resuming the session of an earlier page
   */
  constructor(
    session: PageSession,
    { files, services, code }: Pick<SessionOwnerOptions, 'files' | 'services' | 'code'>,
    resuming?: string,
  ) {
    this.session = session
    this.#resuming = resuming
    this.forms = new FormPlaces(session)
    const { silentChanges } = this
    this.fields = new FieldsOnDemand(code.fields, { session, files, silentChanges }, draftsOf(resuming))
    // It listens first, so that the models are up to date when components read them.
    session.subscribe('forms', () => this.#formsChanged())
    this.#formsChanged()
    this.scopes = new ScopeWatch(session.tree)
    this.children = new ChildLists(session)
    this.elements = services.createElements(
      () => session.tree.env.output_animation !== false,
      session.isShown ? Math.max(...session.tree.nodes.keys()) : undefined,
    )
    this.dismissals = new Dismissals(session)
  }

  /** Starts the session. From now on, what is typed is stored when the window goes away. */
  begin(): void {
    addEventListener('pagehide', this.#keepDrafts)
    this.session.start()
  }

  /** False after the session has ended or was left. */
  get isLive(): boolean {
    return this.#isLive
  }

  /** Call it after commands were applied. */
  refresh(): void {
    this.scopes.refresh()
    this.fields.get()?.pins.refresh()
  }

  /** Forgets what was typed on an earlier page whose session was not resumed. */
  forgetDrafts(): void {
    this.fields.forgetDrafts()
    if (this.#resuming !== undefined) draftStorage.remove(this.#resuming)
  }

  /** Removes what the page keeps in the window and the tab's storage for a session that is over. */
  dispose(): void {
    this.#isLive = false
    this.fields.get()?.uploads.dispose()
    this.strain.hide()
    removeEventListener('pagehide', this.#keepDrafts)
    const id = this.session.ticket?.session
    if (id !== undefined) draftStorage.remove(id)
  }

  #formsChanged(): void {
    this.forms.refresh()
    this.fields.formsChanged()
  }

  readonly #keepDrafts = (): void => {
    const id = this.session.ticket?.session
    // What somebody else types is no draft of this page's.
    if (id === undefined || this.session.role === 'observer') return
    const { forms, pins } = this.fields.drafts
    draftStorage.write(id, 'forms', forms)
    draftStorage.write(id, 'pins', pins)
  }
}

/** What was typed into a session before a reload. */
function draftsOf(session: string | undefined): Readonly<Record<DraftKind, Drafts>> {
  const read = (kind: DraftKind): Drafts =>
    session === undefined ? new Map() : draftStorage.read(session, kind)
  return { forms: read('forms'), pins: read('pins') }
}
