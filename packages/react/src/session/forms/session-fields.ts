import type { PageSession } from '@webio/core/protocol'
import { Uploads } from '../files/uploads'
import type { DraftKind, Drafts } from '../resume/draft-storage'
import type { FileWire } from '../wire/file-wire'
import { FormModels } from './form-models'
import { PinModels } from './pin-models'
import { SharedDrafts } from './shared-drafts'
import type { SilentChanges } from './silent-changes'

/** What the fields of a session need from the page around them. */
export interface FieldsHost {
  readonly session: PageSession
  readonly silentChanges: SilentChanges
  /** Called when a file has to be transferred. */
  readonly files: () => FileWire
  /** What was typed before a reload. */
  readonly drafts: Readonly<Record<DraftKind, Drafts>>
}

/** What is entered into the fields of one session: its forms, its pins, and their files. */
export class SessionFields {
  readonly uploads: Uploads
  readonly forms: FormModels
  readonly pins: PinModels
  /** What is typed, for those who watch. */
  readonly sharedDrafts: SharedDrafts

  constructor({ session, silentChanges, files, drafts }: FieldsHost) {
    this.uploads = new Uploads(session, files)
    this.forms = new FormModels(session, this.uploads, silentChanges, drafts.forms)
    this.pins = new PinModels(session, drafts.pins)
    this.sharedDrafts = new SharedDrafts(session, this.forms, silentChanges)
  }

  /** What the page would store if it went away now. */
  get drafts(): Readonly<Record<DraftKind, Drafts>> {
    return { forms: this.forms.drafts, pins: this.pins.drafts }
  }

  /** Forgets what an earlier page stored. */
  forgetDrafts(): void {
    this.forms.forgetDrafts()
    this.pins.forgetDrafts()
  }

  /** Handles the refusal of event `n`. */
  giveUpWaiting(n: number, code: string): void {
    this.forms.giveUpWaiting(n)
    this.uploads.giveUpWaiting(n, code)
    this.pins.giveUpWaiting(n)
  }
}

/** The code of the models. */
export interface FieldsCode {
  readonly SessionFields: typeof SessionFields
}
