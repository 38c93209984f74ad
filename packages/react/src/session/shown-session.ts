import type { PageSession } from '@webio/core/protocol'
import type { DraftKind, Drafts } from './resume/draft-storage'
import { draftStorage } from './resume/draft-storage'
import type { FileWire } from './wire/file-wire'
import type { Elements, PageServices } from './page-services'
import { FormModels } from './forms/form-models'
import { SharedDrafts } from './forms/shared-drafts'
import { Uploads } from './files/uploads'
import { SilentChanges } from './forms/silent-changes'
import { PassingNotice } from './passing-notice'
import { PinModels } from './forms/pin-models'
import { ListedRows } from './rows/listed-rows'
import { CellEdits } from './rows/cell-edits'
import { RowRequests } from './rows/row-requests'
import { ScopeWatch } from './scope-watch'
import { ChildLists } from './children/child-lists'
import { Dismissals } from './dismissals'

let lastSerial = 0

/** A session as a page shows it: the session itself, and what only the page knows about it. */
export class ShownSession {
  /** Distinguishes this page from earlier ones. */
  readonly serial: number = ++lastSerial
  readonly session: PageSession
  readonly uploads: Uploads
  readonly forms: FormModels
  readonly pins: PinModels
  /** What is typed, for those who watch. */
  readonly sharedDrafts: SharedDrafts
  /** Text that came into boxes without an event. */
  readonly silentChanges: SilentChanges = new SilentChanges()
  readonly scopes: ScopeWatch
  readonly children: ChildLists
  readonly elements: Elements
  readonly rows: RowRequests
  /** Shown after the session refused something because it was too busy. */
  readonly strain = new PassingNotice()
  readonly listedRows: ListedRows
  readonly edits: CellEdits
  readonly dismissals: Dismissals
  /** The session of an earlier page. */
  readonly #resuming: string | undefined
  #isLive = true

  /**
   * Touches neither window nor document: a document that comes with its session is rendered on a server.
   * @param files called when a file has to be transferred
   * @param resuming the session of an earlier page
   */
  constructor(session: PageSession, files: () => FileWire, services: PageServices, resuming?: string) {
    this.session = session
    this.uploads = new Uploads(session, files)
    this.#resuming = resuming
    this.forms = new FormModels(session, this.uploads, this.silentChanges, this.#draftsOf('forms'))
    this.pins = new PinModels(session, this.#draftsOf('pins'))
    this.sharedDrafts = new SharedDrafts(session, this.forms, this.silentChanges)
    this.scopes = new ScopeWatch(session.tree)
    this.children = new ChildLists(session)
    this.elements = services.createElements(
      () => session.tree.env.output_animation !== false,
      session.isShown ? Math.max(...session.tree.nodes.keys()) : undefined,
    )
    this.rows = new RowRequests(session)
    this.listedRows = new ListedRows(session.tree)
    this.edits = new CellEdits(session)
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
    this.pins.refresh()
  }

  /** Forgets what was typed on an earlier page whose session was not resumed. */
  forgetDrafts(): void {
    this.forms.forgetDrafts()
    this.pins.forgetDrafts()
    if (this.#resuming !== undefined) draftStorage.remove(this.#resuming)
  }

  /** Removes what the page keeps in the window and the tab's storage for a session that is over. */
  dispose(): void {
    this.#isLive = false
    this.uploads.dispose()
    this.strain.hide()
    removeEventListener('pagehide', this.#keepDrafts)
    const id = this.session.ticket?.session
    if (id !== undefined) draftStorage.remove(id)
  }

  #draftsOf(kind: DraftKind): Drafts {
    return this.#resuming === undefined ? new Map() : draftStorage.read(this.#resuming, kind)
  }

  readonly #keepDrafts = (): void => {
    const id = this.session.ticket?.session
    // What somebody else types is no draft of this page's.
    if (id === undefined || this.session.role === 'observer') return
    draftStorage.write(id, 'forms', this.forms.drafts)
    draftStorage.write(id, 'pins', this.pins.drafts)
  }
}
