import { POPUPS_ID, ROOT_ID } from '../../protocol/output-spec'
import { textOf } from '../../state/read-tree'
import type { Session } from '../../engine/session'
import type { ListedSession } from './session-list'
import { labelOf, listedSession } from './session-list'

/** The outputs of a session as text, without anything that its visitor has typed. */
export interface SessionLook extends ListedSession {
  /** The text of its outputs, one line for each block. */
  readonly text: string
  /** The text of its popups. */
  readonly popups: string
  /** Its forms: the label, and the labels of the fields. */
  readonly forms: readonly { readonly label: string; readonly fields: readonly string[] }[]
}

/** Reads the outputs of a session. */
export function lookAt(key: string, node: string, session: Session): SessionLook {
  const { tree } = session.view
  return {
    ...listedSession(key, node, session),
    text: textOf(tree, ROOT_ID),
    popups: textOf(tree, POPUPS_ID),
    forms: [...tree.forms.values()].map((form) => ({
      label: labelOf(form),
      fields: form.spec.fields.map(({ label }) => label ?? ''),
    })),
  }
}
