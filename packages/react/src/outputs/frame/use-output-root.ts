import type { NodeSpec, NodeType } from '@webio/core/protocol'
import type { KeyboardEvent, Ref, RefCallback } from 'react'
import { useCallback } from 'react'
import { useShownSession } from '../../context/shown-session-context'
import { useServices } from '../../context/services'
import { setRef } from '../../dom/set-ref'
import { fireCallback } from './fire-callback'
import { outputName } from './output-name'

/** The props of the outermost element of an output. */
export interface OutputRoot {
  readonly ref: RefCallback<HTMLElement>
  readonly 'data-webio-output': string
  readonly 'data-webio-clickable'?: ''
  readonly role?: 'button'
  readonly 'aria-busy'?: true
  readonly tabIndex?: 0
  readonly onClick?: () => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
}

/** These outputs can be a button as a whole. Others have their own role, or contain elements that can be clicked. */
const CAN_BE_BUTTON: ReadonlySet<NodeType> = new Set(['text', 'markdown', 'html', 'image', 'gap'])

/**
 * Makes an element the outermost one of an output. It sets the hook for style sheets and tests, and whatever makes a clickable output clickable. It
 * sets the author's CSS through the CSSOM, which a strict content security policy allows.
 * @param css the renderer's own declarations; the author's follow them
 * @param own a ref of the renderer that receives the element
 */
export function useOutputRoot(spec: NodeSpec, css = '', own?: Ref<HTMLElement>): OutputRoot {
  const shown = useShownSession()
  const { focus } = useServices()
  const { id, style = '', class_name = '' } = spec
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return
      const declarations = css && style ? `${css};${style}` : css || style
      if (declarations || element.hasAttribute('style')) element.style.cssText = declarations
      const classes = class_name ? class_name.split(/\s+/).filter(Boolean) : []
      // Before our classes, as guard.css requires of foreign classes: then a rule with a single class is enough.
      if (classes.length > 0) element.className = [...classes, element.className].join(' ')
      const forget = shown.elements.add(id, element)
      const release = setRef(own, element)
      return () => {
        release()
        focus.leaving(element)
        if (classes.length > 0) element.classList.remove(...classes)
        forget()
      }
    },
    [shown, focus, id, css, style, class_name, own],
  )
  const root = { ref, 'data-webio-output': outputName(spec) } as const
  if (!spec.clickable) return root
  const click = (): void => fireCallback(shown, id, 'click')
  return {
    ...root,
    'data-webio-clickable': '',
    tabIndex: 0,
    ...(CAN_BE_BUTTON.has(spec.type) && { role: 'button' }),
    ...(spec.busy?.includes('click') && { 'aria-busy': true }),
    onClick: click,
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return
      event.preventDefault()
      click()
    },
  }
}
