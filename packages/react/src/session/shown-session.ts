import type { PageSession } from '@webio/core/protocol'
import type { DraftKind, Drafts } from './resume/draft-storage'
import { draftStorage } from './resume/draft-storage'
import type { FileWire } from './wire/file-wire'
import type { Elements, PageServices } from './page-services'
import { FormModels } from './forms/form-models'
import { Uploads } from './files/uploads'
import { SilentChanges } from './forms/silent-changes'
import { PassingNotice } from './passing-notice'
import { PinModels } from './forms/pin-models'
import { ListedRows } from './rows/listed-rows'
import { CellEdits } from './rows/cell-edits'
import { RowRequests } from './rows/row-requests'
import { ScopeWatch } from './scope-watch'
import { ChildLists } from './children/child-lists'

let lastSerial = 0

/** One session as a page shows it: the session itself, and what the page alone knows about it. */
export class ShownSession {
  /** Tells this page from those before it. */
  readonly serial: number = ++lastSerial
  readonly session: PageSession
  readonly uploads: Uploads
  readonly forms: FormModels
  readonly pins: PinModels
  /** What stands in text boxes and came without an event. */
  readonly silentChanges: SilentChanges = new SilentChanges()
  readonly scopes: ScopeWatch
  readonly children: ChildLists
  readonly elements: Elements
  readonly rows: RowRequests
  /** The session has too much to do, and has refused something. */
  readonly strain = new PassingNotice()
  readonly listedRows: ListedRows
  readonly edits: CellEdits
  /** The session that an earlier page left. */
  readonly #resuming: string | undefined
  #isLive = true

  /**
   * Touches no window and no document: a document that brings its session along is rendered on a server.
   * @param files asked for when a file is to travel
   * @param resuming the session that an earlier page left
   */
  constructor(session: PageSession, files: () => FileWire, services: PageServices, resuming?: string) {
    this.session = session
    this.uploads = new Uploads(session, files)
    this.#resuming = resuming
    this.forms = new FormModels(session, this.uploads, this.silentChanges, this.#draftsOf('forms'))
    this.pins = new PinModels(session, this.#draftsOf('pins'))
    this.scopes = new ScopeWatch(session.tree)
    this.children = new ChildLists(session)
    this.elements = services.createElements(
      () => session.tree.env.output_animation !== false,
      session.isShown ? Math.max(...session.tree.nodes.keys()) : undefined,
    )
    this.rows = new RowRequests(session)
    this.listedRows = new ListedRows(session.tree)
    this.edits = new CellEdits(session)
  }

  /** The session begins: from now on what is typed is kept when the window goes. */
  begin(): void {
    addEventListener('pagehide', this.#keepDrafts)
    this.session.start()
  }

  /** False once the session is over or left. */
  get isLive(): boolean {
    return this.#isLive
  }

  /** To be called after commands were applied. */
  refresh(): void {
    this.scopes.refresh()
    this.pins.refresh()
  }

  /** The session that an earlier page left was not taken up: what was typed there belongs to nothing any more. */
  forgetDrafts(): void {
    this.forms.forgetDrafts()
    this.pins.forgetDrafts()
    if (this.#resuming !== undefined) draftStorage.remove(this.#resuming)
  }

  /** The session is over: takes away what the page keeps for it in the window and in the tab's storage. */
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
    if (id === undefined) return
    draftStorage.write(id, 'forms', this.forms.drafts)
    draftStorage.write(id, 'pins', this.pins.drafts)
  }
}
