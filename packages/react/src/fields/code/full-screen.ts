import type { Extension } from '@codemirror/state'
import { Prec } from '@codemirror/state'
import { EditorView, keymap, runScopeHandlers } from '@codemirror/view'
import { ownEscape } from '../../dom/use-own-escape'
import { inTopLayer } from '../../dom/top-layer'

/** How long after Esc the Tab key leaves the editor: CodeMirror's own time. */
const TAB_LEAVES_MS = 2000

const leavers = new WeakMap<HTMLElement, () => void>()

/** Expands an element to the whole window, or returns it to its place. */
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

/** Returns an element to its place if it fills the window. */
export function leaveFullScreen(element: HTMLElement): void {
  leavers.get(element)?.()
  leavers.delete(element)
}

/** The element around an editor, which can fill the whole window. */
const FRAME = '.webio-code-editor'

function toggle(view: EditorView): boolean {
  const frame = view.dom.closest<HTMLElement>(FRAME)
  if (!frame) return false
  toggleFullScreen(frame)
  view.focus()
  // As if we had no binding for Esc: the next Tab leaves the editor.
  view.setTabFocusMode(TAB_LEAVES_MS)
  return true
}

/** Ends the editor's claim to Escape. */
const escapes = new WeakMap<EditorView, () => void>()

/** While the editor has the focus, it handles Escape itself: a popup or a dialog around it stays open. */
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

/** Esc and F11 expand the editor to the whole window, and shrink it again. For a moment after them, Tab leaves the editor. */
export const fullScreenKeys: Extension = [
  escapeStaysHere,
  Prec.low(
    keymap.of([
      { key: 'F11', run: toggle, preventDefault: true },
      { key: 'Escape', run: toggle },
    ]),
  ),
]
