import type { Extension } from '@codemirror/state'
import { Prec } from '@codemirror/state'
import { EditorView, keymap, runScopeHandlers } from '@codemirror/view'
import { ownEscape } from '../../dom/use-own-escape'
import { inTopLayer } from '../../dom/top-layer'

/** So long after Esc, Tab leaves the editor: CodeMirror's own time. */
const TAB_LEAVES_MS = 2000

const leavers = new WeakMap<HTMLElement, () => void>()

/** Shows an element over the whole window, or puts it back to its place. */
export function toggleFullScreen(element: HTMLElement): void {
  if (leavers.has(element)) return leaveFullScreen(element)
  element.dataset['fullScreen'] = ''
  const leave = inTopLayer(element)
  leavers.set(element, () => {
    leave?.()
    element.popover = null
    delete element.dataset['fullScreen']
  })
}

/** Puts an element back to its place that may be shown over the whole window. */
export function leaveFullScreen(element: HTMLElement): void {
  leavers.get(element)?.()
  leavers.delete(element)
}

/** The element around an editor that is shown over the whole window. */
const FRAME = '.webio-code-editor'

function toggle(view: EditorView): boolean {
  const frame = view.dom.closest<HTMLElement>(FRAME)
  if (!frame) return false
  toggleFullScreen(frame)
  view.focus()
  // As without a binding of ours for Esc: the next Tab leaves the editor.
  view.setTabFocusMode(TAB_LEAVES_MS)
  return true
}

/** Ends the editor's claim to Escape. */
const escapes = new WeakMap<EditorView, () => void>()

/** While the editor has the focus Escape is its own: a popup or a dialog around it stays open. */
const escapeStaysHere = EditorView.domEventHandlers({
  focus(_, view) {
    escapes.get(view)?.()
    escapes.set(
      view,
      ownEscape(view.contentDOM, (event) => runScopeHandlers(view, event, 'editor')),
    )
  },
  blur(_, view) {
    escapes.get(view)?.()
    escapes.delete(view)
  },
})

/** Esc and F11 show the editor over the whole window, and put it back. For a moment after them, Tab leaves the editor. */
export const fullScreenKeys: Extension = [
  escapeStaysHere,
  Prec.low(
    keymap.of([
      { key: 'F11', run: toggle, preventDefault: true },
      { key: 'Escape', run: toggle },
    ]),
  ),
]
